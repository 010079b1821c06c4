import type { Condition, ServicePrincipal } from '@gatehouse/model';
import { foldText, matches, type QueriedObject } from '@gatehouse/policy';
import type { TenantConfiguration } from '../directory.js';

/** What can be asked of service principals and comes, wholly or in part, from their applications, wherever those are at home. */
const inherited: ReadonlySet<string> = new Set([
  'applicationTemplateId',
  'appOwnerOrganizationId',
  'servicePrincipalNames',
]);

/**
 * The same condition, where what is asked of inherited properties is asked of ids: no table of the tenant holds them, but its compiled
 * configuration does, which knows every service principal.
 */
export function withoutInherited(condition: Condition, configuration: TenantConfiguration): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return {
        kind: condition.kind,
        operands: condition.operands.map((each) => withoutInherited(each, configuration)),
      };
    case 'not':
      return { kind: 'not', operand: withoutInherited(condition.operand, configuration) };
    case 'any':
    case 'all':
    case 'size':
      return inherited.has(condition.collection) ? askedById(condition, configuration) : condition;
    default:
      return inherited.has(condition.field) ? askedById(condition, configuration) : condition;
  }
}

function askedById(condition: Condition, configuration: TenantConfiguration): Condition {
  const name = nameAskedFor(condition);
  const found =
    name === undefined
      ? configuration.servicePrincipals().filter((principal) => matches(condition, fieldsOf(principal, configuration)))
      : (namesOf(configuration).get(foldText(name)) ?? []);
  return { kind: 'in', field: 'id', values: found.map(({ id }) => id) };
}

function fieldsOf(
  { appId, servicePrincipalNames, appOwnerOrganizationId }: ServicePrincipal,
  { knownApplication }: TenantConfiguration,
): QueriedObject {
  const template = knownApplication(appId)?.properties?.applicationTemplateId;
  const applicationTemplateId = typeof template === 'string' ? template : null;
  return { applicationTemplateId, servicePrincipalNames, appOwnerOrganizationId: appOwnerOrganizationId ?? null };
}

/** The name in `servicePrincipalNames/any(n: n eq 'name')`, which is what nearly everybody asks. */
function nameAskedFor(condition: Condition): string | undefined {
  if (condition.kind !== 'any' || condition.collection !== 'servicePrincipalNames') return undefined;
  const { element } = condition;
  const isEqual = element?.kind === 'compare' && element.operator === 'eq';
  return isEqual && typeof element.value === 'string' ? element.value : undefined;
}

/** By folded name; made once for each state of a tenant. */
const byName = new WeakMap<TenantConfiguration, ReadonlyMap<string, readonly ServicePrincipal[]>>();

function namesOf(configuration: TenantConfiguration): ReadonlyMap<string, readonly ServicePrincipal[]> {
  const known = byName.get(configuration);
  if (known !== undefined) return known;
  const names = new Map<string, ServicePrincipal[]>();
  for (const principal of configuration.servicePrincipals()) {
    for (const name of new Set(principal.servicePrincipalNames.map(foldText))) {
      const holders = names.get(name);
      if (holders === undefined) names.set(name, [principal]);
      else holders.push(principal);
    }
  }
  byName.set(configuration, names);
  return names;
}

import { type AppId, type Application, graphAppId, type ServicePrincipalId } from '@gatehouse/model';
import { mayBePresentIn, servicePrincipalProblems } from '@gatehouse/policy';
import { withSecurityAttributes } from '../../security-attributes/assigned-attributes.js';
import { newServicePrincipal } from '../../service-principals/new-service-principal.js';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';
import { derivedId } from '../derived-id.js';
import { type Place, within } from '../load-seed.js';
import type { SeedServicePrincipal } from '../schema/application.js';
import { furtherServicePrincipalProperties } from '../schema/further-properties.data.js';
import { furtherOf } from '../schema/further-properties.js';
import { keyCredentialsOf, passwordCredentialsOf } from './credentials-of-seed.js';
import { baseOf, type Exactness, namedOf, withFurther } from './exactness.js';
import { pathParts } from './plan-applications.js';
import { type Item, itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

interface PresenceFacts {
  readonly stored: readonly StoredServicePrincipal[];
  /** The applications of the seed that are at home in the tenant and are to be present there. */
  readonly ownApplications: readonly Application[];
  readonly applicationOf: (appId: AppId) => Application | undefined;
  readonly verifiedDomains: readonly string[];
  readonly exact: Exactness;
  readonly now: number;
}

/** A service principal of the plan, and the item that speaks of it, where one does. */
export interface PlannedPresence extends Change<StoredServicePrincipal> {
  readonly item: Item<SeedServicePrincipal> | undefined;
}

/**
 * The service principals of one tenant: of the platform's Graph, of every application it seeds, and those it lists. Who owns them
 * follows once all are known.
 */
export function planServicePrincipals(
  seeded: SeededTenant,
  facts: PresenceFacts,
  refuse: Refuse,
): readonly PlannedPresence[] {
  const stored = new Map(facts.stored.map((principal) => [principal.appId, principal]));
  const planned = new Map<AppId, PlannedPresence>();
  const blankOf = (application: Application, id?: ServicePrincipalId): StoredServicePrincipal =>
    newServicePrincipal(application, {
      tenant: seeded.id,
      id: id ?? derivedId<ServicePrincipalId>(seeded.id, 'service-principal', application.appId),
      createdAt: facts.now,
    });
  const graph = facts.applicationOf(graphAppId);
  for (const application of [...(graph === undefined ? [] : [graph]), ...facts.ownApplications]) {
    const before = stored.get(application.appId);
    planned.set(application.appId, { before, after: before ?? blankOf(application), item: undefined });
  }
  const listed = new Set<AppId>();
  for (const item of itemsOf(seeded, 'servicePrincipals')) {
    const { value, place } = item;
    const application = facts.applicationOf(value.appId);
    if (application === undefined) {
      refuse(within(place, 'appId'), `no application has the appId ${value.appId}`);
      continue;
    }
    const before = stored.get(value.appId);
    refuseItem(seeded, item, { application, before, listed }, refuse);
    listed.add(value.appId);
    const after = servicePrincipalOf(value, before, blankOf(application, value.id), facts);
    planned.set(value.appId, { before, after, item });
  }
  refuseFaults([...planned.values()], facts, refuse);
  return [...planned.values()];
}

function refuseItem(
  seeded: SeededTenant,
  { value, place }: Item<SeedServicePrincipal>,
  known: {
    readonly application: Application;
    readonly before: StoredServicePrincipal | undefined;
    readonly listed: ReadonlySet<AppId>;
  },
  refuse: Refuse,
): void {
  const { application, before, listed } = known;
  const at = within(place, 'appId');
  if (!mayBePresentIn(application, seeded.id)) refuse(at, `the audience of ${value.appId} does not reach this tenant`);
  if (listed.has(value.appId)) refuse(at, `the service principal of ${value.appId} stands more than once`);
  if (before !== undefined && value.id !== undefined && before.id !== value.id) {
    refuse(within(place, 'id'), `the service principal of ${value.appId} exists with the id ${before.id}`);
  }
}

/** Names by which tokens are asked for belong to one service principal of the tenant. */
function refuseFaults(planned: readonly PlannedPresence[], facts: PresenceFacts, refuse: Refuse): void {
  const holders = new Map<string, AppId>();
  const plannedIds = new Set(planned.map(({ after }) => after.id));
  const others = facts.stored.filter(({ id }) => !plannedIds.has(id));
  for (const { appId, servicePrincipalNames } of [...others, ...planned.map(({ after }) => after)]) {
    const inherited = [appId, ...(facts.applicationOf(appId)?.identifierUris ?? [])];
    for (const name of [...inherited, ...servicePrincipalNames]) if (!holders.has(name)) holders.set(name, appId);
  }
  for (const { after, item } of planned) {
    if (item === undefined) continue;
    // An operator may give any name that is free; what people may choose is narrower.
    const judged = { ...after, servicePrincipalNames: [] };
    const judgedWith = { verifiedDomains: facts.verifiedDomains, isTaken: () => false };
    for (const problem of servicePrincipalProblems(judged, judgedWith)) {
      refuse(within(item.place, ...pathParts(problem.path)), problem.reason);
    }
    const taken = after.servicePrincipalNames.find((name) => (holders.get(name) ?? after.appId) !== after.appId);
    if (taken !== undefined) {
      refuse(within(item.place, 'servicePrincipalNames'), `the name \`${taken}\` is that of another application`);
    }
    refuseEmptySecrets(after, item.place, refuse);
  }
}

function refuseEmptySecrets({ passwordCredentials }: StoredServicePrincipal, place: Place, refuse: Refuse): void {
  passwordCredentials.forEach(({ digest, hint }, index) => {
    if (digest === '' && hint === '') refuse(within(place, 'passwordCredentials', index), 'needs a `secretText`');
  });
}

const optional = [
  'displayName',
  'accountEnabled',
  'appRoleAssignmentRequired',
  'servicePrincipalNames',
  'tags',
] as const;
const table = furtherServicePrincipalProperties;

function servicePrincipalOf(
  item: SeedServicePrincipal,
  before: StoredServicePrincipal | undefined,
  blank: StoredServicePrincipal,
  { exact, now }: PresenceFacts,
): StoredServicePrincipal {
  const kept = ['id', 'createdAt', 'owners', 'servicePrincipalType'] as const;
  const {
    properties: _properties,
    customSecurityAttributes: _attributes,
    ...base
  } = baseOf(before, blank, exact, kept);
  const at = { appId: item.appId, exact, now };
  const attributes = withSecurityAttributes(
    exact.objects ? undefined : before?.customSecurityAttributes,
    item.customSecurityAttributes ?? {},
  );
  return {
    ...base,
    ...namedOf(item, optional),
    passwordCredentials: passwordCredentialsOf(item.passwordCredentials, before?.passwordCredentials ?? [], at),
    keyCredentials: keyCredentialsOf(item.keyCredentials, before?.keyCredentials ?? [], at),
    ...(attributes !== undefined && { customSecurityAttributes: attributes }),
    ...withFurther(before?.properties, furtherOf(item, table), table, exact),
  };
}

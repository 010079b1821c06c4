import { isDomainName } from '../registration/index.js';
import { type EntraObject, type JsonObject, lower, textOf } from './entra-export.js';
import { idOf, keptOf, listIn, loseProperty, lostWhole, type Mapping, type SeedItem } from './mapping.js';

/** The tenant itself: who it is, what it says of itself, and its domains. */
export function mapTenant(mapping: Mapping, domain: string | undefined): SeedItem {
  const [organization, ...others] = mapping.names.ofKind('organization');
  for (const other of others) {
    lostWhole(other, 'the export holds several organizations, and the first is the one that is imported', mapping);
  }
  const domains = domainsOf(organization, domain, mapping);
  if (organization === undefined) return { domains };
  const displayName = textOf(organization.value['displayName']);
  const told = keptOf(organization, ['displayName', 'verifiedDomains'], mapping);
  return {
    ...idOf(organization.value),
    ...(displayName !== undefined && { displayName }),
    ...(Object.keys(told).length > 0 && { organization: told }),
    domains,
  };
}

/** The domains, the wanted one first, then the default one. Where the export tells none, those of the user principal names. */
function domainsOf(
  organization: EntraObject | undefined,
  wanted: string | undefined,
  mapping: Mapping,
): readonly (string | SeedItem)[] {
  const found = new Map<string, { readonly isDefault: boolean; readonly settings: SeedItem }>();
  const enter = (name: unknown, isDefault: boolean, settings: SeedItem): void => {
    const key = lower(name);
    const known = found.get(key);
    found.set(key, {
      isDefault: isDefault || known?.isDefault === true,
      settings: { ...known?.settings, ...settings },
    });
  };
  for (const one of organization === undefined ? [] : listIn(organization, 'verifiedDomains', mapping)) {
    tellFederated(one, 'type', { kind: 'domain', value: one, file: String(one['name']) }, mapping);
    if (textOf(one['name']) !== undefined) enter(one['name'], one['isDefault'] === true, {});
  }
  for (const object of mapping.names.ofKind('domain')) {
    const { id, isDefault, isVerified } = object.value;
    if (textOf(id) === undefined) lostWhole(object, 'it has no id', mapping);
    else if (isVerified !== true) lostWhole(object, 'it is not verified', mapping);
    else {
      tellFederated(object.value, 'authenticationType', object, mapping);
      enter(id, isDefault === true, keptOf(object, ['authenticationType'], mapping));
    }
  }
  for (const name of found.size > 0 ? [] : domainsOfUsers(mapping)) enter(name, false, {});
  if (wanted !== undefined) enter(wanted, false, {});
  const rank = (name: string, isDefault: boolean) => (name === wanted?.toLowerCase() ? 0 : isDefault ? 1 : 2);
  return [...found]
    .sort(([one, left], [other, right]) => rank(one, left.isDefault) - rank(other, right.isDefault))
    .map(([name, { settings }]) => (Object.keys(settings).length === 0 ? name : { id: name, ...settings }));
}

function tellFederated(value: JsonObject, property: string, object: EntraObject, mapping: Mapping): void {
  if (value[property] === 'Federated') {
    loseProperty(object, property, 'federation is not part of the export: people of the domain sign in here', mapping);
  }
}

function domainsOfUsers({ names }: Mapping): readonly string[] {
  const used = names.ofKind('user').map(({ value }) => lower(value['userPrincipalName']));
  return used.map((name) => name.slice(name.lastIndexOf('@') + 1)).filter((name) => isDomainName(name));
}

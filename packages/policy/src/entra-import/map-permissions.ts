import { type EntraObject, isObject, type JsonObject, lower, objectsOf, textOf } from './entra-export.js';
import { keptOf, lostWhole, loseProperty, type Mapping, nameAmong, type SeedItem } from './mapping.js';

/** Delegated permissions, as far as client, resource, person and scopes will be there. */
export function mapGrants(mapping: Mapping): readonly SeedItem[] {
  const { names } = mapping;
  return names.ofKind('oauth2PermissionGrant').flatMap((given): SeedItem[] => {
    const { clientId, resourceId, principalId, consentType } = given.value;
    const object = titled(given, [titleOfPrincipal(clientId, mapping), titleOfPrincipal(resourceId, mapping)]);
    const [client, resource] = [names.appIdOf(clientId), names.appIdOf(resourceId)];
    if (client === undefined || !names.isPresent(client)) return lostWhole(object, 'its client is not there', mapping);
    if (resource === undefined || !names.isPresent(resource)) return lostWhole(object, 'its API is not there', mapping);
    const everybody = consentType === 'AllPrincipals';
    if (!everybody && consentType !== 'Principal') return lostWhole(object, 'its consentType is not known', mapping);
    const principal = everybody ? undefined : names.nameOf('user', principalId);
    if (!everybody && principal === undefined) {
      return lostWhole(object, 'its user is not among the exported ones', mapping);
    }
    const scope = liveScopes(object, resource, mapping);
    if (scope === '') return lostWhole(object, 'none of its scopes is there', mapping);
    const read = ['clientId', 'resourceId', 'principalId', 'consentType', 'scope'];
    keptOf(object, read, mapping);
    return [{ client, resource, scope, consentType, ...(principal !== undefined && { principal }) }];
  });
}

/** The scopes of a grant that its API publishes here. */
function liveScopes(object: EntraObject, resource: string, mapping: Mapping): string {
  const { scope } = object.value;
  const said = (typeof scope === 'string' ? scope : '').split(/\s+/).filter((one) => one !== '');
  const published = scopesOf(resource, mapping);
  for (const missing of said.filter((one) => !published.has(one))) {
    loseProperty(object, 'scope', `the API ${resource} publishes no scope \`${missing}\` here`, mapping);
  }
  return said.filter((one) => published.has(one)).join(' ');
}

/** An object with a name for people, where it has none itself. */
function titled(object: EntraObject, parts: readonly (string | undefined)[]): EntraObject {
  if (parts.includes(undefined)) return object;
  return { ...object, title: parts.join(' → ') };
}

function titleOfPrincipal(id: unknown, { names }: Mapping): string | undefined {
  return textOf(names.find('servicePrincipal', id)?.['displayName']) ?? names.appIdOf(id) ?? textOf(id);
}

/** The scopes that an API publishes here: the platform's own say themselves, the others by the export. */
function scopesOf(appId: string, { names }: Mapping): ReadonlySet<string> {
  const known = names.known.get(appId);
  if (known !== undefined) return new Set(known.scopes);
  const api = names.application(appId)?.['api'];
  const scopes = isObject(api) ? objectsOf(api['oauth2PermissionScopes']) : [];
  return new Set(scopes.filter(({ isEnabled }) => isEnabled !== false).map(({ value }) => String(value)));
}

const defaultAccess = '00000000-0000-0000-0000-000000000000';

/** App roles that were given, from the side of whoever holds them and from the side of the API. */
export function mapAssignments(mapping: Mapping): readonly SeedItem[] {
  const { names } = mapping;
  const found = new Map<string, SeedItem>();
  for (const given of names.ofKind('appRoleAssignment')) {
    const { principalId, principalDisplayName, resourceId, resourceDisplayName, appRoleId } = given.value;
    const holder = textOf(principalDisplayName) ?? textOf(principalId);
    const object = titled(given, [holder, textOf(resourceDisplayName) ?? titleOfPrincipal(resourceId, mapping)]);
    const resource = names.appIdOf(resourceId);
    const principal = nameAmong(principalId, ['user', 'group', 'servicePrincipal'], mapping);
    if (resource === undefined || !names.isPresent(resource)) lostWhole(object, 'its API is not there', mapping);
    else if (principal === undefined) lostWhole(object, 'whoever holds it is not there', mapping);
    else {
      const role = roleOf(resource, lower(appRoleId), mapping);
      if (role === undefined) lostWhole(object, `the API ${resource} publishes no such role here`, mapping);
      else {
        keptOf(object, ['principalId', 'resourceId', 'appRoleId'], mapping);
        const item = { principal, resource, ...(role !== defaultAccess && { role }) };
        found.set(JSON.stringify(item), item);
      }
    }
  }
  return [...found.values()];
}

/** What a seed calls an app role: its value, else, and where it is switched off, its id. */
function roleOf(appId: string, id: string, { names }: Mapping): string | undefined {
  if (id === defaultAccess) return id;
  const known = names.known.get(appId)?.roles;
  const roles: readonly JsonObject[] = known ?? objectsOf(names.application(appId)?.['appRoles']);
  const role = roles.find((one) => lower(one['id']) === id);
  if (role === undefined) return undefined;
  const value = textOf(role['value']);
  const isPlain = role['isEnabled'] !== false && roles.filter((one) => one['value'] === value).length === 1;
  return value !== undefined && isPlain ? value : id;
}

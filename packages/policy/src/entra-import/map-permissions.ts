import { builtInRoles } from '@gatehouse/model';
import { type EntraObject, isObject, type JsonObject, objectsOf, textOf } from './entra-export.js';
import { lostWhole } from './map-directory.js';
import { idOf, listed, type Mapping, relatedNames, type SeedItem, titleOf } from './mapping.js';

/** Delegated permissions, as far as client, resource, person and scopes will be there. */
export function mapGrants(mapping: Mapping): readonly SeedItem[] {
  const { names, lose } = mapping;
  return names.ofKind('oauth2PermissionGrant').flatMap((object): SeedItem[] => {
    const { clientId, resourceId, principalId, consentType, scope } = object.value;
    const [client, resource] = [names.appIdOf(clientId), names.appIdOf(resourceId)];
    if (client === undefined || !names.isPresent(client)) return lostWhole(object, 'its client is not there', mapping);
    if (resource === undefined || !names.isPresent(resource)) return lostWhole(object, 'its API is not there', mapping);
    const principal = principalId == null ? undefined : names.nameOf('user', principalId);
    if (principalId != null && principal === undefined) {
      return lostWhole(object, 'its user is not among the exported ones', mapping);
    }
    const said = (typeof scope === 'string' ? scope : '').split(/\s+/).filter((one) => one !== '');
    const published = scopesOf(resource, mapping);
    const kept = said.filter((one) => published.has(one));
    for (const missing of said.filter((one) => !published.has(one))) {
      const reason = `the API ${resource} publishes no scope \`${missing}\` here`;
      lose({ kind: object.kind, object: titleOf(object), property: 'scope', reason });
    }
    if (kept.length === 0) return lostWhole(object, 'none of its scopes is there', mapping);
    const everybody = consentType === 'AllPrincipals';
    return [
      {
        client,
        resource,
        scope: kept.join(' '),
        consentType: everybody ? 'AllPrincipals' : 'Principal',
        ...(!everybody && { principal }),
      },
    ];
  });
}

/** The scopes that an API publishes here: the platform's own say themselves, the others by the export. */
function scopesOf(appId: string, { names }: Mapping): ReadonlySet<string> {
  const known = names.known.get(appId);
  if (known !== undefined) return new Set(known.scopes);
  const application = names.application(appId);
  const api = application?.['api'];
  const scopes = isObject(api) ? objectsOf(api['oauth2PermissionScopes']) : [];
  return new Set(scopes.filter(({ isEnabled }) => isEnabled !== false).map(({ value }) => String(value)));
}

const defaultAccess = '00000000-0000-0000-0000-000000000000';

/** App roles that were given, from the side of whoever holds them and from the side of the API. */
export function mapAssignments(mapping: Mapping): readonly SeedItem[] {
  const { names } = mapping;
  const found = new Map<string, SeedItem>();
  for (const object of names.ofKind('appRoleAssignment')) {
    const { principalId, resourceId, appRoleId } = object.value;
    const resource = names.appIdOf(resourceId);
    const kinds = ['user', 'group', 'servicePrincipal'] as const;
    const principal = kinds.map((kind) => names.nameOf(kind, principalId)).find((name) => name !== undefined);
    const role = resource === undefined ? undefined : roleOf(resource, String(appRoleId), mapping);
    if (resource === undefined || !names.isPresent(resource)) lostWhole(object, 'its API is not there', mapping);
    else if (principal === undefined || names.isLeftOut(principal))
      lostWhole(object, 'whoever holds it is not there', mapping);
    else if (role === undefined) lostWhole(object, `the API ${resource} publishes no such role here`, mapping);
    else {
      const item = { principal, resource, ...(role !== defaultAccess && { role }) };
      found.set(JSON.stringify(item), item);
    }
  }
  return [...found.values()];
}

/** What a seed calls an app role: its value, else its id. */
function roleOf(appId: string, id: string, { names }: Mapping): string | undefined {
  if (id === defaultAccess) return id;
  const known = names.known.get(appId)?.roles;
  const application = names.application(appId);
  const roles: readonly JsonObject[] = known ?? objectsOf(application?.['appRoles']);
  const role = roles.find((one) => one['id'] === id);
  return role === undefined ? undefined : (textOf(role['value']) ?? id);
}

/** Directory roles that were given: to the members of activated roles, by assignments, and for administrative units. */
export function mapDirectoryRoles(mapping: Mapping): readonly SeedItem[] {
  const { names } = mapping;
  const given = new Map<
    string,
    { readonly role: string; readonly scope: string | undefined; readonly members: Set<string> }
  >();
  const give = (role: string, scope: string | undefined, member: string) => {
    const key = `${role} ${scope ?? ''}`;
    const known = given.get(key) ?? { role, scope, members: new Set<string>() };
    known.members.add(member);
    given.set(key, known);
  };
  for (const object of names.ofKind('directoryRole')) {
    const members = relatedNames(object, 'members', ['user', 'group', 'servicePrincipal'], mapping);
    const role = members.length === 0 ? undefined : roleName(object.value['roleTemplateId'], object, mapping);
    for (const member of role === undefined ? [] : members) give(role ?? '', undefined, member);
  }
  for (const object of names.ofKind('roleAssignment')) {
    const role = roleName(object.value['roleDefinitionId'], object, mapping);
    const member = memberName(object, mapping);
    const scope = scopeName(object, mapping);
    if (role !== undefined && member !== undefined && scope !== null) give(role, scope, member);
  }
  for (const object of names.ofKind('administrativeUnit')) {
    for (const { role, member, unit } of scopedMembers(object, mapping)) give(role, unit, member);
  }
  return [...given.values()].map(({ role, scope, members }) => ({
    role,
    ...(scope !== undefined && { scope }),
    members: [...members].filter((name) => !names.isLeftOut(name)),
  }));
}

function memberName(object: EntraObject, mapping: Mapping): string | undefined {
  const kinds = ['user', 'group', 'servicePrincipal'] as const;
  const { principalId } = object.value;
  const name = kinds.map((kind) => mapping.names.nameOf(kind, principalId)).find((one) => one !== undefined);
  if (name === undefined) lostWhole(object, 'whoever holds it is not among the exported objects', mapping);
  return name;
}

function roleName(id: unknown, object: EntraObject, mapping: Mapping): string | undefined {
  const builtIn = builtInRoles.find((role) => role.id === id);
  const own = mapping.names.find('roleDefinition', id);
  const name = builtIn?.displayName ?? (own?.['isBuiltIn'] === false ? textOf(own['displayName']) : undefined);
  if (name === undefined) {
    const shown = textOf(object.value['displayName']) ?? textOf(own?.['displayName']) ?? String(id);
    lostWhole(object, `the directory role \`${shown}\` is not known here`, mapping);
  }
  return name;
}

/** The part of the tenant that an assignment is for: undefined for all of it, null where it cannot be told. */
function scopeName(object: EntraObject, mapping: Mapping): string | undefined | null {
  const given = object.value['directoryScopeId'];
  const scope = typeof given === 'string' ? given : '/';
  if (scope === '/') return undefined;
  const id = scope.slice(scope.lastIndexOf('/') + 1);
  const name = scope.startsWith('/administrativeUnits/')
    ? mapping.names.nameOf('administrativeUnit', id)
    : mapping.names.appIdOf(id);
  if (name === undefined) lostWhole(object, 'what it is limited to is not among the exported objects', mapping);
  return name ?? null;
}

function scopedMembers(object: EntraObject, mapping: Mapping) {
  const { value } = object;
  const unit = textOf(value['displayName']);
  const found = [...objectsOf(value['scopedRoleMembers']), ...mapping.names.related(value['id'], 'scopedrolemembers')];
  return found.flatMap(({ roleId, roleMemberInfo }) => {
    const template = mapping.names.find('directoryRole', roleId)?.['roleTemplateId'] ?? roleId;
    const role = roleName(template, object, mapping);
    const member = isObject(roleMemberInfo) ? mapping.names.nameOf('user', roleMemberInfo['id']) : undefined;
    return role === undefined || member === undefined || unit === undefined ? [] : [{ role, member, unit }];
  });
}

/** Roles that the tenant made. */
export function mapRoleDefinitions({ names }: Mapping): readonly SeedItem[] {
  return names
    .ofKind('roleDefinition')
    .filter(({ value }) => value['isBuiltIn'] === false)
    .map(({ value }) => ({
      ...idOf(value),
      displayName: value['displayName'],
      ...(textOf(value['description']) !== undefined && { description: value['description'] }),
      ...(value['isEnabled'] === false && { isEnabled: false }),
      ...listed(
        'rolePermissions',
        objectsOf(value['rolePermissions']).map(({ allowedResourceActions, condition }) => ({
          allowedResourceActions,
          ...(textOf(condition) !== undefined && { condition }),
        })),
      ),
    }));
}

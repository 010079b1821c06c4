import { builtInRoles } from '@gatehouse/model';
import { type EntraObject, isObject, lower, objectsOf, saysNothing, textOf } from './entra-export.js';
import { idOf, keptOf, listed, listIn, loseProperty, lostWhole, type Mapping, nameAmong } from './mapping.js';
import { relatedNames, type SeedItem } from './mapping.js';

const holders = ['user', 'group', 'servicePrincipal'] as const;

/** Directory roles that were given: to the members of activated roles, by assignments, and for administrative units. */
export function mapDirectoryRoles(mapping: Mapping): readonly SeedItem[] {
  const given = new Map<string, { readonly role: string; readonly scope?: string; readonly members: Set<string> }>();
  const give = ({ role, scope, member }: GivenRole): void => {
    const key = JSON.stringify([role, scope]);
    const known = given.get(key) ?? { role, ...(scope !== undefined && { scope }), members: new Set<string>() };
    known.members.add(member);
    given.set(key, known);
  };
  const { names } = mapping;
  for (const object of names.ofKind('directoryRole')) for (const one of membersOfRole(object, mapping)) give(one);
  for (const object of names.ofKind('roleAssignment')) for (const one of assignedRole(object, mapping)) give(one);
  for (const object of names.ofKind('administrativeUnit')) for (const one of scopedRoles(object, mapping)) give(one);
  return [...given.values()].map(({ members, ...role }) => ({ ...role, members: [...members] }));
}

interface GivenRole {
  readonly role: string;
  readonly scope?: string | undefined;
  readonly member: string;
}

function membersOfRole(object: EntraObject, mapping: Mapping): readonly GivenRole[] {
  const { value } = object;
  const isTold = value['members'] !== undefined || mapping.names.related(value['id'], 'members') !== undefined;
  if (!isTold && !mapping.names.has('roleAssignment')) {
    loseProperty(object, 'members', 'the export does not tell them: export `directoryRoles/{id}/members`', mapping);
  }
  keptOf(object, ['displayName', 'members', 'roleTemplateId'], mapping);
  const members = relatedNames(object, 'members', holders, mapping);
  const role = members.length === 0 ? undefined : roleName(value['roleTemplateId'], object, mapping);
  return role === undefined ? [] : members.map((member) => ({ role, member }));
}

/** What an assignment says beside these would make it another one. */
const understood: ReadonlySet<string> = new Set([
  'id',
  'directoryScopeId',
  'principalId',
  'principalOrganizationId',
  'resourceScope',
  'roleDefinitionId',
  // Expanded, they say what is read elsewhere.
  'principal',
  'roleDefinition',
  'directoryScope',
]);

function assignedRole(object: EntraObject, mapping: Mapping): readonly GivenRole[] {
  const { value } = object;
  const more = Object.keys(value).find(
    (name) => !understood.has(name) && !name.includes('@') && !saysNothing(value[name]),
  );
  if (more !== undefined) return lostWhole(object, `it is limited by \`${more}\`, which is not supported`, mapping);
  const role = roleName(value['roleDefinitionId'], object, mapping);
  if (role === undefined) return [];
  const member = nameAmong(value['principalId'], holders, mapping);
  if (member === undefined) return lostWhole(object, 'whoever holds it is not among what is imported', mapping);
  const scope = scopeOf(value['directoryScopeId'], mapping);
  if (scope === null) return lostWhole(object, 'what it is limited to is not among what is imported', mapping);
  return [{ role, scope, member }];
}

/** What a seed calls a directory role; those that are not known here are told. */
function roleName(id: unknown, object: EntraObject, mapping: Mapping): string | undefined {
  const name = nameOfRole(id, mapping);
  if (name !== undefined) return name;
  const own = mapping.names.find('roleDefinition', id);
  const shown = textOf(own?.['displayName']) ?? textOf(object.value['displayName']) ?? String(id);
  lostWhole(object, `the directory role \`${shown}\` is not known here`, mapping);
  return undefined;
}

/** The name of a built-in role, or of one that the tenant made. */
export function nameOfRole(id: unknown, { names }: Mapping): string | undefined {
  const builtIn = builtInRoles.find((role) => role.id === lower(id));
  if (builtIn !== undefined) return builtIn.displayName;
  return names.find('roleDefinition', id)?.['isBuiltIn'] === false ? names.nameOf('roleDefinition', id) : undefined;
}

/** The part of the tenant that an assignment is for: undefined for all of it, null where it cannot be told. */
function scopeOf(given: unknown, mapping: Mapping): string | undefined | null {
  if (given === '/') return undefined;
  // One that does not say what it is limited to must not become one without limit.
  if (typeof given !== 'string') return null;
  const { names } = mapping;
  const id = given.slice(given.lastIndexOf('/') + 1);
  if (given.startsWith('/administrativeUnits/')) return names.nameOf('administrativeUnit', id) ?? null;
  if (names.find('application', id) !== undefined) return names.appIdOf(id) ?? null;
  const isThere = nameAmong(id, ['servicePrincipal', 'group', 'user', 'device'], mapping) !== undefined;
  return isThere ? lower(id) : null;
}

function scopedRoles(object: EntraObject, mapping: Mapping): readonly GivenRole[] {
  const { value } = object;
  const scope = mapping.names.nameOf('administrativeUnit', value['id']);
  const related = mapping.names.related(value['id'], 'scopedrolemembers') ?? [];
  return [...listIn(object, 'scopedRoleMembers', mapping), ...related].flatMap(({ roleId, roleMemberInfo }) => {
    const template = mapping.names.find('directoryRole', roleId)?.['roleTemplateId'] ?? roleId;
    const role = nameOfRole(template, mapping);
    const member = nameAmong(isObject(roleMemberInfo) ? roleMemberInfo['id'] : undefined, holders, mapping);
    if (role !== undefined && member !== undefined && scope !== undefined) return [{ role, scope, member }];
    const reason = `the role \`${String(template)}\`, or whoever holds it, is not among what is imported`;
    loseProperty(object, 'scopedRoleMembers', reason, mapping);
    return [];
  });
}

/** Roles that the tenant made. */
export function mapRoleDefinitions(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('roleDefinition').flatMap((object): SeedItem[] => {
    const { value } = object;
    if (value['isBuiltIn'] === true) return [];
    if (value['isBuiltIn'] !== false)
      return lostWhole(object, 'the export does not tell whether it is built in', mapping);
    const permissions = listIn(object, 'rolePermissions', mapping);
    if (permissions.some(({ excludedResourceActions }) => !saysNothing(excludedResourceActions))) {
      return lostWhole(object, 'actions that a role excludes are not supported', mapping);
    }
    return [
      {
        ...idOf(value),
        displayName: value['displayName'],
        ...keptOf(object, ['displayName', 'isEnabled', 'rolePermissions'], mapping),
        ...(value['isEnabled'] !== true && { isEnabled: value['isEnabled'] ?? false }),
        ...listed(
          'rolePermissions',
          objectsOf(permissions).map(({ excludedResourceActions: _none, ...permission }) => permission),
        ),
      },
    ];
  });
}

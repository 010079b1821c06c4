import { type AppId, graphAppId, parseGuid } from '@gatehouse/model';
import { assignedAppIds, documentNames } from './documents/document-entries.js';
import { seededAppId } from './plan/plan-applications.js';
import { itemsOf, type SeededTenant } from './plan/seeded-tenants.js';

/** Every name in one tenant's part of a seed that may mean an object. */
export function mentionedNames(seeded: SeededTenant): string[] {
  return [
    ...new Set([
      ...itemsOf(seeded, 'users').flatMap(({ value }) => [value.userPrincipalName, ...given(value.manager)]),
      ...itemsOf(seeded, 'groups').flatMap(({ value }) => [
        value.displayName,
        ...(value.members ?? []),
        ...(value.owners ?? []),
      ]),
      ...itemsOf(seeded, 'devices').flatMap(({ value }) => [
        ...(value.registeredOwners ?? []),
        ...(value.registeredUsers ?? []),
      ]),
      ...itemsOf(seeded, 'administrativeUnits').flatMap(({ value }) => [value.displayName, ...(value.members ?? [])]),
      ...itemsOf(seeded, 'applications').flatMap(({ value }) => value.owners ?? []),
      ...itemsOf(seeded, 'servicePrincipals').flatMap(({ value }) => value.owners ?? []),
      ...itemsOf(seeded, 'oauth2PermissionGrants').flatMap(({ value }) => value.principal ?? []),
      ...itemsOf(seeded, 'appRoleAssignments').map(({ value }) => value.principal),
      ...itemsOf(seeded, 'directoryRoles').flatMap(({ value }) => [...(value.members ?? []), ...given(value.scope)]),
      ...documentNames(seeded),
    ]),
  ];
}

/** Every GUID among them, and every id that the seed gives an object. */
export function mentionedGuids(seeded: SeededTenant, names: readonly string[]): string[] {
  return [
    ...new Set([
      ...(['users', 'groups', 'administrativeUnits', 'servicePrincipals', 'applications'] as const).flatMap((list) =>
        itemsOf(seeded, list).flatMap(({ value }) => value.id ?? []),
      ),
      ...itemsOf(seeded, 'devices').flatMap(({ value }) => [...given(value.id), ...given(value.deviceId)]),
      ...names.flatMap((name) => parseGuid(name) ?? []),
    ]),
  ];
}

/** The applications that one tenant's part of a seed speaks of. */
export function mentionedAppIds(seeded: SeededTenant): AppId[] {
  return [
    ...new Set<AppId>([
      graphAppId,
      ...itemsOf(seeded, 'applications').map(({ value }) => seededAppId(seeded, value)),
      ...itemsOf(seeded, 'servicePrincipals').map(({ value }) => value.appId),
      ...assignedAppIds(seeded),
      ...seeded.mentions.flatMap(({ item }) => (item.schemaExtensions ?? []).map(({ owner }) => owner)),
      ...itemsOf(seeded, 'oauth2PermissionGrants').flatMap(({ value }) => [value.client, value.resource]),
      ...itemsOf(seeded, 'appRoleAssignments').flatMap(({ value }) => [
        value.resource,
        ...given(parseGuid<AppId>(value.principal)),
      ]),
    ]),
  ];
}

function given<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}

import type { AppId, GroupId, TenantId, UserId } from '@gatehouse/model';
import { graphAppId, parseGuid } from '@gatehouse/model';
import type { Store, TenantTransaction } from '../../platform/store/index.js';
import {
  readApplicationsByAppId,
  readGlobalIdentifierUris,
  readHomes,
  readIdentifierUris,
} from '../applications/repository.js';
import { loadForeignApplications } from '../configuration/load-configuration.js';
import { readGroupsById, readGroupsByName } from '../groups/repository.js';
import { readIdHolders } from '../object-ids/repository.js';
import { readServicePrincipalsByAppId } from '../service-principals/repository.js';
import { readDomainOwners, readTenant } from '../tenants/repository.js';
import { readUsersById, readUsersByName } from '../users/repository.js';
import type { Seed } from './load-seed.js';
import { seededAppId } from './plan/plan-applications.js';
import { namedObjects } from './plan/refuse-shared-ids.js';
import type { PlatformFacts, TenantFacts } from './plan/seed-facts.js';
import { itemsOf, type SeededTenant } from './plan/seeded-tenants.js';

/** Which tenants hold the domains that the seed names, its users' included. */
export function readSeedDomains(store: Store, seed: Seed): Promise<ReadonlyMap<string, TenantId>> {
  const names = seed.tenants.flatMap(({ item }) => [
    ...(item.domains ?? []),
    ...(item.users ?? []).map((user) => user.userPrincipalName.slice(user.userPrincipalName.lastIndexOf('@') + 1)),
  ]);
  const folded = [...new Set(names.map((name) => name.toLowerCase()))];
  return store.inPlatform((tx) => readDomainOwners(tx, folded));
}

/** What the store holds, across tenants, of what the seed speaks of. */
export async function readPlatformFacts(
  store: Store,
  tenants: readonly SeededTenant[],
  domainOwners: ReadonlyMap<string, TenantId>,
): Promise<PlatformFacts> {
  const appIds = [...new Set(tenants.flatMap(mentionedAppIds))];
  const uris = tenants
    .flatMap((seeded) => itemsOf(seeded, 'applications'))
    .flatMap((item) => item.value.identifierUris ?? []);
  const [homes, globalIdentifierUris] = await store.inPlatform((tx) =>
    Promise.all([readHomes(tx, appIds), readGlobalIdentifierUris(tx, uris)]),
  );
  return { domainOwners, homes, globalIdentifierUris, applications: await loadForeignApplications(store, appIds) };
}

/** What the store holds of one tenant, as far as its part of the seed speaks of it. */
export async function readTenantFacts(tx: TenantTransaction, seeded: SeededTenant): Promise<TenantFacts> {
  const names = mentionedNames(seeded);
  const ids = mentionedIds(seeded, names);
  const appIds = mentionedAppIds(seeded);
  const uris = itemsOf(seeded, 'applications').flatMap((item) => item.value.identifierUris ?? []);
  const given = namedObjects(seeded).map(({ id }) => id);
  const [tenant, byName, byId, groupsByName, groupsById, applications, servicePrincipals, identifierUris, idHolders] =
    await Promise.all([
      readTenant(tx),
      readUsersByName(
        tx,
        names.filter((name) => name.includes('@')),
      ),
      readUsersById(tx, ids as UserId[]),
      readGroupsByName(tx, names),
      readGroupsById(tx, ids as GroupId[]),
      readApplicationsByAppId(tx, appIds),
      readServicePrincipalsByAppId(tx, appIds),
      readIdentifierUris(tx, uris),
      readIdHolders(tx, given),
    ]);
  return {
    tenant,
    users: distinct([...byName, ...byId]),
    groups: distinct([...groupsByName, ...groupsById]),
    applications,
    servicePrincipals,
    identifierUris,
    idHolders,
  };
}

/** Every name that may mean a user or a group. */
function mentionedNames(seeded: SeededTenant): string[] {
  return [
    ...new Set([
      ...itemsOf(seeded, 'users').map(({ value }) => value.userPrincipalName),
      ...itemsOf(seeded, 'groups').flatMap(({ value }) => [
        value.displayName,
        ...(value.members ?? []),
        ...(value.owners ?? []),
      ]),
      ...itemsOf(seeded, 'applications').flatMap(({ value }) => value.owners ?? []),
      ...itemsOf(seeded, 'servicePrincipals').flatMap(({ value }) => value.owners ?? []),
      ...itemsOf(seeded, 'oauth2PermissionGrants').flatMap(({ value }) => value.principal ?? []),
      ...itemsOf(seeded, 'appRoleAssignments').map(({ value }) => value.principal),
    ]),
  ];
}

function mentionedIds(seeded: SeededTenant, names: readonly string[]): string[] {
  return [
    ...itemsOf(seeded, 'users').flatMap(({ value }) => value.id ?? []),
    ...itemsOf(seeded, 'groups').flatMap(({ value }) => value.id ?? []),
    ...names.flatMap((name) => parseGuid(name) ?? []),
  ];
}

function mentionedAppIds(seeded: SeededTenant): AppId[] {
  return [
    ...new Set<AppId>([
      graphAppId,
      ...itemsOf(seeded, 'applications').map(({ value }) => seededAppId(seeded, value)),
      ...itemsOf(seeded, 'servicePrincipals').map(({ value }) => value.appId),
      ...itemsOf(seeded, 'oauth2PermissionGrants').flatMap(({ value }) => [value.client, value.resource]),
      ...itemsOf(seeded, 'appRoleAssignments').flatMap(({ value }) => [
        value.resource,
        ...(parseGuid<AppId>(value.principal) === undefined ? [] : [parseGuid<AppId>(value.principal) as AppId]),
      ]),
    ]),
  ];
}

function distinct<Entity extends { readonly id: string }>(entities: readonly Entity[]): Entity[] {
  return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
}

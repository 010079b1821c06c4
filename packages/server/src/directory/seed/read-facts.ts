import type { AppId, GroupId, ServicePrincipalId, TenantId, UserId } from '@gatehouse/model';
import type { Store, TenantTransaction } from '../../platform/store/index.js';
import {
  readApplications,
  readApplicationsByAppId,
  readGlobalIdentifierUris,
  readHomes,
  readIdentifierUris,
} from '../applications/repository.js';
import { unitShape } from '../administrative-units/repository.js';
import { loadForeignApplications } from '../configuration/load-configuration.js';
import { deviceShape } from '../devices/repository.js';
import { permissionGrantShape } from '../grants/repository.js';
import { groupShape, readGroupsById, readGroupsByName } from '../groups/repository.js';
import { readIdHolders } from '../object-ids/repository.js';
import {
  readServicePrincipals,
  readServicePrincipalsByAppId,
  readServicePrincipalsById,
} from '../service-principals/repository.js';
import { readDomainOwners, readTenant } from '../tenants/repository.js';
import { readUsersById, readUsersByName, userShape } from '../users/repository.js';
import type { Seed } from './load-seed.js';
import { innerKindsOf } from './documents/document-entries.js';
import { mentionedAppIds, mentionedGuids, mentionedNames } from './mentions.js';
import { namedObjects } from './plan/refuse-shared-ids.js';
import type { PlatformFacts, TenantFacts } from './plan/seed-facts.js';
import { itemsOf, type ListName, type SeededTenant } from './plan/seeded-tenants.js';
import {
  readAssignmentsOf,
  readDevicesNamed,
  readDocumentAssignments,
  readDocumentsWhole,
  readEvery,
  readExternalIdentitiesOf,
  readGrantsOf,
  readMembersOf,
  readRolesOf,
  readUnitsNamed,
} from './repository.js';

/** Which tenants hold the domains that the seed names, its users' included. */
export function readSeedDomains(store: Store, seed: Seed): Promise<ReadonlyMap<string, TenantId>> {
  const names = seed.tenants.flatMap(({ item }) => [
    ...(item.domains ?? []).map(({ id }) => id),
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
  const objects = await readMentionedObjects(tx, seeded);
  const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
  const { users, groups, servicePrincipals, units, devices } = objects;
  const principals = [...ids(users), ...ids(groups), ...ids(servicePrincipals)];
  // What the seed says nothing of is not read: it may speak of very many people.
  const where = (isAsked: boolean, asked: readonly string[]) => (isAsked ? asked : []);
  const speaksOf = (list: ListName) => itemsOf(seeded, list).length > 0;
  const guests = itemsOf(seeded, 'users').some(({ value }) => value.externalIdentity !== undefined);
  const [members, grants, assignments, roleAssignments, documents, documentAssignments, externalIdentities] =
    await Promise.all([
      readMembersOf(tx, [...ids(groups), ...ids(units), ...ids(devices)]),
      readGrantsOf(tx, where(speaksOf('oauth2PermissionGrants'), ids(servicePrincipals)), ids(users)),
      readAssignmentsOf(tx, where(speaksOf('appRoleAssignments'), principals)),
      readRolesOf(tx, where(speaksOf('directoryRoles'), principals)),
      readDocumentsWhole(tx, innerKindsOf(seeded)),
      readDocumentAssignments(tx),
      readExternalIdentitiesOf(tx, where(guests, ids(users))),
    ]);
  return {
    ...objects,
    ...(await readHolders(tx, seeded)),
    members,
    grants,
    assignments,
    roleAssignments,
    documents,
    documentAssignments,
    externalIdentities,
  };
}

/** All that the store holds of one tenant. */
export async function readWholeTenant(tx: TenantTransaction, seeded?: SeededTenant): Promise<TenantFacts> {
  const [tenant, users, groups, devices, applications, servicePrincipals, units] = await Promise.all([
    readTenant(tx),
    readEvery(tx, userShape),
    readEvery(tx, groupShape),
    readEvery(tx, deviceShape),
    readApplications(tx),
    readServicePrincipals(tx),
    readEvery(tx, unitShape),
  ]);
  const [members, grants, assignments, roleAssignments, documents, documentAssignments, externalIdentities] =
    await Promise.all([
      readMembersOf(tx, null),
      readEvery(tx, permissionGrantShape),
      readAssignmentsOf(tx, null),
      readRolesOf(tx, null),
      readDocumentsWhole(tx, null),
      readDocumentAssignments(tx),
      readExternalIdentitiesOf(tx, null),
    ]);
  const holders = seeded && (await readHolders(tx, seeded));
  return {
    tenant,
    users,
    groups,
    devices,
    applications,
    servicePrincipals,
    units,
    members,
    grants,
    assignments,
    roleAssignments,
    documents,
    documentAssignments,
    externalIdentities,
    identifierUris: holders?.identifierUris ?? new Map(),
    idHolders: holders?.idHolders ?? new Map(),
  };
}

type Objects = Pick<
  TenantFacts,
  'tenant' | 'users' | 'groups' | 'devices' | 'applications' | 'servicePrincipals' | 'units'
>;

async function readMentionedObjects(tx: TenantTransaction, seeded: SeededTenant): Promise<Objects> {
  const names = mentionedNames(seeded);
  const guids = mentionedGuids(seeded, names);
  const appIds = [...new Set([...mentionedAppIds(seeded), ...(guids as AppId[])])];
  const [tenant, byName, byId, groupsByName, groupsById, devices, applications, presentByAppId, presentById, units] =
    await Promise.all([
      readTenant(tx),
      readUsersByName(
        tx,
        names.filter((name) => name.includes('@')),
      ),
      readUsersById(tx, guids as UserId[]),
      readGroupsByName(tx, names),
      readGroupsById(tx, guids as GroupId[]),
      readDevicesNamed(
        tx,
        guids,
        itemsOf(seeded, 'devices').map(({ value }) => value.displayName),
      ),
      readApplicationsByAppId(tx, appIds),
      readServicePrincipalsByAppId(tx, appIds),
      readServicePrincipalsById(tx, guids as ServicePrincipalId[]),
      readUnitsNamed(tx, guids, names),
    ]);
  return {
    tenant,
    users: distinct([...byName, ...byId]),
    groups: distinct([...groupsByName, ...groupsById]),
    devices,
    applications,
    servicePrincipals: distinct([...presentByAppId, ...presentById]),
    units,
  };
}

/** Who has the names and ids that the seed gives. */
async function readHolders(
  tx: TenantTransaction,
  seeded: SeededTenant,
): Promise<Pick<TenantFacts, 'identifierUris' | 'idHolders'>> {
  const uris = itemsOf(seeded, 'applications').flatMap((item) => item.value.identifierUris ?? []);
  const given = namedObjects(seeded).map(({ id }) => id);
  const [identifierUris, idHolders] = await Promise.all([readIdentifierUris(tx, uris), readIdHolders(tx, given)]);
  return { identifierUris, idHolders };
}

function distinct<Entity extends { readonly id: string }>(entities: readonly Entity[]): Entity[] {
  return [...new Map(entities.map((entity) => [entity.id, entity])).values()];
}

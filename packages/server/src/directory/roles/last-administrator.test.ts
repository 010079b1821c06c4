import type { GroupId, TenantId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import {
  addGroupMembers,
  changeUser,
  createGroup,
  createRoleAssignment,
  deleteObject,
  type Directory,
  type DirectoryOperation,
  isRefused,
  listRoleAssignments,
  openDirectory,
  removeGroupMember,
  removeRoleAssignment,
} from '../index.js';
import { seedInto } from '../seeding.fixture.js';
import { globalAdministratorId, keepingAdministrators } from './last-administrator.js';

let store: Store;
let directory: Directory;
beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: systemClock });
  directory = openDirectory({ store, clock: systemClock, ids: systemIds });
});
afterAll(async () => {
  directory.close();
  await store.close();
});

/** A tenant of its own for each test. */
let [tenant, ann, bob, group] = ['' as TenantId, '' as UserId, '' as UserId, '' as GroupId];
beforeEach(async () => {
  [tenant, ann, bob, group] = [systemIds.guid(), systemIds.guid(), systemIds.guid(), systemIds.guid()];
  const domain = `${tenant}.example`;
  const user = (id: UserId, name: string) => ({ id, userPrincipalName: `${name}@${domain}`, displayName: name });
  const users = [user(ann, 'ann'), user(bob, 'bob')];
  await seedInto(store, [{ id: tenant, displayName: 'A', domains: [domain], users }]);
});

const perform = <Outcome>(operation: DirectoryOperation<Outcome>) =>
  directory.perform(tenant, { actor: { kind: 'operator', name: 'test' } }, operation);
const reasonOf = async (operation: DirectoryOperation<unknown>) => {
  const outcome = await perform(operation);
  return isRefused(outcome) ? outcome.reason : null;
};
async function administers(principalId: string): Promise<string> {
  const draft = { roleDefinitionId: globalAdministratorId, principalId, directoryScopeId: '/' };
  const made = await perform(createRoleAssignment(draft));
  if (isRefused(made)) throw new Error(made.reason);
  return made.id;
}
async function administeredByGroup(members: readonly UserId[]): Promise<string> {
  const draft = {
    id: group,
    displayName: 'admins',
    groupTypes: [],
    mailEnabled: false,
    securityEnabled: true,
    isAssignableToRole: true,
    owners: [],
  };
  await perform(createGroup(draft, members));
  return administers(group);
}
const disable = (id: UserId) => changeUser(id, (user) => ({ ...user, accountEnabled: false }));

it('keeps the one person enabled through whom a group administers the tenant', async () => {
  await administeredByGroup([ann]);
  expect(await reasonOf(disable(ann))).toBe('last_administrator');
  expect(await reasonOf(deleteObject('user', ann))).toBe('last_administrator');
  await perform(addGroupMembers(group, [bob]));
  expect(await reasonOf(disable(ann))).toBeNull();
  expect(await reasonOf(disable(bob))).toBe('last_administrator');
});

it('keeps the last administrator where the only other one is a group without anybody', async () => {
  const own = await administers(ann);
  await administeredByGroup([]);
  expect(await reasonOf(removeRoleAssignment(own))).toBe('last_administrator');
  expect(await reasonOf(disable(ann))).toBe('last_administrator');
  expect(await perform(listRoleAssignments({ id: own }, { top: 1, after: '' }))).toHaveLength(1);
});

it('lets a role go that its holder still has through a group', async () => {
  const own = await administers(ann);
  const throughGroup = await administeredByGroup([ann]);
  expect(await reasonOf(removeRoleAssignment(own))).toBeNull();
  expect(await reasonOf(removeRoleAssignment(throughGroup))).toBe('last_administrator');
  expect(await reasonOf(deleteObject('group', group))).toBe('last_administrator');
});

it('lets nobody out of a group by whom alone it administers the tenant, where that is asked for', async () => {
  await administeredByGroup([ann]);
  expect(await reasonOf(keepingAdministrators(removeGroupMember(group, ann)))).toBe('last_administrator');
  await perform(addGroupMembers(group, [bob]));
  expect(await reasonOf(keepingAdministrators(removeGroupMember(group, ann)))).toBeNull();
});

it('stands in nobody’s way where the tenant never had an administrator', async () => {
  expect(await reasonOf(disable(ann))).toBeNull();
  expect(await reasonOf(keepingAdministrators(deleteObject('user', bob)))).toBeNull();
});

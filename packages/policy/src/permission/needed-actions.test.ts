import { type Fact, known, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { DirectoryOperation, DirectoryTarget } from './directory-access-input.js';
import { neededActions, readingActionOf } from './needed-actions.js';
import {
  app,
  as,
  decide,
  held,
  made,
  no,
  operations,
  person,
  someObject,
  tenantWide,
  yes,
} from './sample-directory.fixture.js';

describe('groups that roles can be given to', () => {
  const target = someObject({ isRoleAssignableGroup: true });

  it('are changed by administrators of roles and by their owners', () => {
    expect(decide('add a member', { target, caller: as(held('groupsAdministrator')) })).toMatchObject(
      no('protected_group'),
    );
    expect(decide('add a member', { target, caller: as(held('privilegedRoleAdministrator')) })).toMatchObject(yes);
    expect(decide('add a member', { target: { ...target, isOwnedByCaller: known(true) } })).toMatchObject({
      ...yes,
      through: [{ kind: 'owner' }],
    });
  });

  it('are made by administrators of roles alone', () => {
    const makes = { ...made, isRoleAssignableGroup: known(true) };
    expect(decide('create a security group', { target: makes })).toMatchObject(no('protected_group'));
    expect(decide('create a security group', { target: makes, caller: as(held('groupsAdministrator')) })).toMatchObject(
      no('protected_group'),
    );
    expect(
      decide('create a security group', { target: makes, caller: as(held('privilegedRoleAdministrator')) }),
    ).toMatchObject({ ...yes, createsAsOwner: false });
  });

  it('take the permission to manage roles as well, of people and of applications', () => {
    const scopes = ['Group.ReadWrite.All'];
    const caller = person({ scopes, roleAssignments: [held('globalAdministrator')] });
    expect(decide('add a member', { target, caller })).toMatchObject({
      ...no('permission_missing'),
      least: ['GroupMember.ReadWrite.All', 'RoleManagement.ReadWrite.Directory'],
    });
    expect(decide('add a member', { target, caller: app(scopes) })).toMatchObject(no('permission_missing'));
    const roles = [...scopes, 'RoleManagement.ReadWrite.Directory'];
    expect(decide('add a member', { target, caller: app(roles) })).toMatchObject({ ...yes, by: roles });
  });

  it('may be meant wherever nobody knows, and then it takes what both kinds take', () => {
    const unclear = { ...target, isRoleAssignableGroup: unknown('not looked up') as Fact<boolean> };
    expect(decide('add a member', { target: unclear, caller: as(held('groupsAdministrator')) })).toMatchObject(
      no('protected_group'),
    );
    expect(decide('add a member', { target: unclear, caller: as(held('privilegedRoleAdministrator')) })).toMatchObject(
      no('role_missing'),
    );
    expect(decide('add a member', { target: unclear, caller: as(held('globalAdministrator')) })).toMatchObject(yes);
    expect(decide('add a member', { target: unclear, caller: app(['Group.ReadWrite.All']) })).toMatchObject(
      no('permission_missing'),
    );
  });

  it('are read like others', () => {
    const read: DirectoryOperation = {
      permissions: { delegated: ['Group.Read.All'], application: [] },
      actions: ['microsoft.directory/groups/members/read'],
    };
    expect(decide(read, { target })).toMatchObject({ ...yes, by: ['Group.ReadWrite.All'] });
  });
});

describe('the actions of groups that roles can be given to', () => {
  const groupTarget = someObject({ isRoleAssignableGroup: true });
  const needed = (action: string, target: DirectoryTarget = groupTarget) =>
    neededActions({ ...operations['add a member'], actions: [`microsoft.directory/${action}`] }, target)
      .flat()
      .map((each) => each.replace('microsoft.directory/', ''));

  it.each([
    ['groups/basic/update', 'groupsAssignableToRoles/allProperties/update'],
    ['groups.security/owners/update', 'groupsAssignableToRoles/allProperties/update'],
    ['groups/delete', 'groupsAssignableToRoles/delete'],
    ['groups/assignLicense', 'groupsAssignableToRoles/assignLicense'],
    ['deletedItems.groups/restore', 'groupsAssignableToRoles/restore'],
    ['deletedItems.groups/delete', 'groupsAssignableToRoles/delete'],
    ['groups/members/read', 'groups/members/read'],
    ['groups/members/limitedRead', 'groups/members/limitedRead'],
    ['users/basic/update', 'users/basic/update'],
    ['groupSettings/basic/update', 'groupSettings/basic/update'],
  ])('%s is %s', (plain, expected) => {
    expect(needed(plain)).toEqual([expected]);
    expect(needed(plain, someObject())).toEqual([plain]);
    expect(needed(plain, tenantWide)).toEqual([plain]);
  });
});

describe('the action by which a caller may know of an object', () => {
  it.each([
    ['users/password/update', 'users/standard/read'],
    ['deletedItems.users/restore', 'users/standard/read'],
    ['groups.security/members/update', 'groups/standard/read'],
    ['groupsAssignableToRoles/allProperties/update', 'groups/standard/read'],
    ['applications.myOrganization/basic/update', 'applications/standard/read'],
    ['users/authenticationMethods/basic/update', 'users/standard/read'],
  ])('for %s is %s', (action, expected) => {
    expect(readingActionOf(`microsoft.directory/${action}`)).toBe(`microsoft.directory/${expected}`);
  });
});

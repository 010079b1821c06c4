import { describe, expect, it } from 'vitest';
import { actionCover } from './action-cover.js';

const cover = (allowed: string, needed: string) =>
  actionCover(`microsoft.directory/${allowed}`, `microsoft.directory/${needed}`);

describe('an allowed directory action', () => {
  it.each([
    ['users/basic/update', 'users/basic/update', 'full'],
    // Every set of properties right below the entity.
    ['users/allProperties/allTasks', 'users/basic/update', 'full'],
    ['users/allProperties/allTasks', 'users/create', 'full'],
    ['users/allProperties/allTasks', 'users/disable', 'full'],
    ['applications/allProperties/read', 'applications/owners/read', 'full'],
    ['groups/allProperties/read', 'groups/hiddenMembers/read', 'full'],
    ['identityProtection/allProperties/update', 'identityProtection/basic/update', 'full'],
    ['accessReviews/definitions/allProperties/allTasks', 'accessReviews/definitions.groups/create', 'full'],
    ['organization/strongAuthentication/allTasks', 'organization/strongAuthentication/update', 'full'],
    // An entity stands for its subtypes.
    ['groups/create', 'groups.security/create', 'full'],
    ['groups.security/create', 'groups.security.assignedMembership/create', 'full'],
    ['deletedItems/restore', 'deletedItems.users/restore', 'full'],
    ['applications/basic/update', 'applications.myOrganization/basic/update', 'full'],
    // Who makes something as its owner makes it.
    ['applications/createAsOwner', 'applications/create', 'asOwner'],
    ['groups/createAsOwner', 'groups.security/create', 'asOwner'],
    // Less than everything.
    ['users/standard/read', 'users/standard/limitedRead', 'full'],
    ['groups/members/limitedRead', 'groups/members/read', 'named'],
    ['users/guestBasicProfile/limitedRead', 'users/standard/read', 'named'],
    ['organization/basicProfile/read', 'organization/standard/read', 'limited'],
    ['users/authenticationMethods/standard/restrictedRead', 'users/authenticationMethods/standard/read', 'limited'],
  ])('%s serves for %s (%s)', (allowed, needed, expected) => {
    expect(cover(allowed, needed)).toBe(expected);
  });

  it.each([
    ['users/basic/update', 'users/password/update'],
    ['users/standard/read', 'users/allProperties/read'],
    ['users/allProperties/read', 'users/basic/update'],
    ['users/allProperties/read', 'users/create'],
    ['users/allProperties/update', 'users/delete'],
    ['users/allProperties/allTasks', 'users/authenticationMethods/basic/update'],
    ['users/allProperties/allTasks', 'users/customSecurityAttributes/read'],
    ['users/allProperties/read', 'users/customSecurityAttributes/read'],
    [
      'servicePrincipals/allProperties/allTasks',
      'servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin',
    ],
    [
      'servicePrincipals/managePermissionGrantsForAll.microsoft-application-admin',
      'servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin',
    ],
    ['groups/allProperties/allTasks', 'groupsAssignableToRoles/delete'],
    ['groups.security/create', 'groups/create'],
    ['groups.security/create', 'groups.unified/create'],
    ['applications/createAsOwner', 'applications/delete'],
    ['applications/create', 'applications/createAsOwner'],
    ['users/password/update', 'users/basic/update'],
    ['users/guestBasicProfile/limitedRead', 'users/manager/read'],
    ['users/guestBasicProfile/limitedRead', 'users/basic/update'],
    ['organization/basicProfile/read', 'organization/standard/update'],
    ['deletedItems.users/restore', 'deletedItems/restore'],
  ])('%s does not serve for %s', (allowed, needed) => {
    expect(cover(allowed, needed)).toBeNull();
  });

  it('serves in its own namespace only', () => {
    expect(actionCover('microsoft.people/users/photo/update', 'microsoft.directory/users/photo/update')).toBeNull();
  });
});

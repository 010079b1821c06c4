import { describe, expect, it } from 'vitest';
import { isPrivilegedAction } from './is-privileged-action.js';

describe('an action', () => {
  it.each([
    'applications/credentials/update',
    'applications/allProperties/update',
    'applications/owners/update',
    'servicePrincipals/permissions/update',
    'servicePrincipals/appRoleAssignedTo/update',
    'servicePrincipals/managePermissionGrantsForAll.my-policy',
    'users/password/update',
    'users/userPrincipalName/update',
    'users/authenticationMethods/create',
    'users/authenticationMethods/standard/read',
    'users/disable',
    'users/delete',
    'users/invalidateAllRefreshTokens',
    'domains/federation/update',
    'domains/federationConfiguration/create',
    'conditionalAccessPolicies/basic/update',
    'authorizationPolicy/allProperties/allTasks',
    'namedLocations/delete',
    'organization/strongAuthentication/allTasks',
    'deletedItems.users/restore',
  ])('on %s leads to control over others', (action) => {
    expect(isPrivilegedAction(`microsoft.directory/${action}`)).toBe(true);
  });

  it.each([
    'users/basic/update',
    'users/standard/read',
    'users/allProperties/read',
    'groups/members/update',
    'groups/create',
    'devices/disable',
    'devices/extensionAttributeSet1/update',
    'applications/basic/update',
    'conditionalAccessPolicies/standard/read',
    'oAuth2PermissionGrants/standard/read',
    'applications/owners/limitedRead',
  ])('on %s does not', (action) => {
    expect(isPrivilegedAction(`microsoft.directory/${action}`)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { customRoleFault, mostRoleActions } from './custom-role-fault.js';

const permission = (...allowedResourceActions: string[]) => ({ allowedResourceActions, condition: null });

describe('a role of a tenant’s own', () => {
  it.each([
    'microsoft.directory/users/basic/update',
    'microsoft.directory/groups.security/members/update',
    'microsoft.directory/applications/allProperties/read',
    'microsoft.directory/servicePrincipals/managePermissionGrantsForAll.my-policy',
    'microsoft.directory/thingsOfTomorrow/standard/read',
  ])('may allow `%s`', (action) => {
    expect(customRoleFault([permission(action)])).toBeUndefined();
  });

  it.each([
    'microsoft.directory/*',
    'microsoft.directory/users/*/update',
    'microsoft.directory/users',
    'microsoft.office365.exchange/allEntities/allTasks',
    'users/basic/update',
    'microsoft.directory/users/basic/update ',
    '',
  ])('may not allow `%s`, which is no action', (action) => {
    expect(customRoleFault([permission('microsoft.directory/users/basic/update', action)])).toMatchObject({
      property: 'rolePermissions',
      detail: expect.stringContaining('no action'),
    });
  });

  it.each([
    'microsoft.directory/roleAssignments/allProperties/allTasks',
    'microsoft.directory/roleDefinitions/create',
    'microsoft.directory/directoryRoles/members/update',
    'microsoft.directory/scopedRoleMemberships/create',
    'microsoft.directory/groupsAssignableToRoles/allProperties/update',
    'microsoft.directory/RoleAssignments.any/create',
  ])('may not allow `%s`, by which its holder could take any role', (action) => {
    expect(customRoleFault([permission(action)])).toMatchObject({
      detail: expect.stringContaining('built-in roles alone'),
    });
  });

  it('allows something, and not endlessly much, without conditions', () => {
    expect(customRoleFault([])).toBeDefined();
    expect(customRoleFault([permission()])).toBeDefined();
    const many = (count: number) =>
      permission(...Array.from({ length: count }, (_, at) => `microsoft.directory/a${at}/b`));
    expect(customRoleFault([many(mostRoleActions)])).toBeUndefined();
    expect(customRoleFault([many(mostRoleActions), permission('microsoft.directory/users/create')])).toBeDefined();
    const conditional = { ...permission('microsoft.directory/users/basic/update'), condition: '$ResourceIsSelf' };
    expect(customRoleFault([conditional])).toBeDefined();
  });
});

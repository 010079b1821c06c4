import { defaultAccessRoleId, type PermissionId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { type AssignableRole, type AssigneeType, assignmentFault } from './assignment-fault.js';

const role = (id: string, isEnabled: boolean, ...allowedMemberTypes: ('User' | 'Application')[]): AssignableRole => ({
  id: id as PermissionId,
  isEnabled,
  allowedMemberTypes,
});
const roles = [
  role('people', true, 'User'),
  role('apps', true, 'Application'),
  role('both', true, 'User', 'Application'),
  role('off', false, 'User'),
];

describe('an app role', () => {
  it.each<[string, AssigneeType, string | undefined]>([
    ['people', 'User', undefined],
    ['people', 'Group', undefined],
    ['people', 'ServicePrincipal', 'wrong_member_type'],
    ['apps', 'ServicePrincipal', undefined],
    ['apps', 'User', 'wrong_member_type'],
    ['apps', 'Group', 'wrong_member_type'],
    ['both', 'User', undefined],
    ['both', 'ServicePrincipal', undefined],
    ['off', 'User', 'disabled_role'],
    ['nowhere', 'User', 'unknown_role'],
  ])('%s, given to a %s: %s', (id, assignee, expected) => {
    expect(assignmentFault(roles, id, assignee)).toBe(expected);
  });
});

describe('access without a role', () => {
  it('is for resources that have no role for such a principal', () => {
    expect(assignmentFault([], defaultAccessRoleId, 'User')).toBeUndefined();
    expect(assignmentFault([role('apps', true, 'Application')], defaultAccessRoleId, 'User')).toBeUndefined();
    expect(assignmentFault([role('off', false, 'User')], defaultAccessRoleId, 'User')).toBeUndefined();
    expect(assignmentFault(roles, defaultAccessRoleId, 'User')).toBe('role_required');
    expect(assignmentFault(roles, defaultAccessRoleId, 'ServicePrincipal')).toBe('role_required');
  });
});

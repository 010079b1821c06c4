import { describe, expect, it } from 'vitest';
import { grantAssignments, readGrantAssignment } from './grant-assignments.js';

const policies = new Set(['microsoft-user-default-low', 'ours.own']);

describe('the permission grant policies of people', () => {
  it('are kept in one spelling', () => {
    expect(
      grantAssignments(
        ['managepermissiongrantsforself.microsoft-user-default-low', 'ManagePermissionGrantsForOwnedResource.ours.own'],
        policies,
      ),
    ).toEqual({
      kind: 'assignments',
      assigned: [
        'ManagePermissionGrantsForSelf.microsoft-user-default-low',
        'ManagePermissionGrantsForOwnedResource.ours.own',
      ],
    });
    expect(grantAssignments([], policies)).toEqual({ kind: 'assignments', assigned: [] });
  });

  it.each([
    [['microsoft-user-default-low'], 0],
    [['ManagePermissionGrantsForSelf.'], 0],
    [['ManagePermissionGrantsForSelf.nothing'], 0],
    [['ManagePermissionGrantsForOthers.microsoft-user-default-low'], 0],
    [['ManagePermissionGrantsForSelf.ours.own', 'managePermissionGrantsForSelf.ours.own'], 1],
  ])('cannot be %j', (assigned, index) => {
    expect(grantAssignments(assigned, policies)).toMatchObject({
      kind: 'invalid',
      problems: [{ path: `defaultUserRolePermissions.permissionGrantPoliciesAssigned[${index}]` }],
    });
  });

  it('may have ids with periods', () => {
    expect(readGrantAssignment('ManagePermissionGrantsForSelf.ours.own')?.policyId).toBe('ours.own');
    expect(readGrantAssignment('')).toBeUndefined();
  });
});

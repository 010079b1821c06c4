import {
  builtInPermissionGrantPolicies,
  conditionSetProblems,
  type PermissionGrantPolicy,
  readGrantAssignment,
} from '@gatehouse/policy';
import { refused } from '../operation.js';
import { authorizationPolicy } from './authorization.js';
import { type PolicyKind, refuseProblems } from './policy-kind.js';
import { readSingleton } from './singletons.js';

/** `/policies/permissionGrantPolicies`, of the tenant's own making. */
export const permissionGrantPolicies: PolicyKind<PermissionGrantPolicy> = {
  name: 'permission-grant-policy',
  limit: 100,
  nameOf: ({ displayName }) => displayName ?? undefined,
  afterWrite: async (_work, { id, body }) => {
    // Ids stand in texts of other policies, and in the names of directory actions.
    if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id)) {
      return refused('invalid', { property: 'id', detail: 'must be made of letters, digits and hyphens' });
    }
    if (builtInPermissionGrantPolicies.has(id) || id.toLowerCase().startsWith('microsoft-')) {
      return refused('invalid', {
        property: 'id',
        detail: 'ids that begin with `microsoft-` are for built-in policies',
      });
    }
    return refuseProblems([...body.includes, ...body.excludes].flatMap(conditionSetProblems));
  },
  beforeDelete: async (work, { id }) => {
    const { body } = await readSingleton(authorizationPolicy)(work);
    const assigned = body.defaultUserRolePermissions.permissionGrantPoliciesAssigned;
    return assigned.some((one) => readGrantAssignment(one)?.policyId === id)
      ? refused('not_possible', { detail: 'the authorization policy assigns the policy' })
      : undefined;
  },
};

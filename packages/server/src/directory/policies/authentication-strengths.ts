import { type AuthenticationStrength, mostStrengths, strengthProblems } from '@gatehouse/policy';
import { listDocuments } from '../documents/change-documents.js';
import { refused } from '../operation.js';
import { policiesNaming } from './conditional-access.js';
import { type PolicyKind, refuseProblems } from './policy-kind.js';

/** `/policies/authenticationStrengthPolicies`, of the tenant's own making. */
export const authenticationStrengths: PolicyKind<AuthenticationStrength> = {
  name: 'authentication-strength-policy',
  limit: mostStrengths,
  nameOf: ({ displayName }) => displayName,
  stamp: 'modifiedDateTime',
  afterWrite: async (work, { id, body }, before) => {
    const others = (await listDocuments(authenticationStrengths)(work)).filter((one) => one.id !== id);
    const refusal = refuseProblems(
      strengthProblems(
        body,
        others.map((one) => one.body.displayName),
      ),
    );
    if (refusal !== undefined) return refusal;
    const isWeaker = before?.body.requirementsSatisfied === 'mfa' && body.requirementsSatisfied === 'none';
    if (!isWeaker || (await policiesNaming(work, 'authenticationStrength', id)).length === 0) return undefined;
    const detail = 'a strength that policies use for multifactor authentication cannot be met by one factor';
    return refused('not_possible', { property: 'allowedCombinations', detail });
  },
  beforeDelete: async (work, { id }) => {
    const [policy] = await policiesNaming(work, 'authenticationStrength', id);
    return policy && refused('not_possible', { detail: `the policy \`${policy.body.displayName}\` uses the strength` });
  },
};

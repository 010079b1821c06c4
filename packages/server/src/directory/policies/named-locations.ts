import { type NamedLocation, namedLocationProblems } from '@gatehouse/policy';
import { refused } from '../operation.js';
import { policiesNaming } from './conditional-access.js';
import { type PolicyKind, refuseProblems } from './policy-kind.js';

/** `/identity/conditionalAccess/namedLocations` (Microsoft Entra documentation: service limits, network assignment). */
export const namedLocations: PolicyKind<NamedLocation> = {
  name: 'named-location',
  limit: 195,
  nameOf: ({ displayName }) => displayName,
  stamp: 'modifiedDateTime',
  afterWrite: async (_work, { body }) => refuseProblems(namedLocationProblems(body)),
  beforeDelete: async (work, { id, body }) => {
    if ('isTrusted' in body && body.isTrusted) {
      return refused('not_possible', {
        detail: 'a trusted location must be marked as not trusted before it is deleted',
      });
    }
    const [policy] = await policiesNaming(work, 'namedLocation', id);
    return (
      policy && refused('not_possible', { detail: `the policy \`${policy.body.displayName}\` names the location` })
    );
  },
};

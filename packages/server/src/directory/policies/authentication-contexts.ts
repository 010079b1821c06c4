import { refused } from '../operation.js';
import { policiesNaming } from './conditional-access.js';
import type { PolicyKind } from './policy-kind.js';

/** `/identity/conditionalAccess/authenticationContextClassReferences`. */
export interface AuthenticationContext {
  readonly displayName: string;
  readonly description: string | null;
  /** Published to applications. */
  readonly isAvailable: boolean;
}

/** From `c1` to `c99` (Microsoft Entra documentation: developer guide to Conditional Access authentication context). */
export const authenticationContexts: PolicyKind<AuthenticationContext> = {
  name: 'authentication-context',
  limit: 99,
  nameOf: ({ displayName }) => displayName,
  afterWrite: async (_work, { id, body }) => {
    if (!/^c[1-9]\d?$/.test(id)) return refused('invalid', { property: 'id', detail: 'must be from c1 to c99' });
    return body.displayName.trim() === ''
      ? refused('invalid', { property: 'displayName', detail: 'must not be empty' })
      : undefined;
  },
  beforeDelete: async (work, { id, body }) => {
    if (body.isAvailable)
      return refused('not_possible', { detail: 'a published authentication context cannot be deleted' });
    const [policy] = await policiesNaming(work, 'authenticationContext', id);
    return policy && refused('not_possible', { detail: `the policy \`${policy.body.displayName}\` names the context` });
  },
};

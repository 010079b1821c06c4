import type { AttemptKind } from '../../input.js';
import type { Rule } from '../rule.js';

/** Attempts in which the person is present and may simply sign in again. */
const interactive: readonly AttemptKind[] = ['session', 'authorization_request', 'device_code'];

/** The person has proved who they are, recently enough for the request, and after the last revocation. */
export const authenticationCurrent: Rule = {
  name: 'authentication-current',
  object: ({ principal, request, attempt }) => {
    if (principal.kind === 'application') return undefined;
    if (principal.kind === 'nobody' || principal.authentication.kind === 'unknown') {
      return {
        kind: 'require',
        requirement: { kind: 'authenticate', why: 'no_session' },
        error: 50058,
        detail: 'no one is signed in',
      };
    }
    const { at } = principal.authentication.value;
    if (principal.user.kind === 'known' && at < principal.user.value.sessionsValidFrom) {
      return {
        kind: 'require',
        requirement: { kind: 'authenticate', why: 'revoked' },
        error: interactive.includes(attempt) ? 50132 : 50173,
        detail: 'authenticated before the sessions of the account were revoked',
      };
    }
    if (request.authenticatedSince !== null && at < request.authenticatedSince) {
      return {
        kind: 'require',
        requirement: { kind: 'authenticate', why: 'too_old' },
        error: 50058,
        detail: 'authenticated too long ago for this request',
      };
    }
    return undefined;
  },
};

import type { Rule } from '../rule.js';

/** The person's account exists and is enabled. */
export const userUsable: Rule = {
  name: 'user-usable',
  object: ({ principal }) => {
    if (principal.kind !== 'user') return undefined;
    if (principal.user.kind === 'unknown') {
      return { kind: 'refuse', error: 50034, detail: `user: ${principal.user.why}` };
    }
    return principal.user.value.accountEnabled
      ? undefined
      : { kind: 'refuse', error: 50057, detail: 'the account is disabled' };
  },
};

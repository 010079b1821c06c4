import type { Rule } from '../rule.js';

/** The resource asked for exists in the tenant and is enabled. */
export const resourceUsable: Rule = {
  name: 'resource-usable',
  object: ({ target }) => {
    if (target.kind !== 'resource') return undefined;
    if (target.servicePrincipal.kind === 'unknown') {
      return { kind: 'refuse', error: 500011, detail: `resource: ${target.servicePrincipal.why}` };
    }
    return target.servicePrincipal.value.accountEnabled
      ? undefined
      : { kind: 'refuse', error: 50001, detail: 'the service principal of the resource is disabled' };
  },
};

import type { ConditionalAccessPolicy } from './conditional-access-policy.js';
import { checks } from './checks/index.js';
import type { ConditionalAccessProblem } from './checks/check.js';

export type { ConditionalAccessProblem } from './checks/check.js';

/**
 * Every rule that a Conditional Access policy must keep in itself, whoever writes it. Whether what it names is there, the directory
 * knows.
 * @returns what is wrong, each with its place; nothing when the policy may be stored.
 * @example validateConditionalAccessPolicy(completePolicy({ displayName: 'Block legacy', state: 'enabled', conditions, grantControls }))
 */
export function validateConditionalAccessPolicy(policy: ConditionalAccessPolicy): readonly ConditionalAccessProblem[] {
  return checks.flatMap((check) => check(policy));
}

/** What Graph's clients are told: the number and name that scripts look for, then what is wrong in plain words. */
export function problemMessage({ path, reason, fault }: ConditionalAccessProblem): string {
  const sentence = `'${path}': ${reason}.`;
  switch (fault) {
    case 'schema':
      return `1007: Incoming ConditionalAccessPolicy object is null or does not match the schema of ConditionalAccessPolicy type. ${sentence}`;
    case 'clientAppTypes':
      return "1064: 'clientAppTypes' condition does not support []. If you want to target all client apps, use ['All']. If you want to target modern authentication clients, use ['browser', 'mobileAppsAndDesktopClients'].";
    default:
      return `1032: ConditionalActionPolicy validation failed due to ${fault}. ${sentence}`;
  }
}

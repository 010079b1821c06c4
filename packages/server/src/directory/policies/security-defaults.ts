import { readDocument, readDocuments } from '../documents/repository.js';
import { type DirectoryWork, refused } from '../operation.js';
import type { SingletonKind } from './policy-kind.js';

/** `/policies/identitySecurityDefaultsEnforcementPolicy`. */
export interface SecurityDefaults {
  readonly displayName: string;
  readonly description: string;
  readonly isEnabled: boolean;
}

/** Off at first: nothing is enforced by it yet. */
export const securityDefaults: SingletonKind<SecurityDefaults> = {
  name: 'security-defaults-policy',
  id: '00000000-0000-0000-0000-000000000005',
  limit: 1,
  nameOf: ({ displayName }) => displayName,
  initial: {
    displayName: 'Security Defaults',
    description:
      'Protection that every organization should have: a second factor for everybody, and no legacy clients.',
    isEnabled: false,
  },
  afterWrite: async ({ tx }, { body }) => {
    if (!body.isEnabled) return undefined;
    const policies = await readDocuments(tx, 'conditional-access-policy', null, 1000);
    if (!policies.some((one) => one.body.state === 'enabled')) return undefined;
    const detail = 'Conditional Access policies are enabled. Disable them before enabling security defaults';
    return refused('not_possible', { property: 'isEnabled', detail });
  },
};

/** Whether the tenant has them on. */
export async function securityDefaultsAreOn({ tx }: DirectoryWork): Promise<boolean> {
  const stored = await readDocument(tx, securityDefaults.name, securityDefaults.id);
  return stored?.body.isEnabled === true;
}

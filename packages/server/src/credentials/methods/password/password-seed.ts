import { longestPassword } from '@gatehouse/policy';
import { z } from 'zod';
import type { SeedExtension } from '../../../directory/index.js';
import type { Clock } from '../../../platform/clock/index.js';
import { hashPassword, verifyHash } from './password-hash.js';
import { selectPassword } from './repository.js';
import { writePassword } from './write-password.js';

const schema = z
  .string()
  .min(1, 'must not be empty')
  .refine(
    (password) => [...password].length <= longestPassword,
    `must not be longer than ${longestPassword} characters`,
  );

/**
 * `password` of a seeded user. An operator's choice: not judged for strength. A password that is already the person's is left alone,
 * so that applying a seed twice changes nothing.
 */
export function passwordSeed(clock: Clock): SeedExtension {
  return {
    section: 'user',
    property: 'password',
    schema,
    apply: async (tx, { userId }, value, actor) => {
      const password = schema.parse(value);
      const stored = await selectPassword(tx, userId);
      if (stored !== undefined && (await verifyHash(stored, password))) return false;
      await writePassword(tx, userId, await hashPassword(password), clock.now(), actor);
      return true;
    },
  };
}

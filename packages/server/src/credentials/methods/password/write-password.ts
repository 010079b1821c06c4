import type { UserId } from '@gatehouse/model';
import type { Actor, TenantTransaction } from '../../../platform/store/index.js';
import { upsertPassword } from './repository.js';

/** Stores a password's hash with its journal entry. @param at milliseconds since the epoch. */
export async function writePassword(
  tx: TenantTransaction,
  user: UserId,
  phc: string,
  at: number,
  actor: Actor,
): Promise<void> {
  await upsertPassword(tx, user, phc, at);
  tx.journal({
    operation: 'user.set-password',
    actor,
    target: { type: 'user', id: user },
    changes: [{ property: 'password' }],
  });
}

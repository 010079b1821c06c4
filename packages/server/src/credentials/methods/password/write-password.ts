import type { UserId } from '@gatehouse/model';
import type { DirectoryOperation } from '../../../directory/index.js';
import type { Actor, TenantTransaction } from '../../../platform/store/index.js';
import { deletePassword, upsertPassword } from './repository.js';

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

/** Forgets the password of a user who is gone for good; the journal tells of the user. */
export function forgetPassword(user: UserId): DirectoryOperation<void> {
  return ({ tx }) => deletePassword(tx, user);
}

import type { UserId } from '@gatehouse/model';
import { forgetPassword } from '../credentials/methods/index.js';
import { type Directory, expiredDeletions, followedBy, purgeObject } from '../directory/index.js';

/** How many objects one tenant loses in a turn: whoever waits for the database waits for no more than these. */
const atOnce = 50;

/**
 * Removes for good what was deleted longer ago than it can be restored, in every tenant, with what capabilities keep of it. Each
 * object is a transaction of its own; the journal tells of it. Several processes may do it at the same time: an object goes once.
 * @returns how many objects went.
 */
export async function purgeDeleted(directory: Pick<Directory, 'tenantIds' | 'perform'>): Promise<number> {
  const by = { actor: { kind: 'platform' } } as const;
  let purged = 0;
  for (const tenant of await directory.tenantIds()) {
    for (;;) {
      const due = await directory.perform(tenant, by, expiredDeletions(atOnce));
      for (const { id, type } of due) {
        const forget = () => (type === 'user' ? forgetPassword(id as UserId) : async () => undefined);
        await directory.perform(tenant, by, followedBy(purgeObject(id), forget));
      }
      purged += due.length;
      if (due.length < atOnce) break;
    }
  }
  return purged;
}

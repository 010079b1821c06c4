import { join } from 'node:path';
import { StartRefused } from '../platform-options.js';
import type { Clock } from '../platform/clock/index.js';
import type { Settings } from '../platform/config/index.js';
import type { Ids } from '../platform/ids/index.js';
import { type KeyEncryptionKey, type KeySchedule, loadKeyEncryptionKey } from '../platform/keys/index.js';
import type { Log } from '../platform/log/index.js';
import { openStore, type Store } from '../platform/store/index.js';

/** Reads the key-encryption key that the settings name. @throws StartRefused */
export async function keyOf(settings: Settings, ids: Ids): Promise<KeyEncryptionKey> {
  const loaded = await loadKeyEncryptionKey(settings.keyEncryptionKey, ids);
  if (loaded.kind === 'invalid') throw new StartRefused(loaded.problem);
  return loaded.key;
}

/** Opens the store that the settings name. @throws StartRefused with what the store says of it. */
export async function openConfiguredStore(
  settings: Settings,
  key: KeyEncryptionKey,
  clock: Clock,
  log: Log,
): Promise<Store> {
  const { database, data } = settings;
  // Kept nowhere: every process that holds the key-encryption key derives the same password.
  const appRolePassword = key.deriveSecret('database login of gatehouse_app', 24).toString('base64url');
  try {
    return database.kind === 'embedded'
      ? await openStore({ engine: 'embedded', dataDir: join(data, 'database'), clock, log })
      : await openStore({ engine: 'postgres', url: database.url, appRolePassword, clock, log });
  } catch (error) {
    throw new StartRefused(error instanceof Error ? error.message : String(error));
  }
}

/** How long keys sign, in seconds; the next one is published a day ahead. */
export function keySchedule({ signingKeyRotationDays }: Settings): KeySchedule {
  const day = 24 * 60 * 60;
  return { rotateAfter: signingKeyRotationDays * day, publishAhead: day };
}

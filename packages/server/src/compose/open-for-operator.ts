import { type Directory, openDirectory } from '../directory/index.js';
import { keyOf, keySchedule, openConfiguredStore } from './open-ground.js';
import { systemClock } from '../platform/clock/index.js';
import type { Settings } from '../platform/config/index.js';
import { systemIds } from '../platform/ids/index.js';
import { type Keys, openKeys } from '../platform/keys/index.js';
import { createLog } from '../platform/log/index.js';
import { exportLogical, importLogical } from '../platform/store/index.js';
import { carryOutTenants, type TenantAnswer, type TenantRequest } from './tenant-orders.js';

/** What an operator's command works with, beside or instead of a running platform. */
export interface OperatorTools {
  readonly directory: Directory;
  readonly keys: Keys;
  /** Writes everything to a file that does not exist yet. @returns how many rows */
  exportStore(file: string): Promise<number>;
  /** Reads an export into a store that is still empty. @returns how many rows */
  importStore(file: string): Promise<number>;
  /** Plans, applies or exports tenants. */
  tenants(request: TenantRequest): Promise<TenantAnswer>;
  close(): Promise<void>;
}

/** Opens store, keys and directory as `serve` would. @throws StartRefused with a sentence for the operator. */
export async function openForOperator(settings: Settings): Promise<OperatorTools> {
  const keyEncryptionKey = await keyOf(settings, systemIds);
  const log = createLog({ level: settings.logLevel, pretty: true });
  const store = await openConfiguredStore(settings, keyEncryptionKey, systemClock, log);
  const keys = await openKeys({
    store,
    clock: systemClock,
    ids: systemIds,
    keyEncryptionKey,
    schedule: keySchedule(settings),
  });
  const directory = openDirectory({ store, clock: systemClock, ids: systemIds });
  return {
    directory,
    keys,
    exportStore: (file) => exportLogical(store, file),
    importStore: (file) => importLogical(store, file),
    tenants: (request) => carryOutTenants({ store, keys, directory, clock: systemClock }, request),
    close: async () => {
      directory.close();
      await keys.close();
      await store.close();
    },
  };
}

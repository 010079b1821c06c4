import { EmbeddedEngine } from './embedded/index.js';
import { keepInternals } from './internals.js';
import { holdingSchemaLock, migrate, readMigrations, schemaName } from './migrate.js';
import { openPostgres } from './postgres/index.js';
import { SqlStore } from './sql-store.js';
import type { Store } from './store.js';
import { limitsOf, type StoreOptions } from './store-options.js';

/**
 * Opens the store: migrates the schema, then serves.
 * @throws StoreUnavailable when a served database cannot be reached; Error, in words for an operator, when it may not be opened:
 * in use by another process, written by another version, no commit on disk, a role that row-level security does not bind.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.engine === 'postgres' ? openPostgres(options, limitsOf(options)) : openEmbedded(options);
}

async function openEmbedded(options: Extract<StoreOptions, { engine: 'embedded' }>): Promise<Store> {
  const limits = limitsOf(options);
  const { log, clock } = limits;
  const folder = 'dataDir' in options ? options.dataDir : undefined;
  const migrations = readMigrations();
  const engine = await EmbeddedEngine.open({ ...limits, folder, schema: schemaName(migrations) });
  try {
    await engine.asOwner((session) => holdingSchemaLock(session, () => migrate(session, migrations, clock, log)));
    await engine.keepSchema();
    const store = new SqlStore(engine, limits);
    await store.feed.start();
    engine.onReopened = () => void store.feed.poll().catch((error: unknown) => log.warn('journal not read', { error }));
    keepInternals(store, engine);
    return store;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

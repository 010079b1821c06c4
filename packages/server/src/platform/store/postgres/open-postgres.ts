import { keepInternals } from '../internals.js';
import { holdingSchemaLock, migrate, readMigrations } from '../migrate.js';
import type { Session } from '../session.js';
import { SqlStore } from '../sql-store.js';
import type { Store } from '../store.js';
import type { StoreLimits, StorePlace } from '../store-options.js';
import { asStoreError } from '../unavailable.js';
import { prepareAppRole, requireConfined } from './app-role.js';
import { urlFor, withConnection } from './connection.js';
import { JournalListener } from './journal-listener.js';
import { PostgresEngine, type PostgresEngineOptions } from './postgres-engine.js';

type PostgresPlace = Extract<StorePlace, { engine: 'postgres' }>;

const floor = 15;

/** Opens the store on a server: makes the role and the schema as the URL's user, then works as the confined role. */
export async function openPostgres(place: PostgresPlace, limits: StoreLimits): Promise<Store> {
  try {
    const role = await withConnection(place.url, (owner) => prepareDatabase(owner, place, limits));
    const appUrl = role === undefined ? place.url : urlFor(place.url, role, place.appRolePassword ?? '');
    return await serve({ ...limits, appUrl, ownerUrl: place.url, poolSize: place.poolSize ?? 10 }, limits);
  } catch (error) {
    throw asStoreError(error);
  }
}

async function prepareDatabase(owner: Session, place: PostgresPlace, limits: StoreLimits): Promise<string | undefined> {
  await requireFloor(owner);
  return holdingSchemaLock(owner, async () => {
    const role = await prepareAppRole(owner, place.appRolePassword);
    await migrate(owner, readMigrations(), limits.clock, limits.log);
    return role;
  });
}

async function requireFloor(owner: Session): Promise<void> {
  const { rows } = await owner.sendOnce(`select current_setting('server_version_num')::integer as version`);
  const version = (rows[0] as { version: number }).version;
  if (version < floor * 10_000) {
    throw new Error(`the store needs PostgreSQL ${floor} or later, and the server is ${Math.floor(version / 10_000)}`);
  }
}

async function serve(options: PostgresEngineOptions, limits: StoreLimits): Promise<Store> {
  const engine = new PostgresEngine(options);
  try {
    const lease = await engine.acquire();
    await requireConfined(lease.session).finally(() => lease.release());
    const store = new SqlStore(engine, limits);
    await store.feed.start();
    const listener = new JournalListener(store.feed, options.appUrl, options.log);
    engine.beforeClose = () => listener.close();
    await listener.start();
    // What was committed between the first look and the first LISTEN.
    await store.feed.poll();
    keepInternals(store, engine);
    return store;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

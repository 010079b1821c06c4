// What the tests of this module stand on: one store in memory, a tenant and a clock of its own for each test.
import { randomBytes } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import type { JSONWebKeySet } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { AdjustableClock } from '../clock/index.js';
import { systemIds } from '../ids/index.js';
import { openStore, type SqlValue, type Store } from '../store/index.js';
import {
  type KeyEncryptionKey,
  type Keys,
  type KeysOptions,
  loadKeyEncryptionKey,
  openKeys,
  type SigningAlgorithm,
} from './index.js';

export const hour = 3600;
export const day = 24 * hour;
/** The key-encryption key of tests that need no other. */
export const secret = randomBytes(32);

/** What one test works with. */
export interface KeysGround {
  readonly store: Store;
  readonly clock: AdjustableClock;
  readonly tenant: TenantId;
  newTenant(): TenantId;
  /** Opens keys as a process of its own would. */
  open(options?: Partial<KeysOptions>): Promise<Keys>;
  /** Runs a statement as the test's tenant, or another. */
  sql<Row extends object>(text: string, parameters?: readonly SqlValue[], of?: TenantId): Promise<Row[]>;
  /** The operations in the tenant's journal. */
  operations(): Promise<string[]>;
  /** The published key ids of the tenant. */
  kids(keys: Keys): Promise<string[]>;
  jwks(keys: Keys): Promise<JSONWebKeySet>;
  /** Signs with the tenant's current key. */
  signed(keys: Keys, alg?: SigningAlgorithm): Promise<{ readonly jws: string; readonly kid: string }>;
  /** The tenant's keys of one algorithm, each as its state and its id, in the order of their publication. */
  states(alg: SigningAlgorithm): Promise<string[]>;
}

/** Opens a store for the tests of a file. The ground is another one in every test. */
export function keysGround(): () => KeysGround {
  let store: Store;
  let ground: Ground;
  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: new AdjustableClock() });
  });
  afterAll(() => store.close());
  beforeEach(() => {
    ground = new Ground(store);
  });
  afterEach(() => ground.clear());
  return () => ground;
}

class Ground implements KeysGround {
  readonly store: Store;
  readonly clock = new AdjustableClock();
  readonly #tenants: TenantId[] = [];
  readonly #opened: Keys[] = [];
  readonly tenant = this.newTenant();

  constructor(store: Store) {
    this.store = store;
  }

  newTenant(): TenantId {
    const made = systemIds.guid<TenantId>();
    this.#tenants.push(made);
    return made;
  }

  async open(options: Partial<KeysOptions> = {}): Promise<Keys> {
    const { store, clock } = this;
    const key = await keyEncryptionKey(secret);
    const keys = await openKeys({ store, clock, ids: systemIds, keyEncryptionKey: key, ...options });
    this.#opened.push(keys);
    return keys;
  }

  sql<Row extends object>(text: string, parameters: readonly SqlValue[] = [], of = this.tenant): Promise<Row[]> {
    return this.store.inTenant(of, (tx) => tx.rows<Row>(text, parameters));
  }

  async operations(): Promise<string[]> {
    return (await this.store.journal.read(this.tenant, 0, 100)).map(({ operation }) => operation);
  }

  async kids(keys: Keys): Promise<string[]> {
    return (await keys.published(this.tenant)).map(({ kid }) => kid);
  }

  async jwks(keys: Keys): Promise<JSONWebKeySet> {
    return { keys: (await keys.published(this.tenant)).map((key) => ({ ...key, x5c: [...key.x5c] })) };
  }

  async signed(keys: Keys, alg: SigningAlgorithm = 'RS256'): Promise<{ readonly jws: string; readonly kid: string }> {
    const key = await keys.signer(this.tenant, alg);
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const input = `${encode({ alg, kid: key.kid, x5t: key.x5t })}.${encode({ tid: this.tenant })}`;
    const signature = await key.sign(Buffer.from(input));
    return { jws: `${input}.${Buffer.from(signature).toString('base64url')}`, kid: key.kid };
  }

  async states(alg: SigningAlgorithm): Promise<string[]> {
    const sql = 'select kid, state from signing_keys where alg = $1 order by published_at, state';
    return (await this.sql<{ kid: string; state: string }>(sql, [alg])).map(({ kid, state }) => `${state} ${kid}`);
  }

  /** Maintenance visits every tenant of the store: what one test leaves would slow the next one down. */
  async clear(): Promise<void> {
    for (const keys of this.#opened) await keys.close();
    for (const of of this.#tenants) await this.sql('delete from signing_keys', [], of);
  }
}

export async function keyEncryptionKey(...entries: readonly Buffer[]): Promise<KeyEncryptionKey> {
  const keys = entries.map((entry) => entry.toString('base64')).join(',');
  const loaded = await loadKeyEncryptionKey({ kind: 'environment', keys }, systemIds);
  if (loaded.kind === 'invalid') throw new Error(loaded.problem);
  return loaded.key;
}

/** The store with some of its doings replaced. */
export function storeWith(store: Store, changes: Partial<Store>): Store {
  return {
    engine: store.engine,
    journal: store.journal,
    inTenant: (tenant, work) => store.inTenant(tenant, work),
    inPlatform: (work) => store.inPlatform(work),
    commitTogether: (statements) => store.commitTogether(statements),
    ping: () => store.ping(),
    close: () => store.close(),
    ...changes,
  };
}

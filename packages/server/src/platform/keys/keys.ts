import type { KeyObject } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../clock/index.js';
import type { Ids } from '../ids/index.js';
import type { Actor, Store } from '../store/index.js';
import { BoundedMap } from './bounded-map.js';
import { createFirstKey, type KeyTools, rotateNow } from './key-changes.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import { maintainKeys } from './maintenance.js';
import type { PublishedKey } from './published-key.js';
import { readKeys } from './repository.js';
import type { KeySchedule } from './rules.js';
import { createSealer, type Sealer } from './sealer.js';
import type { SigningAlgorithm, SigningKey } from './signing-key.js';
import { parseTenantKeys, type TenantKeys } from './tenant-keys.js';
import { tenantSecrets } from './tenant-secrets.js';

/** Every tenant's keys. A tenant's first key of an algorithm is made when it is first asked for. */
export interface Keys {
  /** The key that signs now. */
  signer(tenant: TenantId, alg: SigningAlgorithm): Promise<SigningKey>;
  /** What the tenant's keys document holds: the next key, the current one, and those whose tokens may still be valid. */
  published(tenant: TenantId): Promise<readonly PublishedKey[]>;
  /** The public half of a published key; undefined for any other key id. Makes no key. */
  verificationKey(tenant: TenantId, kid: string): Promise<KeyObject | undefined>;
  /** Replaces the current key now, by the published next one if there is one, else by a new one. */
  rotate(tenant: TenantId, alg: SigningAlgorithm, actor: Actor): Promise<void>;
  /** 32 secret bytes that stay the same as long as the tenant lasts, of their own for each purpose. */
  tenantSecret(tenant: TenantId, purpose: string): Promise<Uint8Array>;
  readonly sealer: Sealer;
  /** Publishes, activates and removes keys as the schedule asks, in every tenant. Any number of processes may call it, hourly. */
  runMaintenance(): Promise<void>;
  close(): Promise<void>;
}

export interface KeysOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keyEncryptionKey: KeyEncryptionKey;
  /** 90 days and 24 hours by default. */
  readonly schedule?: KeySchedule;
  /** The longest life of anything signed, in seconds; 28 hours by default. */
  readonly accessTokenMaxLifetime?: number;
  /** How many tenants' keys are held parsed; 1,000 by default. */
  readonly cachedTenants?: number;
}

const day = 86_400;

/** Opens the keys of all tenants. */
export async function openKeys(options: KeysOptions): Promise<Keys> {
  const { keyEncryptionKey, ids, cachedTenants = 1000 } = options;
  const tools: KeyTools = {
    ...options,
    schedule: options.schedule ?? { rotateAfter: 90 * day, publishAhead: day },
    longestToken: options.accessTokenMaxLifetime ?? 28 * 3600,
  };
  const held = new HeldKeys(tools, cachedTenants);
  return {
    signer: async (tenant, alg) => (await held.with(tenant, alg)).signer,
    published: async (tenant) => (await held.with(tenant, 'RS256')).keys.published,
    verificationKey: async (tenant, kid) => (await held.get(tenant)).verification.get(kid),
    rotate: (tenant, alg, actor) => rotateNow(tools, tenant, alg, actor),
    tenantSecret: tenantSecrets(tools, cachedTenants),
    sealer: createSealer(keyEncryptionKey, ids),
    runMaintenance: () => maintainKeys(tools),
    close: async () => held.close(),
  };
}

/** Tenants' parsed keys, dropped when the journal tells of a change. */
class HeldKeys {
  readonly #tools: KeyTools;
  readonly #tenants: BoundedMap<TenantId, Promise<TenantKeys>>;
  /** First keys being made, so that many callers at once make one. */
  readonly #making = new Map<string, Promise<void>>();
  readonly #stopListening: () => void;

  constructor(tools: KeyTools, limit: number) {
    this.#tools = tools;
    this.#tenants = new BoundedMap(limit);
    this.#stopListening = tools.store.journal.subscribe(({ tenant, operation }) => {
      if (operation.startsWith('signing-key.')) this.#tenants.delete(tenant);
    });
  }

  /** Promises are held, not results: one that was dropped while it was being read cannot come back. */
  get(tenant: TenantId): Promise<TenantKeys> {
    const known = this.#tenants.get(tenant);
    if (known !== undefined) return known;
    const { store, keyEncryptionKey } = this.#tools;
    const rows = store.inTenant(tenant, (tx) => readKeys(tx, 'look'));
    const keys = rows.then((found) => parseTenantKeys(tenant, found, keyEncryptionKey));
    this.#tenants.set(tenant, keys);
    keys.catch(() => {
      if (this.#tenants.get(tenant) === keys) this.#tenants.delete(tenant);
    });
    return keys;
  }

  /** The tenant's keys with a current one of the algorithm among them. */
  async with(
    tenant: TenantId,
    alg: SigningAlgorithm,
  ): Promise<{ readonly keys: TenantKeys; readonly signer: SigningKey }> {
    let keys = await this.get(tenant);
    if (!keys.signers.has(alg)) {
      await this.#makeFirst(tenant, alg);
      keys = await this.get(tenant);
    }
    const signer = keys.signers.get(alg);
    if (signer === undefined) throw new Error(`tenant \`${tenant}\` has no ${alg} signing key`);
    return { keys, signer };
  }

  #makeFirst(tenant: TenantId, alg: SigningAlgorithm): Promise<void> {
    const name = `${tenant} ${alg}`;
    const underWay = this.#making.get(name);
    if (underWay !== undefined) return underWay;
    const making = createFirstKey(this.#tools, tenant, alg).finally(() => {
      this.#making.delete(name);
      // When another process was faster, its journal entry may not have come yet.
      this.#tenants.delete(tenant);
    });
    this.#making.set(name, making);
    return making;
  }

  close(): void {
    this.#stopListening();
  }
}

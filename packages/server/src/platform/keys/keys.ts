import type { KeyObject } from 'node:crypto';
import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../clock/index.js';
import type { Ids } from '../ids/index.js';
import type { Actor, Store } from '../store/index.js';
import { BoundedMap } from './bounded-map.js';
import { createCurrentKey, createFirstKeys, type KeyTools } from './key-changes.js';
import type { KeyEncryptionKey } from './key-encryption-key.js';
import { maintainKeys } from './maintenance.js';
import type { PublishedKey } from './published-key.js';
import { readKeys } from './repository.js';
import { type Rotation, type RotationKind, rotateKey } from './rotate-key.js';
import type { KeySchedule } from './rules.js';
import { createSealer, type Sealer } from './sealer.js';
import type { SigningAlgorithm, SigningKey } from './signing-key.js';
import { parseTenantKeys, type TenantKeys } from './tenant-keys.js';
import { tenantSecrets } from './tenant-secrets.js';

/** Every tenant's keys. */
export interface Keys {
  /** Makes the first keys of those tenants that have none: with the tenant, so that they are published before their first use. */
  createFirst(tenants: readonly TenantId[]): Promise<void>;
  /** The key that signs now. A tenant that has none of the algorithm gets one. */
  signer(tenant: TenantId, alg: SigningAlgorithm): Promise<SigningKey>;
  /**
   * What the tenant's keys document holds: of each algorithm the current key, the next one, and those whose tokens may still be
   * valid. Makes no key, for anyone may ask. The same object until they change.
   */
  published(tenant: TenantId): Promise<readonly PublishedKey[]>;
  /** The public half of a published key; undefined for any other key id. Makes no key. */
  verificationKey(tenant: TenantId, kid: string): Promise<KeyObject | undefined>;
  /** Replaces the current key: by the published next one, once verifiers know it, or `now`, by one that they do not know. */
  rotate(tenant: TenantId, alg: SigningAlgorithm, actor: Actor, how: RotationKind): Promise<Rotation>;
  /** 32 secret bytes that stay the same as long as the tenant lasts, of their own for each purpose. */
  tenantSecret(tenant: TenantId, purpose: string): Promise<Uint8Array>;
  readonly sealer: Sealer;
  /** Publishes, activates and removes keys as the schedule asks, in every tenant. Any number of processes may call it, hourly. */
  runMaintenance(): Promise<void>;
  close(): Promise<void>;
}

/** What tenants' keys are kept and sealed with, and how long they live. */
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
/** How many tenants' first keys are made at the same time: enough for every core. */
const atOnce = 4;

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
    createFirst: async (tenants) => {
      for (let from = 0; from < tenants.length; from += atOnce) {
        await Promise.all(tenants.slice(from, from + atOnce).map((tenant) => createFirstKeys(tools, tenant)));
      }
    },
    signer: (tenant, alg) => held.signer(tenant, alg),
    published: async (tenant) => (await held.get(tenant)).published,
    verificationKey: async (tenant, kid) => (await held.get(tenant)).verification.get(kid),
    rotate: (tenant, alg, actor, how) => rotateKey(tools, tenant, alg, actor, how),
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
  /** Keys being made, so that many callers at once make one. */
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

  /** The tenant's current key of the algorithm, made when there is none. */
  async signer(tenant: TenantId, alg: SigningAlgorithm): Promise<SigningKey> {
    const known = (await this.get(tenant)).signers.get(alg);
    if (known !== undefined) return known;
    await this.#make(tenant, alg);
    const made = (await this.get(tenant)).signers.get(alg);
    if (made === undefined) throw new Error(`tenant \`${tenant}\` has no ${alg} signing key`);
    return made;
  }

  #make(tenant: TenantId, alg: SigningAlgorithm): Promise<void> {
    const name = `${tenant} ${alg}`;
    const underWay = this.#making.get(name);
    if (underWay !== undefined) return underWay;
    const making = createCurrentKey(this.#tools, tenant, alg).finally(() => {
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

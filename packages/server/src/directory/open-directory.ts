import {
  type AppId,
  type Application,
  consumersTenantId,
  isGuid,
  parseGuid,
  type TenantId,
  type UserId,
} from '@gatehouse/model';
import { domainOfUserName, isDomainName } from '@gatehouse/policy';
import type { Clock } from '../platform/clock/index.js';
import type { Ids } from '../platform/ids/index.js';
import type { JournalEntry, Store } from '../platform/store/index.js';
import { builtInApplications } from './applications/graph-application.js';
import { readHomes } from './applications/repository.js';
import type { CompiledConfiguration } from './configuration/compile-configuration.js';
import { loadConfiguration } from './configuration/load-configuration.js';
import { consequencesOf } from './consequences.js';
import type { Directory, TenantConfiguration, UserStanding } from './directory.js';
import { applicationsBroughtBy, recordConsent } from './grants/record-consent.js';
import { LoadCache } from './load-cache.js';
import { type Author, type DirectoryOperation, isRefused, RolledBack } from './operation.js';
import { readDomainOwners, readTenantIds } from './tenants/repository.js';
import { findUserId, readStanding, readUserPage } from './users/repository.js';

/** What a directory stands on, and how much it may remember. */
export interface DirectoryOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** How many tenants' configurations are kept in memory. Default 1,000. */
  readonly tenantLimit?: number;
  /** How many users' standings are kept in memory. Default 20,000. */
  readonly userLimit?: number;
}

/** Opens the directory over a store. Close it before the store. */
export function openDirectory(options: DirectoryOptions): Directory {
  return new CachedDirectory(options);
}

const domainLimit = 10_000;
const applicationLimit = 20_000;

/** The directory over caches that the journal keeps true. */
class CachedDirectory implements Directory {
  readonly #options: DirectoryOptions;
  readonly #configurations;
  /** By `{tenant} {user}`. */
  readonly #standings;
  readonly #domains = new LoadCache<string, TenantId>(domainLimit);
  readonly #homes = new LoadCache<AppId, TenantId>(applicationLimit);
  readonly #stopListening: () => void;

  constructor(options: DirectoryOptions) {
    this.#options = options;
    this.#configurations = new LoadCache<TenantId, CompiledConfiguration>(options.tenantLimit ?? 1_000);
    this.#standings = new LoadCache<string, UserStanding>(options.userLimit ?? 20_000);
    this.#stopListening = options.store.journal.subscribe((entry) => this.#hear(entry));
  }

  async resolveTenant(name: string) {
    const tenant = parseGuid<TenantId>(name) ?? (await this.#tenantOfDomain(name.toLowerCase()));
    return tenant && (await this.configuration(tenant))?.tenant;
  }

  tenantIds(): Promise<readonly TenantId[]> {
    return this.#options.store.inPlatform(readTenantIds);
  }

  async tenantOfUserName(userName: string): Promise<TenantId> {
    const domain = domainOfUserName(userName);
    return (domain && (await this.#tenantOfDomain(domain))) || consumersTenantId;
  }

  configuration(tenant: TenantId): Promise<TenantConfiguration | undefined> {
    return this.#configurations.get(tenant, async () =>
      isGuid(tenant) ? loadConfiguration(this.#options.store, tenant) : undefined,
    );
  }

  async application(appId: AppId): Promise<Application | undefined> {
    const builtIn = builtInApplications.get(appId);
    if (builtIn !== undefined) return builtIn;
    const home = await this.#homes.get(appId, async () => {
      if (!isGuid(appId)) return undefined;
      const homes = await this.#options.store.inPlatform((tx) => readHomes(tx, [appId]));
      return homes.get(appId);
    });
    return home && (await this.configuration(home))?.ownApplication(appId);
  }

  userById(tenant: TenantId, id: UserId): Promise<UserStanding | undefined> {
    return this.#standings.get(`${tenant} ${id}`, async () =>
      isGuid(id) ? this.#options.store.inTenant(tenant, (tx) => readStanding(tx, id)) : undefined,
    );
  }

  async userByName(tenant: TenantId, userName: string): Promise<UserStanding | undefined> {
    // Which user a name means is asked each time: one indexed read, and no second cache that could tell otherwise.
    // No text in the database holds a zero byte, and asking for one is an error there.
    if (userName.includes('\0')) return undefined;
    const id = await this.#options.store.inTenant(tenant, (tx) => findUserId(tx, userName));
    return id && this.userById(tenant, id);
  }

  listUsers(tenant: TenantId, page: { readonly top: number; readonly after?: UserId }) {
    return this.#options.store.inTenant(tenant, (tx) => readUserPage(tx, page.top, page.after));
  }

  async recordConsent(...[tenant, consent, actor]: Parameters<Directory['recordConsent']>): Promise<void> {
    if ((await this.configuration(tenant)) === undefined) throw new Error(`no tenant has the id ${tenant}`);
    const { store, clock, ids } = this.#options;
    const applications = new Map<AppId, Application>();
    for (const appId of applicationsBroughtBy(consent)) {
      const application = await this.application(appId);
      if (application !== undefined) applications.set(appId, application);
    }
    await store.inTenant(tenant, (tx) => recordConsent(tx, consent, { clock, ids, actor, applications }));
    // What another process made in the meantime counts too; its journal entries may still be on the way.
    this.#configurations.drop(tenant);
    this.#standings.drop(`${tenant} ${consent.principalId}`);
  }

  async perform<Outcome>(tenant: TenantId, by: Author, operation: DirectoryOperation<Outcome>): Promise<Outcome> {
    const { store, clock, ids } = this.#options;
    try {
      return await store.inTenant(tenant, async (tx) => {
        const outcome = await operation({ tx, clock, ids, ...by });
        if (isRefused(outcome)) throw new RolledBack(outcome);
        return outcome;
      });
    } catch (error) {
      // Only what an operation may give comes this way: `Outcome` holds the refusal wherever one is made.
      if (error instanceof RolledBack) return error.refusal as Outcome;
      throw error;
    }
  }

  close(): void {
    this.#stopListening();
    this.#configurations.clear();
    this.#standings.clear();
    this.#domains.clear();
    this.#homes.clear();
  }

  async #tenantOfDomain(name: string): Promise<TenantId | undefined> {
    if (!isDomainName(name)) return undefined;
    return this.#domains.get(name, async () => {
      const owners = await this.#options.store.inPlatform((tx) => readDomainOwners(tx, [name]));
      return owners.get(name);
    });
  }

  #hear(entry: JournalEntry): void {
    const { tenant } = entry;
    for (const consequence of consequencesOf(entry)) {
      switch (consequence.kind) {
        case 'tenant-names':
          this.#domains.clear();
          break;
        case 'configuration':
          this.#configurations.drop(tenant);
          break;
        case 'configurations-elsewhere':
          // What a load under way will depend on is not known yet, so all of those begin again.
          this.#configurations.dropWhere(
            (_key, configuration) => configuration.dependsOn(tenant),
            () => true,
          );
          this.#homes.dropWhere(
            (_appId, home) => home === tenant,
            () => true,
          );
          break;
        case 'standing':
          this.#standings.drop(`${tenant} ${consequence.user}`);
          break;
        case 'every-standing':
          this.#standings.dropWhere(
            (key) => key.startsWith(tenant),
            (key) => key.startsWith(tenant),
          );
          break;
      }
    }
  }
}

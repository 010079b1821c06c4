import { setTimeout as pause } from 'node:timers/promises';
import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../../platform/clock/index.js';
import type { Log } from '../../platform/log/index.js';
import type { Store } from '../../platform/store/index.js';
import { LoadCache } from '../load-cache.js';
import { isWatched, mayChangeRules } from './affected.js';
import { followJournal } from './follow-journal.js';
import { anyRule } from './repository.js';
import { Turns } from './turns.js';

/**
 * Keeps the members of dynamic groups as their rules say (Microsoft Entra documentation: dynamic membership groups). It reads the
 * journal (law ONE-JOURNAL): a change shows in the groups shortly after it was made, without anybody asking for it.
 */
export interface DynamicGroups {
  /**
   * Resolves when everything committed before the call shows in the tenant's groups.
   * @throws StoreUnavailable
   */
  settle(tenant: TenantId): Promise<void>;
  /**
   * Sees to every tenant with dynamic groups: what was missed, and what time alone changes.
   * @throws StoreUnavailable when the tenants cannot be read
   */
  sweep(): Promise<void>;
  /** Stops listening; resolves when nothing is under way any more. Close it before the store. */
  close(): Promise<void>;
}

/** What groups are kept with. */
export interface DynamicGroupsDeps {
  readonly store: Pick<Store, 'inTenant' | 'inPlatform' | 'commitTogether' | 'journal'>;
  readonly directory: { tenantIds(): Promise<readonly TenantId[]> };
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  /** How many tenants are known to have dynamic groups, or to have none. Default 10,000. */
  readonly tenantLimit?: number;
}

/** How many tenants one question of the sweep is about. */
const tenantsAtOnce = 50;
/** How long another process has its turn before it is asked again, in milliseconds. */
const busyMs = 25;

/** Makes the one keeper of a process. Any number of processes may have one: of each change, one of them does what follows. */
export function createDynamicGroups({ store, directory, clock, log, tenantLimit }: DynamicGroupsDeps): DynamicGroups {
  const ruled = new LoadCache<TenantId, boolean>(tenantLimit ?? 10_000);
  const hasRules = (tenant: TenantId) => ruled.get(tenant, async () => (await withRules(store, [tenant])).length > 0);
  const step = (tenant: TenantId) => store.inTenant(tenant, (tx) => followJournal(tx, clock));
  const turns = new Turns({ hasWork: async (tenant) => (await hasRules(tenant)) === true, step, log });
  const stop = store.journal.subscribe((entry) => {
    if (mayChangeRules(entry)) ruled.drop(entry.tenant);
    if (isWatched(entry) && ruled.peek(entry.tenant) !== false) turns.take(entry.tenant);
  });

  let isClosed = false;
  let sweeping = Promise.resolve();
  const sweep = async (): Promise<void> => {
    const tenants = await directory.tenantIds();
    for (let from = 0; from < tenants.length && !isClosed; from += tenantsAtOnce) {
      for (const tenant of await withRules(store, tenants.slice(from, from + tenantsAtOnce))) {
        ruled.drop(tenant);
        turns.take(tenant);
      }
    }
  };

  return {
    settle: async (tenant) => {
      if ((await withRules(store, [tenant])).length === 0) return;
      for (let outcome = await step(tenant); outcome !== 'done'; outcome = await step(tenant)) {
        if (outcome === 'busy') await pause(busyMs);
      }
    },
    sweep: () => {
      sweeping = sweep();
      return sweeping;
    },
    close: async () => {
      isClosed = true;
      stop();
      await sweeping.catch(() => undefined);
      await turns.end();
    },
  };
}

/** Those of some tenants that have a group with a rule. */
async function withRules(
  store: Pick<Store, 'commitTogether'>,
  tenants: readonly TenantId[],
): Promise<readonly TenantId[]> {
  const given = await store.commitTogether(new Map(tenants.map((tenant) => [tenant, [anyRule(tenant)]])));
  return tenants.filter((tenant) => (given.get(tenant)?.[0]?.rows.length ?? 0) > 0);
}

import type { TenantId } from '@gatehouse/model';
import type { Statement, Store, Transaction } from './store.js';

/**
 * Says how one tenant's rows that matter to nobody any more are removed: one statement that removes at most `limit` of them.
 * @param now in milliseconds since the epoch.
 */
export type Sweep = (tenant: TenantId, now: number, limit: number) => Statement;

/** How many tenants one transaction covers, and how many rows of each: whoever waits for the database waits for no more than these. */
const tenantsAtOnce = 50;
const rowsAtOnce = 100;
const tenantsPerPage = 1_000;

/**
 * Goes through every tenant and removes what a sweep finds, in small transactions between which others get their turn. Several
 * processes may sweep at the same time.
 * @returns how many rows were removed.
 */
export async function sweepTenants(
  store: Pick<Store, 'inPlatform' | 'commitTogether'>,
  now: number,
  sweep: Sweep,
): Promise<number> {
  let swept = 0;
  for await (const tenants of everyTenant(store)) {
    let busy = tenants;
    while (busy.length > 0) {
      const given = await store.commitTogether(
        new Map(busy.map((tenant) => [tenant, [sweep(tenant, now, rowsAtOnce)]])),
      );
      const removed = (tenant: TenantId): number => given.get(tenant)?.[0]?.changed ?? 0;
      swept += busy.reduce((sum, tenant) => sum + removed(tenant), 0);
      busy = busy.filter((tenant) => removed(tenant) >= rowsAtOnce);
    }
  }
  return swept;
}

/** Every tenant that is registered or has changed anything, some at a time. */
async function* everyTenant(store: Pick<Store, 'inPlatform'>): AsyncGenerator<readonly TenantId[]> {
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const page = await store.inPlatform((tx) => tenantsAfter(tx, last));
    for (let at = 0; at < page.length; at += tenantsAtOnce) yield page.slice(at, at + tenantsAtOnce);
    if (page.length < tenantsPerPage) return;
    last = page.at(-1) ?? last;
  }
}

async function tenantsAfter(tx: Transaction, after: string): Promise<readonly TenantId[]> {
  const rows = await tx.rows<{ tenant_id: TenantId }>(
    `select tenant_id from tenants where tenant_id > $1
     union select tenant_id from journal_heads where tenant_id > $1
     order by tenant_id limit $2`,
    [after, tenantsPerPage],
  );
  return rows.map((row) => row.tenant_id);
}

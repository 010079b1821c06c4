// What every part of the suite, and the tests of one engine, need.
import type { TenantId } from '@gatehouse/model';
import type { Clock } from '../../clock/index.js';
import { systemIds } from '../../ids/index.js';
import type { JournalDraft, JournalEntry, Statement, Store, StoreSettings, TenantTransaction } from '../index.js';

export interface EngineUnderTest {
  readonly engine: Store['engine'];
  /** Opens a store on a database of its own, with one connection when asked. */
  open(settings: StoreSettings & { readonly oneConnection?: true }): Promise<Store>;
}

/** Noon of a day far from any real one, and standing still. */
export const suiteClock: Clock = { now: () => Date.UTC(2031, 4, 5, 12) };

export function freshTenant(): TenantId {
  return systemIds.guid<TenantId>();
}

/** A row to write and count, in a table every store has. */
export function spend(tx: TenantTransaction, kind: string, tenant: TenantId = tx.tenant): Promise<number> {
  const { sql, parameters } = spending(tenant, kind);
  return tx.run(sql, parameters);
}

/** The same as a statement. */
export function spending(tenant: TenantId, kind: string): Statement {
  const at = new Date(suiteClock.now());
  return {
    sql: 'insert into spent (tenant_id, kind, digest, spent_at, expires_at) values ($1, $2, $3, $4, $4)',
    parameters: [tenant, kind, new TextEncoder().encode(kind), at],
  };
}

/** The kinds a transaction sees, with nothing in the statement that asks for one tenant. */
export async function kindsSeen(store: Store, tenant: TenantId): Promise<string[]> {
  const rows = await store.inTenant(tenant, (tx) => tx.rows<{ kind: string }>('select kind from spent order by kind'));
  return rows.map((row) => row.kind);
}

export function draft(name: string): JournalDraft {
  return { operation: 'thing.update', actor: { kind: 'platform' }, target: { type: 'thing', id: name } };
}

export function namesOf(entries: readonly JournalEntry[]): string[] {
  return entries.map((entry) => entry.target.id);
}

import type { AppId, Application, TenantId } from '@gatehouse/model';
import type { Store } from '../../platform/store/index.js';
import { builtInApplications, platformTenantId } from '../applications/graph-application.js';
import { loadForeignApplications } from '../configuration/load-configuration.js';
import { lockLastSequence, readLastSequence } from '../journal-reads/repository.js';
import type { TenantFacts } from '../seed/plan/seed-facts.js';
import { readWholeTenant } from '../seed/read-facts.js';
import { readTenantIds } from '../tenants/repository.js';
import { exportContext, type Item } from './export-context.js';
import { tenantItem } from './tenant-item.js';

/** Something that is left out of an export, and why. */
export interface ExportNote {
  readonly tenant: TenantId;
  readonly what: string;
  readonly reason: string;
}

/** Tenants as a seed writes them. */
export interface ExportedTenants {
  readonly tenants: readonly Item[];
  readonly notes: readonly ExportNote[];
}

/** Tells one tenant, or all of them, as a seed does. @param only the tenant; undefined for all */
export async function exportTenants(store: Store, only?: TenantId): Promise<ExportedTenants> {
  const ids = only === undefined ? await store.inPlatform(readTenantIds) : [only];
  const tenants: Item[] = [];
  const notes: ExportNote[] = [];
  for (const id of ids.filter((one) => one !== platformTenantId)) {
    const facts = await readAtOnce(store, id);
    if (facts.tenant === undefined) continue;
    const applications = await applicationsOf(store, facts);
    const context = exportContext(facts, applications, (what, reason) => notes.push({ tenant: id, what, reason }));
    tenants.push(tenantItem(facts.tenant, context));
  }
  return { tenants, notes };
}

/** How often a tenant that changes meanwhile is read anew before its changes are held up. */
const patience = 3;

/** All of a tenant as it was at one moment: no change is half in what is read by many statements. */
async function readAtOnce(store: Store, tenant: TenantId): Promise<TenantFacts> {
  for (let attempt = 1; ; attempt += 1) {
    const read = await store.inTenant(tenant, async (tx) => {
      const before = attempt < patience ? await readLastSequence(tx) : await lockLastSequence(tx);
      const facts = await readWholeTenant(tx);
      return { facts, isWhole: (await readLastSequence(tx)) === before };
    });
    if (read.isWhole) return read.facts;
  }
}

/** The applications that a tenant registered or knows, wherever they are at home. */
async function applicationsOf(store: Store, facts: TenantFacts): Promise<ReadonlyMap<AppId, Application>> {
  const own = new Map(facts.applications.map((one) => [one.appId, one]));
  const foreign = facts.servicePrincipals.map(({ appId }) => appId).filter((appId) => !own.has(appId));
  const known = new Map([...builtInApplications.values()].map((one) => [one.appId, one] as const));
  for (const [appId, application] of await loadForeignApplications(store, foreign)) known.set(appId, application);
  for (const [appId, application] of own) known.set(appId, application);
  return known;
}

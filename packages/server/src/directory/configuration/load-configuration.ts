import type { AppId, Application, TenantId } from '@gatehouse/model';
import type { Store, TenantTransaction } from '../../platform/store/index.js';
import { builtInApplications } from '../applications/graph-application.js';
import { readApplications, readApplicationsByAppId, readHomes } from '../applications/repository.js';
import { configurationKinds } from '../documents/configuration-kinds.data.js';
import { readDocumentsOfKinds } from '../documents/repository.js';
import { readAssignmentsOfOthers, readTenantWideGrants } from '../grants/repository.js';
import { readRolesOfOthers } from '../roles/repository.js';
import { readServicePrincipals } from '../service-principals/repository.js';
import { readTenant } from '../tenants/repository.js';
import { type CompiledConfiguration, compileConfiguration } from './compile-configuration.js';

/**
 * Reads and compiles one tenant's configuration.
 * INVARIANT: the journal's head is read before the rows, so the rows are at least as new as the sequence says.
 */
export async function loadConfiguration(store: Store, tenant: TenantId): Promise<CompiledConfiguration | undefined> {
  const sequence = await store.journal.head(tenant);
  const rows = await store.inTenant(tenant, readRows);
  if (rows === undefined) return undefined;
  const own = new Set(rows.applications.map((application) => application.appId));
  const foreign = rows.servicePrincipals.map((principal) => principal.appId).filter((appId) => !own.has(appId));
  const foreignApplications = await loadForeignApplications(store, foreign);
  return compileConfiguration({ ...rows, sequence, foreignApplications });
}

async function readRows(tx: TenantTransaction) {
  // Sent together, answered in order.
  const [tenant, applications, servicePrincipals, tenantWideGrants, assignments, roles, documents] = await Promise.all([
    readTenant(tx),
    readApplications(tx),
    readServicePrincipals(tx),
    readTenantWideGrants(tx),
    readAssignmentsOfOthers(tx),
    readRolesOfOthers(tx),
    readDocumentsOfKinds(tx, configurationKinds),
  ]);
  return tenant && { tenant, applications, servicePrincipals, tenantWideGrants, assignments, roles, documents };
}

/** Applications from their homes; those that exist nowhere are left out. */
export async function loadForeignApplications(
  store: Store,
  appIds: readonly AppId[],
): Promise<ReadonlyMap<AppId, Application>> {
  const found = new Map<AppId, Application>();
  const elsewhere: AppId[] = [];
  for (const appId of appIds) {
    const builtIn = builtInApplications.get(appId);
    if (builtIn === undefined) elsewhere.push(appId);
    else found.set(appId, builtIn);
  }
  if (elsewhere.length === 0) return found;
  const homes = await store.inPlatform((tx) => readHomes(tx, elsewhere));
  const byHome = new Map<TenantId, AppId[]>();
  for (const [appId, home] of homes) byHome.set(home, [...(byHome.get(home) ?? []), appId]);
  for (const [home, atHome] of byHome) {
    const applications = await store.inTenant(home, (tx) => readApplicationsByAppId(tx, atHome));
    for (const application of applications) found.set(application.appId, application);
  }
  return found;
}

import { type EntraFile, type EntraKind, type Loss, mapEntraExport, type MappedExport } from '@gatehouse/policy';
import { builtInApplications } from '../../applications/graph-application.js';
import { type MendedTenant, mendTenant } from './mend-tenant.js';

/** A seed made of exports of an Entra tenant. */
export interface ImportedEntra {
  /** The tenant as a seed writes it: every rule of seeds holds for it. */
  readonly tenant: MendedTenant['tenant'];
  /** What of the export it does not have, and why. */
  readonly losses: readonly Loss[];
  /** How many objects of each kind the files hold. */
  readonly counts: Readonly<Partial<Record<EntraKind, number>>>;
}

/**
 * Makes a seed of exports of Microsoft Graph. What a seed cannot say, or may not, is left out and told.
 * @param files the files, parsed.
 * @param domain the domain that the tenant is to have first.
 * @param now milliseconds since the Unix epoch.
 * @param onProgress hears of the steps of long work.
 */
export function importEntra(
  files: readonly EntraFile[],
  {
    domain,
    now,
    onProgress = () => undefined,
  }: { readonly domain?: string | undefined; readonly now: number; readonly onProgress?: (step: string) => void },
): ImportedEntra {
  onProgress('mapping');
  const mapped: MappedExport = mapEntraExport(files, { domain, knownApplications: platformApplications() });
  onProgress('checking what came of it');
  const mended = mendTenant(mapped.tenant, now, onProgress);
  return { tenant: mended.tenant, losses: [...mapped.losses, ...mended.losses], counts: mapped.counts };
}

/** The platform's own applications, and what they publish. */
function platformApplications() {
  return [...builtInApplications.values()].map(({ appId, api, appRoles }) => ({
    appId,
    scopes: api.oauth2PermissionScopes.filter(({ isEnabled }) => isEnabled).map(({ value }) => value),
    roles: appRoles.map(({ id, value }) => ({ id, ...(value !== undefined && { value }) })),
  }));
}

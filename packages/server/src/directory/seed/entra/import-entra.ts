import {
  type EntraFile,
  type EntraKind,
  isDomainName,
  type Loss,
  mapEntraExport,
  type SeedItem,
} from '@gatehouse/policy';
import { builtInApplications } from '../../applications/graph-application.js';
import { mendTenant } from './mend-tenant.js';

/** What came of the exports of an Entra tenant. */
export type ImportedEntra =
  | {
      readonly kind: 'imported';
      /** The tenant as a seed writes it: every rule of seeds holds for it. */
      readonly tenant: SeedItem;
      /** What of the export it does not have, and why. */
      readonly losses: readonly Loss[];
      /** How many objects of each kind the files hold. */
      readonly counts: Readonly<Partial<Record<EntraKind, number>>>;
    }
  /** No seed came of it: `reason` says why, in words for the operator. */
  | { readonly kind: 'refused'; readonly reason: string; readonly losses: readonly Loss[] };

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
  if (domain !== undefined && !isDomainName(domain)) {
    return { kind: 'refused', reason: `\`${domain}\` is not a domain name`, losses: [] };
  }
  onProgress('mapping');
  const { tenant, losses, counts } = mapEntraExport(files, { domain, knownApplications: platformApplications() });
  const refused = (reason: string): ImportedEntra => ({ kind: 'refused', reason, losses });
  if (Object.keys(counts).length === 0) return refused('the files hold no objects that are known here');
  if ((tenant['domains'] as readonly unknown[]).length === 0) {
    return refused('the files name no domain of the tenant; say --tenant-domain');
  }
  onProgress('checking what came of it');
  const mended = mendTenant(tenant, now, onProgress);
  if (mended.kind === 'hopeless') return refused(`what came of the export can be no seed: ${mended.reason}`);
  return { kind: 'imported', tenant: mended.tenant, losses: [...losses, ...mended.losses], counts };
}

/** The platform's own applications, and what they publish. */
function platformApplications() {
  return [...builtInApplications.values()].map(({ appId, api, appRoles }) => ({
    appId,
    scopes: api.oauth2PermissionScopes.filter(({ isEnabled }) => isEnabled).map(({ value }) => value),
    roles: appRoles.map(({ id, value }) => ({ id, ...(value !== undefined && { value }) })),
  }));
}

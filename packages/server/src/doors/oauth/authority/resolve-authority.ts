import { type Refusal, refuse, type Tenant } from '@gatehouse/model';
import type { Directory } from '../../../directory/index.js';

/** What the first segment of a path names. */
export type Authority =
  | { readonly kind: 'tenant'; readonly tenant: Tenant; readonly spelled: string }
  | { readonly kind: 'common' | 'organizations' | 'consumers'; readonly tenant: null; readonly spelled: string };

/**
 * Resolves `{tenant}` of a path: a tenant's GUID or verified domain, or an alias that leaves the tenant open.
 * Source: Microsoft identity platform documentation, "application configuration: authority".
 */
export async function resolveAuthority(
  segment: string,
  directory: Pick<Directory, 'resolveTenant'>,
): Promise<Authority | Refusal> {
  const spelled = segment.toLowerCase();
  if (spelled === 'common' || spelled === 'organizations' || spelled === 'consumers') {
    return { kind: spelled, tenant: null, spelled };
  }
  const tenant = await directory.resolveTenant(spelled);
  return tenant === undefined
    ? refuse(90002, 'no tenant has this id or domain', { tenant: segment })
    : { kind: 'tenant', tenant, spelled };
}

import { createHmac } from 'node:crypto';
import type { AppId, TenantId, UserId } from '@gatehouse/model';
import type { Keys } from '../platform/keys/index.js';

/**
 * The `sub` by which one application knows one person (OIDC Core §8.1): stable, different at every application, and not
 * to be computed by anyone without the tenant's secret.
 */
export async function pairwiseSubject(keys: Keys, tenant: TenantId, user: UserId, application: AppId): Promise<string> {
  const secret = await keys.tenantSecret(tenant, 'pairwise-subject');
  return createHmac('sha256', secret).update(`${application}|${user}`).digest('base64url');
}

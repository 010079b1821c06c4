import { createHmac } from 'node:crypto';
import type { AppId, TenantId, UserId } from '@gatehouse/model';
import type { Keys } from '../platform/keys/index.js';

/**
 * The `sub` by which one application knows one person (OIDC Core §8.1): stable, different at every application, and not
 * to be computed by anyone without the tenant's secret.
 */
export async function pairwiseSubject(keys: Keys, tenant: TenantId, user: UserId, application: AppId): Promise<string> {
  const secret = await keys.tenantSecret(tenant, 'pairwise-subject');
  const known = subjects.get(secret) ?? new Map<string, string>();
  subjects.set(secret, known);
  const pair = `${application}|${user}`;
  const before = known.get(pair);
  if (before !== undefined) return before;
  const subject = createHmac('sha256', secret).update(pair).digest('base64url');
  if (known.size >= mostKnown) known.clear();
  known.set(pair, subject);
  return subject;
}

/** Every token of a person asks for the same few. By the secret: a platform keeps one such object for each tenant. */
const subjects = new WeakMap<Uint8Array, Map<string, string>>();
const mostKnown = 1_000;

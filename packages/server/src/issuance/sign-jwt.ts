import type { TenantId } from '@gatehouse/model';
import type { Claims } from '@gatehouse/policy';
import type { Keys, SigningAlgorithm, SigningKey } from '../platform/keys/index.js';

/** Headers are the same for every token of a key, so they are encoded once. */
const headers = new WeakMap<SigningKey, Map<string, string>>();

/**
 * Signs claims as a compact JWS (RFC 7515 §3.1) with the tenant's current key.
 * @param withThumbprint version 1 tokens also carry `x5t` (Microsoft identity platform documentation, access tokens).
 */
export async function signJwt(
  keys: Keys,
  tenant: TenantId,
  algorithm: SigningAlgorithm,
  claims: Claims,
  withThumbprint: boolean,
): Promise<string> {
  const key = await keys.signer(tenant, algorithm);
  const signed = `${headerOf(key, withThumbprint)}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  const signature = await key.sign(Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

function headerOf(key: SigningKey, withThumbprint: boolean): string {
  const forms = headers.get(key) ?? new Map<string, string>();
  headers.set(key, forms);
  const form = withThumbprint ? 'x5t' : 'plain';
  const before = forms.get(form);
  if (before !== undefined) return before;
  const header = { typ: 'JWT', alg: key.alg, kid: key.kid, ...(withThumbprint ? { x5t: key.x5t } : {}) };
  const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
  forms.set(form, encoded);
  return encoded;
}

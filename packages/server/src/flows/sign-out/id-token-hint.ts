import { type AppId, parseGuid, type SessionId, type TenantId, type UserId } from '@gatehouse/model';
import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose';
import type { Keys } from '../../platform/keys/index.js';

/** What an ID token of ours says about a session. */
export interface IdTokenHint {
  readonly client: AppId;
  readonly tenant: TenantId;
  readonly user: UserId | null;
  readonly session: SessionId | null;
}

const longestToken = 16_384;

/**
 * Reads an `id_token_hint`: signed by the tenant it names, and issued by us. Its age does not matter, since people sign out long after
 * it expired (OpenID Connect RP-Initiated Logout 1.0 §4).
 * @returns undefined for anything else.
 */
export async function readIdTokenHint(
  text: string,
  keys: Pick<Keys, 'verificationKey'>,
  baseUrl: string,
): Promise<IdTokenHint | undefined> {
  if (text.length > longestToken) return undefined;
  try {
    const claims = decodeJwt(text);
    // Access tokens are signed by the same keys; the APIs they are shown to prove nothing with them.
    if ('scp' in claims || 'azp' in claims || 'appid' in claims) return undefined;
    const tenant = typeof claims.tid === 'string' ? parseGuid<TenantId>(claims.tid) : undefined;
    // Each version of the endpoints has an issuer of its own.
    if (tenant === undefined || ![`${baseUrl}/${tenant}/v2.0`, `${baseUrl}/${tenant}/`].includes(String(claims.iss)))
      return undefined;
    const key = await keys.verificationKey(tenant, decodeProtectedHeader(text).kid ?? '');
    if (key === undefined) return undefined;
    await compactVerify(text, key, { algorithms: ['RS256'] });
    // What was decoded is what was verified: from here on it is believed.
    const client = typeof claims.aud === 'string' ? parseGuid<AppId>(claims.aud) : undefined;
    if (client === undefined) return undefined;
    const user = typeof claims.oid === 'string' ? parseGuid<UserId>(claims.oid) : undefined;
    const session = typeof claims.sid === 'string' ? parseGuid<SessionId>(claims.sid) : undefined;
    return { client, tenant, user: user ?? null, session: session ?? null };
  } catch {
    return undefined;
  }
}

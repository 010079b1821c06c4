import { type Invalid, invalid, type ProtectError, quote } from './errors/index.js';
import { type IssuerMatch, matchIssuer, selectKeys } from './issuers/index.js';
import type { Principal } from './principal.js';
import type { Settings } from './read-options.js';
import { checkRevocation } from './revocations.js';
import {
  type Algorithm,
  checkAudience,
  checkTimes,
  type ParsedToken,
  parseToken,
  readBearer,
  readPrincipal,
  verifySignature,
} from './token/index.js';
import { tokenDigest } from './verified-tokens.js';

/** Who a presented token speaks for, or why it counts for nobody. */
export type VerifyResult =
  | { readonly kind: 'valid'; readonly principal: Principal }
  | { readonly kind: 'invalid'; readonly error: ProtectError };

/** All checks of one presented token, in order. A token from the cache still has its times and its revocation checked. */
export async function verifyToken(settings: Settings, presented: string | null | undefined): Promise<VerifyResult> {
  const bearer = readBearer(presented, settings.maxTokenLength);
  if (bearer.kind === 'invalid') return bearer;
  const now = settings.now();
  const digest = tokenDigest(bearer.token);
  const known = settings.cache.get(digest, now);
  const result = known === undefined ? await verifyAfresh(settings, bearer.token, now) : recheck(settings, known, now);
  if (result.kind === 'invalid') return result;
  if (known === undefined) settings.cache.put(digest, result.principal, now);
  const { revocations } = settings;
  const error = revocations === undefined ? undefined : await checkRevocation(revocations, result.principal, now);
  return error === undefined ? result : { kind: 'invalid', error };
}

function recheck(settings: Settings, principal: Principal, now: number): VerifyResult {
  const error = checkTimes(principal, now, settings.clockTolerance);
  return error === undefined ? { kind: 'valid', principal } : { kind: 'invalid', error };
}

/**
 * Only what is needed to find the key is looked at before the signature: form, algorithm, issuer. What is said about
 * the rest can then be believed, so that a forged token shows in the log as forged and not as expired.
 */
async function verifyAfresh(settings: Settings, text: string, now: number): Promise<VerifyResult> {
  const token = parseToken(text);
  if (token.kind === 'invalid') return token;
  const algorithm = settings.algorithms.get(token.algorithm);
  if (algorithm === undefined) return invalid('algorithm_not_allowed', `alg is ${quote(token.algorithm)}`);
  const match = matchIssuer(token.claims, settings.authorities, settings.allowedTenants);
  if (match.kind === 'invalid') return match;
  if (!settings.versions.has(match.version)) return invalid('version_not_accepted', `ver is ${match.version}`);
  const forged = await checkSignature(token, algorithm, match);
  if (forged !== undefined) return forged;
  const error =
    checkTimes(
      { issuedAt: token.claims.iat, notBefore: token.claims.nbf, expiresAt: token.claims.exp },
      now,
      settings.clockTolerance,
    ) ?? checkAudience(token.claims['aud'], match.version, settings.audiences);
  if (error !== undefined) return { kind: 'invalid', error };
  const read = readPrincipal(token.claims, match.version);
  return read.kind === 'principal' ? { kind: 'valid', principal: read.principal } : read;
}

async function checkSignature(
  token: ParsedToken,
  algorithm: Algorithm,
  match: IssuerMatch,
): Promise<Invalid | undefined> {
  const answer = match.keys.find({ tenantId: match.tenantId, keyId: token.keyId });
  const found = answer instanceof Promise ? await answer : answer;
  if (found.kind === 'unavailable') return invalid('keys_unavailable', found.why);
  if (found.kind === 'unknown') return invalid('key_not_found');
  const selected = selectKeys(found.keys, match, algorithm);
  if (selected.kind === 'invalid') return selected;
  const good = selected.keys.some((key) => verifySignature(algorithm, key, token.signed, token.signature));
  return good ? undefined : invalid('signature_invalid');
}

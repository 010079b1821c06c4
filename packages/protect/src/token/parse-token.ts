import { isUtf8 } from 'node:buffer';
import { type Invalid, invalid, quote } from '../errors/index.js';
import type { Claims } from '../principal.js';
import { type AccessTokenClaims, checkClaimShapes } from './check-claim-shapes.js';
import { frozenRecord } from './frozen.js';

/** A token taken apart; nothing in it is proved yet. */
export interface ParsedToken {
  readonly kind: 'parsed';
  readonly algorithm: string;
  readonly keyId: string;
  readonly claims: AccessTokenClaims;
  /** The bytes that are signed: header and payload as they came (RFC 7515 §5.2). */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

// RFC 7515 §7.1: three base64url parts. The signature may be empty here, so that an unsigned token is named as such.
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Takes a compact JWS apart and refuses every form that the platform does not issue. */
export function parseToken(token: string): ParsedToken | Invalid {
  if (!compactForm.test(token)) return invalid('token_malformed', 'the token is not a compact signed token');
  const headerEnd = token.indexOf('.');
  const payloadEnd = token.lastIndexOf('.');
  const header = readObject(token.slice(0, headerEnd));
  if (header === undefined) return invalid('token_malformed', 'the header is not a JSON object');
  const names = readHeader(header);
  if (names.kind === 'invalid') return names;
  const payload = readObject(token.slice(headerEnd + 1, payloadEnd));
  if (payload === undefined) return invalid('token_malformed', 'the payload is not a JSON object');
  const shaped = checkClaimShapes(payload);
  if (shaped.kind === 'wrong')
    return invalid('token_malformed', `claim ${shaped.claim} is missing or has a wrong type`);
  const signatureText = token.slice(payloadEnd + 1);
  const signature = Buffer.from(signatureText, 'base64url');
  // One token has one text, so that what is keyed by the token's text cannot be stepped around.
  if (signature.toString('base64url') !== signatureText)
    return invalid('token_malformed', 'the signature is not base64url');
  const signed = Buffer.from(token.slice(0, payloadEnd), 'latin1');
  return { kind: 'parsed', algorithm: names.algorithm, keyId: names.keyId, claims: shaped.claims, signed, signature };
}

type HeaderNames = { readonly kind: 'names'; readonly algorithm: string; readonly keyId: string };

/** `jku`, `jwk`, `x5u` and `x5c` are not read at all: a token does not choose its key beyond naming it. */
function readHeader(header: Claims): HeaderNames | Invalid {
  const { typ, alg, kid } = header;
  // RFC 7515 §4.1.11: an extension that is not understood is refused, and none is
  if ('crit' in header) return invalid('token_malformed', 'the header demands an extension (crit)');
  // RFC 8725 §3.11; the platform's access tokens always say JWT
  if (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT')
    return invalid('token_type_wrong', `typ is ${quote(typ)}`);
  if (typeof alg !== 'string') return invalid('algorithm_not_allowed', `alg is ${quote(alg)}`);
  if (typeof kid !== 'string' || kid === '') {
    return invalid('key_not_found', `kid is ${quote(kid)}`);
  }
  return { kind: 'names', algorithm: alg, keyId: kid };
}

/** Of duplicate names the last counts (RFC 7519 §4 allows this or refusal). */
function readObject(part: string): Claims | undefined {
  const bytes = Buffer.from(part, 'base64url');
  if (!isUtf8(bytes)) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return frozenRecord(value);
  } catch {
    return undefined;
  }
}

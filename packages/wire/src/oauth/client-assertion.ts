/** The type of every client assertion (RFC 7523 §2.2). */
export const clientAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A decoded client assertion. Nothing of it is believed until its signature is verified. */
export interface ClientAssertion {
  readonly text: string;
  readonly header: {
    readonly alg: string;
    readonly kid?: string;
    /** base64url thumbprints of the signing certificate (RFC 7515 §4.1.7 and §4.1.8). */
    readonly x5t?: string;
    readonly x5tS256?: string;
  };
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  /** Seconds since the epoch. */
  readonly expiresAt: number;
  readonly notBefore?: number;
  readonly issuedAt?: number;
  /** Every claim of the payload. */
  readonly claims: Readonly<Record<string, unknown>>;
}

const longestAssertion = 16_384;
const compactJws = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/**
 * Decodes a client assertion: a compact JWS with a JSON header and the claims RFC 7523 §3 requires.
 * @returns undefined for anything else, and for headers that demand extensions (RFC 7515 §4.1.11).
 */
export function decodeClientAssertion(text: string): ClientAssertion | undefined {
  if (text.length > longestAssertion) return undefined;
  const parts = compactJws.exec(text);
  const header = decodeObject(parts?.[1]);
  const claims = decodeObject(parts?.[2]);
  if (header === undefined || claims === undefined) return undefined;
  const { alg, kid, x5t, crit } = header;
  const { iss, sub, aud, exp, nbf, iat } = claims;
  const audiences = typeof aud === 'string' ? [aud] : Array.isArray(aud) ? (aud as readonly unknown[]) : [];
  if (typeof alg !== 'string' || crit !== undefined || header.b64 !== undefined) return undefined;
  if (!isText(iss) || !isText(sub) || !isInstant(exp)) return undefined;
  if (audiences.length === 0 || !audiences.every(isText)) return undefined;
  if ((nbf !== undefined && !isInstant(nbf)) || (iat !== undefined && !isInstant(iat))) return undefined;
  const x5tS256 = header['x5t#S256'];
  return {
    text,
    header: {
      alg,
      ...(isText(kid) ? { kid } : {}),
      ...(isText(x5t) ? { x5t: thumbprint(x5t) } : {}),
      ...(isText(x5tS256) ? { x5tS256: thumbprint(x5tS256) } : {}),
    },
    issuer: iss,
    subject: sub,
    audiences,
    expiresAt: exp,
    ...(nbf === undefined ? {} : { notBefore: nbf }),
    ...(iat === undefined ? {} : { issuedAt: iat }),
    claims,
  };
}

function decodeObject(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (part === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url')));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Some clients write thumbprints in plain base64. */
function thumbprint(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

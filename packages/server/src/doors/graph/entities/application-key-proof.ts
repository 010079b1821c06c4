import { X509Certificate } from 'node:crypto';
import type { KeyCredential } from '@gatehouse/model';
import { errors, type JWTPayload, jwtVerify } from 'jose';

/** The legacy directory API, for which proofs are made to this day (Microsoft Graph documentation: proof of possession tokens). */
const audience = '00000002-0000-0000-c000-000000000000';
const algorithms = ['PS256', 'RS256'];
const longestSeconds = 600;
/** As much as clocks of clients may differ. */
const skewSeconds = 300;
/** Proofs are short; nothing longer is worth a look. */
const longestProof = 16_384;

/** The object whose keys a proof speaks of. */
export interface KeyHolder {
  readonly id: string;
  readonly keyCredentials: readonly KeyCredential[];
}

/**
 * Which of an object's valid certificates signed a proof of possession: a token that its holder made for itself, of at most ten minutes
 * (Microsoft Graph documentation: application: addKey).
 * @param now milliseconds since the epoch.
 * @returns the keyId; undefined when the proof proves nothing.
 */
export async function provingKey(proof: string, holder: KeyHolder, now: number): Promise<string | undefined> {
  if (proof.length > longestProof) return undefined;
  const valid = holder.keyCredentials.filter(
    ({ usage, type, startAt, endAt }) =>
      usage === 'Verify' && type === 'AsymmetricX509Cert' && startAt <= now && now < endAt,
  );
  for (const credential of valid) {
    const claims = await verified(proof, credential, holder.id, now);
    if (claims !== undefined) return isShort(claims) ? credential.keyId : undefined;
  }
  return undefined;
}

async function verified(
  proof: string,
  { certificate }: KeyCredential,
  issuer: string,
  now: number,
): Promise<JWTPayload | undefined> {
  const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
  try {
    const { payload } = await jwtVerify(proof, publicKey, {
      algorithms,
      audience,
      issuer,
      currentDate: new Date(now),
      clockTolerance: skewSeconds,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A proof without a beginning or an end has no length. */
function isShort({ nbf = 0, exp = Number.POSITIVE_INFINITY }: JWTPayload): boolean {
  return exp - nbf <= longestSeconds;
}

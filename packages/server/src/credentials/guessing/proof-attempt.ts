import { createHmac } from 'node:crypto';
import type { TenantId, UserId } from '@gatehouse/model';
import { placeOf, subscriberOf } from './networks.js';

/** A secret typed for an account. */
export interface ProofAttempt {
  readonly tenant: TenantId;
  /** Undefined when nobody has the name. */
  readonly user: UserId | undefined;
  readonly userName: string;
  readonly secret: string;
  /** The client's address. */
  readonly address: string;
}

/** An attempt as it is counted: nothing of it says what was typed. */
export interface CountedProof {
  readonly kind: 'counted';
  readonly tenant: TenantId;
  readonly id: string;
  readonly user: UserId | undefined;
  /** The user's id; for a name that nobody has, an id made from it. */
  readonly account: string;
  /** A keyed digest of what was typed. */
  readonly password: string;
  /** Who is behind the address, for throttles and blocks. */
  readonly network: string;
  /** Where the person is, for what is familiar. */
  readonly place: string;
  readonly familiar: boolean;
}

/**
 * What tells attempts apart, without keeping what was typed: digests under a secret of the tenant, which is not in the database as such,
 * so that a stolen copy of it is no help in guessing (SEALED-SECRETS).
 */
export function blindAttempt(attempt: ProofAttempt, secret: Uint8Array, id: string): Omit<CountedProof, 'familiar'> {
  const { tenant, user, userName, address } = attempt;
  return {
    kind: 'counted',
    tenant,
    id,
    user,
    account: user ?? idOfName(userName, secret),
    password: createHmac('sha256', secret).update('password\0').update(attempt.secret).digest('base64url').slice(0, 22),
    network: subscriberOf(address),
    place: placeOf(address),
  };
}

/** A GUID of the kind that anybody may define (RFC 9562 §5.8), of 122 bits of the digest. */
function idOfName(name: string, secret: Uint8Array): string {
  const digest = createHmac('sha256', secret).update('name\0').update(name.toLowerCase()).digest('hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 3) | 8).toString(16);
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, variant + digest.slice(17, 20)];
  return [...parts, digest.slice(20, 32)].join('-');
}

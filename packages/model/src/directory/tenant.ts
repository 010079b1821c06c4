import type { TenantId } from '../ids/ids.js';

/** The well-known tenant of personal accounts: its members sign in as "personal Microsoft account" users do. */
export const consumersTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad' as TenantId;

/** A domain name whose ownership is proved, or the initial name that came with the tenant. */
export interface VerifiedDomain {
  /** Lower case. */
  readonly name: string;
  readonly isInitial: boolean;
  readonly isDefault: boolean;
}

/** An isolated directory of people, groups and applications. */
export interface Tenant {
  readonly id: TenantId;
  readonly displayName: string;
  readonly domains: readonly VerifiedDomain[];
  /** ROPC and other legacy ways in, off unless the tenant switches them on. */
  readonly legacy: { readonly passwordGrant: boolean };
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

import type { AppId, GrantFamilyId, SessionId, TenantId, UserId } from '@gatehouse/model';
import type { AccessInput, Authentication } from '@gatehouse/policy';

/**
 * What stored artefacts carry: facts only, never an admission (law ONE-GATE). Redeeming one asks the gate again.
 * Times are milliseconds since the epoch.
 */
interface PersonFacts {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly authentication: Authentication;
  /** The browser session it came from, when there was one. */
  readonly session: SessionId | null;
}

/** What tokens made from it later must still know. */
interface SignInFacts {
  /** The person chose to stay signed in. */
  readonly kmsi?: boolean;
  /** The address that the person's browser signed in from. */
  readonly signInAddress?: string;
}

/** The platform section a redirect URI is registered under; it decides how codes may be redeemed. */
export type RedirectPlatform = 'web' | 'spa' | 'publicClient';

/** What an authorization code carries, sealed: the request it was made for, and how the person signed in. */
export interface CodeFacts extends PersonFacts, SignInFacts {
  readonly family: GrantFamilyId;
  readonly client: AppId;
  readonly authority: AccessInput['authority'];
  readonly redirectUri: string;
  readonly platform: RedirectPlatform;
  /** The scope parameter as the client wrote it. */
  readonly scope: string;
  readonly nonce: string | null;
  /** Names of ID token claims that the `claims` parameter asked for; those alone that can be given. */
  readonly requestedClaims?: readonly string[];
  readonly codeChallenge: string | null;
  readonly expiresAt: number;
}

/** What a refresh token carries, sealed: what was granted, to whom, and how often the family rotated. */
export interface RefreshFacts extends PersonFacts, SignInFacts {
  readonly family: GrantFamilyId;
  /** Counts up at every rotation of a public client's family; stays 0 for confidential clients. */
  readonly generation: number;
  readonly client: AppId;
  readonly authority: AccessInput['authority'];
  readonly platform: RedirectPlatform | 'confidential';
  /** OpenID scopes of the original grant. */
  readonly openIdScopes: readonly string[];
  /** The scope parameter that a refresh without scopes means, as the client wrote it. */
  readonly scope?: string;
  /** The grant that began the family, for authentication-flow conditions. */
  readonly origin: 'authorization_code' | 'device_code' | 'on_behalf_of' | 'password';
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What a session token carries, sealed. `expiresAt` in milliseconds since the epoch. */
export interface SessionFacts extends PersonFacts {
  readonly session: SessionId;
  /** Stays after the browser closes. */
  readonly persistent: boolean;
  readonly expiresAt: number;
}

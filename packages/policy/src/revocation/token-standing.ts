import type { Fact } from '@gatehouse/model';

/** What has to hold for an access token to be honoured still. Times in milliseconds since the epoch. */
export interface TokenStanding {
  /** The token's `iat`, which is whole seconds: the token may have been issued up to a second later. */
  readonly issuedAt: number;
  readonly familyRevoked: Fact<boolean>;
  /** The person or the application the token speaks of, as they are now. */
  readonly principal: Fact<{ readonly enabled: boolean; readonly sessionsValidFrom: number }>;
}

/** Whether access given earlier still counts; `why` names the first reason against it. */
export type TokenStandingDecision =
  | { readonly kind: 'honoured' }
  | { readonly kind: 'revoked'; readonly why: 'family' | 'account' | 'sessions' };

/** Decides whether access given earlier still counts. What is unknown counts against it (UNKNOWN-NEVER-HELPS). */
export function decideTokenStanding({ issuedAt, familyRevoked, principal }: TokenStanding): TokenStandingDecision {
  if (familyRevoked.kind === 'unknown' || familyRevoked.value) return { kind: 'revoked', why: 'family' };
  if (principal.kind === 'unknown' || !principal.value.enabled) return { kind: 'revoked', why: 'account' };
  if (issuedAt + 999 < principal.value.sessionsValidFrom) return { kind: 'revoked', why: 'sessions' };
  return { kind: 'honoured' };
}

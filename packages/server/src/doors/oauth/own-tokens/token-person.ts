import { type GrantFamilyId, parseGuid, type SessionId } from '@gatehouse/model';
import type { Authentication } from '@gatehouse/policy';
import type { UserPrincipal } from '@gatehouse/protect';

/** The grant that a token of ours descends from. */
export function familyOf({ claims }: UserPrincipal): GrantFamilyId | undefined {
  return typeof claims.rh === 'string' ? parseGuid<GrantFamilyId>(claims.rh) : undefined;
}

/** The browser session that a token of ours came from. */
export function sessionOf({ sid }: UserPrincipal): SessionId | null {
  return sid === undefined ? null : (parseGuid<SessionId>(sid) ?? null);
}

/**
 * What a token tells of the sign-in behind it. Without `auth_time` its own issue counts: the gate looked at the person then. Methods
 * that it does not name are unknown and satisfy nothing (law UNKNOWN-NEVER-HELPS).
 */
export function authenticationOf({ claims, issuedAt }: UserPrincipal): Authentication {
  const { amr, auth_time: authTime } = claims;
  const methods = Array.isArray(amr) ? amr.filter((method): method is string => typeof method === 'string') : [];
  return { methods, at: (typeof authTime === 'number' ? authTime : issuedAt) * 1000 };
}

import { parseScope, type ScopeRequest } from '@gatehouse/wire';
import type { TokenRequest } from '../grants/grant.js';
import { scopeOfFirstResource } from './asked-target.js';

/**
 * The scope parameter that counts when a person's sign-in is redeemed: that of the token request; without any, that of the sign-in,
 * of which the first resource counts: it could name several for consent, but a token is for one.
 * @param agreed the scope parameter of the sign-in.
 */
export function redeemedScope(request: Pick<TokenRequest, 'field'>, agreed: string): string {
  const asked = request.field('scope');
  if (asked === undefined) return scopeOfFirstResource(agreed);
  const before = parseScope(agreed);
  return keepingOpenIdScopes(request, asked, before.kind === 'scopes' ? before.openId : []);
}

/**
 * A version 1 request that names its resource and no OpenID scopes keeps those that the person agreed to before.
 * @param asked its scope parameter.
 */
export function keepingOpenIdScopes(
  request: Pick<TokenRequest, 'field'>,
  asked: string,
  held: readonly string[],
): string {
  // Version 2 knows no `resource`.
  if (request.field('resource') === undefined) return asked;
  const own = parseScope(asked);
  return own.kind !== 'scopes' || own.openId.length > 0 ? asked : [...held, asked].join(' ');
}

/** True when everything that is asked for was agreed to, by the names that were used then. */
export function isWithin(asked: ScopeRequest, agreed: ScopeRequest): boolean {
  if (!asked.openId.every((scope) => agreed.openId.includes(scope))) return false;
  return asked.resources.every(({ resource, usesDefault, scopes }) => {
    const before = agreed.resources.find((one) => one.resource === resource);
    if (before === undefined || before.usesDefault) return before !== undefined;
    const values = new Set(before.scopes.map(({ value }) => value.toLowerCase()));
    return !usesDefault && scopes.every(({ value }) => values.has(value.toLowerCase()));
  });
}

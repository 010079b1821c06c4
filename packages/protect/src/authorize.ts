import { type ProtectError, protectError } from './errors/index.js';
import type { AppPrincipal, Principal, UserPrincipal } from './principal.js';
import type { NamesWanted, Requirement } from './requires.js';

/** Whether a caller may go on; the error is for `challenge`, and its detail for the log. */
export type Authorization = { readonly kind: 'allowed' } | { readonly kind: 'denied'; readonly error: ProtectError };

/**
 * Decides whether a verified caller may do what `requirement` protects. Pure; what the requirement does not name is denied.
 *
 * @example
 * ```ts
 * const decision = authorize(principal, requires({ anyScope: ['Tasks.Read'] }));
 * if (decision.kind === 'denied') console.warn(decision.error.code, decision.error.detail);
 * ```
 */
export function authorize(principal: Principal, requirement: Requirement): Authorization {
  const error =
    (principal.kind === 'user' ? refuseUser(principal, requirement) : refuseApp(principal, requirement)) ??
    refuseContext(principal, requirement);
  return error === undefined ? { kind: 'allowed' } : { kind: 'denied', error };
}

function refuseUser(user: UserPrincipal, { delegated }: Requirement): ProtectError | undefined {
  if (delegated === undefined) return protectError('delegated_not_allowed');
  const { scopes, userRoles } = delegated;
  if (!isEmpty(scopes) && holds(user.scopes, scopes)) {
    return holds(user.roles, userRoles)
      ? undefined
      : protectError('role_missing', `the user needs ${inWords(userRoles)}`);
  }
  // The narrowest demand that would do: all of `all`, and of `any` the first, which is the least privileged by custom.
  const scope = [...scopes.all, ...scopes.any.slice(0, 1)].join(' ');
  return protectError('scope_missing', `the token needs ${inWords(scopes)}`, { scope });
}

function refuseApp(app: AppPrincipal, { appOnly }: Requirement): ProtectError | undefined {
  if (appOnly === undefined) return protectError('app_only_not_allowed');
  if (!isEmpty(appOnly.roles) && holds(app.roles, appOnly.roles)) return undefined;
  return protectError('role_missing', `the application needs ${inWords(appOnly.roles)}`);
}

/** Step-up: only a client that declared `cp1` understands a claims challenge; others get a plain refusal. */
function refuseContext(principal: Principal, { authenticationContext: value }: Requirement): ProtectError | undefined {
  if (value === undefined || principal.acrs.has(value)) return undefined;
  const detail = `the sign-in did not satisfy ${value}`;
  if (!principal.capabilities.has('cp1')) return protectError('authentication_context_missing', detail);
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value } } });
  return protectError('claims_challenge', detail, { claims });
}

function holds(held: ReadonlySet<string>, { any, all }: NamesWanted): boolean {
  return all.every((name) => held.has(name)) && (any.length === 0 || any.some((name) => held.has(name)));
}

/** A requirement written by hand, past `requires`, that names nothing opens nothing. */
function isEmpty({ any, all }: NamesWanted): boolean {
  return any.length === 0 && all.length === 0;
}

function inWords({ any, all }: NamesWanted): string {
  return [
    ...(all.length === 0 ? [] : [`all of ${all.join(' ')}`]),
    ...(any.length === 0 ? [] : [`one of ${any.join(' ')}`]),
  ].join(' and ');
}

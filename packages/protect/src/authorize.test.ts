import { describe, expect, it } from 'vitest';
import { authorize } from './authorize.js';
import type { Principal } from './principal.js';
import { type Requirement, type RequirementOptions, requires } from './requires.js';
import { client, present, servicePrincipalId, tenant, userId } from './testing/forge.js';

interface Held {
  readonly scopes?: string;
  readonly roles?: string;
  readonly acrs?: string;
  readonly capabilities?: string;
}

const words = (text = '') => new Set(text.split(' ').filter((word) => word !== ''));

function user(held: Held): Principal {
  return { ...caller(held), kind: 'user', oid: userId, sub: 'pairwise', scopes: words(held.scopes) };
}

function app(held: Held): Principal {
  return { ...caller(held), kind: 'app', oid: servicePrincipalId, sub: servicePrincipalId };
}

function caller({ roles, acrs, capabilities }: Held) {
  return {
    tid: tenant,
    appId: client,
    roles: words(roles),
    acrs: words(acrs),
    capabilities: words(capabilities),
    version: '2.0' as const,
    issuer: 'https://login.gatehouse.example',
    audience: 'api',
    issuedAt: present,
    expiresAt: present,
    claims: {},
  };
}

function decide(principal: Principal, requirement: Requirement): string {
  const decision = authorize(principal, requirement);
  return decision.kind === 'allowed' ? 'allowed' : decision.error.code;
}

describe('a caller', () => {
  it.each<[string, Principal, RequirementOptions, string]>([
    ['user with one of the scopes', user({ scopes: 'B' }), { anyScope: ['A', 'B'] }, 'allowed'],
    ['user with none of the scopes', user({ scopes: 'C' }), { anyScope: ['A', 'B'] }, 'scope_missing'],
    ['user whose scope differs in letter case', user({ scopes: 'a' }), { anyScope: ['A'] }, 'scope_missing'],
    ['user with all scopes', user({ scopes: 'A B C' }), { allScopes: ['A', 'B'] }, 'allowed'],
    ['user with some of all scopes', user({ scopes: 'A' }), { allScopes: ['A', 'B'] }, 'scope_missing'],
    ['user with all but none of any', user({ scopes: 'A' }), { allScopes: ['A'], anyScope: ['B'] }, 'scope_missing'],
    ['user with a role named like the scope', user({ roles: 'A' }), { anyScope: ['A'] }, 'scope_missing'],
    [
      'user where only roles of applications are named',
      user({ scopes: 'A', roles: 'R' }),
      { anyRole: ['R'] },
      'delegated_not_allowed',
    ],
    ['user with scope, not asked for roles', user({ scopes: 'A' }), { anyScope: ['A'], anyRole: ['R'] }, 'allowed'],
    [
      'user with the role of an application in the place of a scope',
      user({ roles: 'R' }),
      { anyScope: ['A'], anyRole: ['R'] },
      'scope_missing',
    ],
    [
      'user with scope and role',
      user({ scopes: 'A', roles: 'Admin' }),
      { anyScope: ['A'], anyUserRole: ['Admin'] },
      'allowed',
    ],
    [
      'user with scope without the role',
      user({ scopes: 'A' }),
      { anyScope: ['A'], anyUserRole: ['Admin'] },
      'role_missing',
    ],
    [
      'user with some of all roles',
      user({ scopes: 'A', roles: 'X' }),
      { anyScope: ['A'], allUserRoles: ['X', 'Y'] },
      'role_missing',
    ],
    [
      'user with role without the scope',
      user({ roles: 'Admin' }),
      { anyScope: ['A'], anyUserRole: ['Admin'] },
      'scope_missing',
    ],
    ['app with one of the roles', app({ roles: 'S' }), { anyRole: ['R', 'S'] }, 'allowed'],
    ['app with none of the roles', app({ roles: 'T' }), { anyRole: ['R', 'S'] }, 'role_missing'],
    ['app with some of all roles', app({ roles: 'R' }), { allRoles: ['R', 'S'] }, 'role_missing'],
    ['app where only scopes are named', app({ roles: 'A' }), { anyScope: ['A'] }, 'app_only_not_allowed'],
    [
      'app with the role of a user',
      app({ roles: 'Admin' }),
      { anyScope: ['A'], anyUserRole: ['Admin'] },
      'app_only_not_allowed',
    ],
    [
      'user who satisfied the context',
      user({ scopes: 'A', acrs: 'c1' }),
      { anyScope: ['A'], authenticationContext: 'c1' },
      'allowed',
    ],
    [
      'user who satisfied another context',
      user({ scopes: 'A', acrs: 'c2', capabilities: 'cp1' }),
      { anyScope: ['A'], authenticationContext: 'c1' },
      'claims_challenge',
    ],
    [
      'user whose client knows no challenges',
      user({ scopes: 'A' }),
      { anyScope: ['A'], authenticationContext: 'c1' },
      'authentication_context_missing',
    ],
    [
      'user without the scope, before the context',
      user({ capabilities: 'cp1' }),
      { anyScope: ['A'], authenticationContext: 'c1' },
      'scope_missing',
    ],
    [
      'app without the context',
      app({ roles: 'R', capabilities: 'cp1' }),
      { anyRole: ['R'], authenticationContext: 'c1' },
      'claims_challenge',
    ],
  ])('%s', (_title, principal, options, expected) => {
    expect(decide(principal, requires(options))).toBe(expected);
  });

  it('is denied by a requirement that opens no door, however it was made', () => {
    const nothing = { any: [], all: [] };
    expect(decide(user({ scopes: 'A' }), {})).toBe('delegated_not_allowed');
    expect(decide(app({ roles: 'R' }), {})).toBe('app_only_not_allowed');
    expect(decide(user({ scopes: 'A' }), { delegated: { scopes: nothing, userRoles: nothing } })).toBe('scope_missing');
    expect(decide(app({ roles: 'R' }), { appOnly: { roles: nothing } })).toBe('role_missing');
  });

  it('learns the least that would do when a scope is missing', () => {
    const decision = authorize(user({}), requires({ allScopes: ['A'], anyScope: ['B', 'C'] }));
    expect(decision).toMatchObject({ kind: 'denied', error: { scope: 'A B', action: 'ask_consent', status: 403 } });
  });

  it('learns which claims a new token needs for a stronger sign-in', () => {
    const decision = authorize(
      user({ scopes: 'A', capabilities: 'cp1' }),
      requires({ anyScope: ['A'], authenticationContext: 'c7' }),
    );
    expect(decision).toMatchObject({
      kind: 'denied',
      error: { claims: '{"access_token":{"acrs":{"essential":true,"value":"c7"}}}', action: 'step_up', status: 401 },
    });
  });
});

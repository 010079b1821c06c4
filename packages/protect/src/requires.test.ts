import { describe, expect, it } from 'vitest';
import { type RequirementOptions, requires } from './requires.js';

describe('a requirement', () => {
  it('speaks of users and of applications apart', () => {
    expect(requires({ anyScope: ['Tasks.Read'], allRoles: ['Tasks.Read.All'], authenticationContext: 'c99' })).toEqual({
      delegated: { scopes: { any: ['Tasks.Read'], all: [] }, userRoles: { any: [], all: [] } },
      appOnly: { roles: { any: [], all: ['Tasks.Read.All'] } },
      authenticationContext: 'c99',
    });
    expect(requires({ allScopes: ['A', 'B'], anyUserRole: ['Admin'], appOnly: 'deny' })).toEqual({
      delegated: { scopes: { any: [], all: ['A', 'B'] }, userRoles: { any: ['Admin'], all: [] } },
    });
    expect(requires({ anyRole: ['R'], appOnly: 'allow' })).toEqual({ appOnly: { roles: { any: ['R'], all: [] } } });
  });

  it('does not change when the lists it was made from do', () => {
    const anyScope = ['Tasks.Read'];
    const requirement = requires({ anyScope });
    anyScope.push('Anything');
    expect(requirement.delegated?.scopes.any).toEqual(['Tasks.Read']);
  });

  it.each<[string, RequirementOptions]>([
    ['nothing', {}],
    ['an authentication context alone', { authenticationContext: 'c1' }],
    ['roles of users without a scope', { anyUserRole: ['Admin'] }],
    ['roles of users beside roles of applications only', { anyUserRole: ['Admin'], anyRole: ['R'] }],
    ['an empty list', { anyScope: [] }],
    ['an empty list beside a full one', { anyScope: ['A'], allScopes: [] }],
    ['an empty name', { anyScope: [''] }],
    ['two scopes in one text', { anyScope: ['Tasks.Read Tasks.Write'] }],
    ['a name that would break a header', { anyScope: ['a"b'] }],
    ['applications without a role', { anyScope: ['A'], appOnly: 'allow' }],
    ['roles of applications that may not call', { anyScope: ['A'], anyRole: ['R'], appOnly: 'deny' }],
    ['an authentication context that is none', { anyScope: ['A'], authenticationContext: 'c100' }],
  ])('is refused at the start when it names %s', (_title, options) => {
    expect(() => requires(options)).toThrow(TypeError);
  });
});

import { parseScope, type ScopeRequest } from '@gatehouse/wire';
import { describe, expect, it } from 'vitest';
import { isWithin, keepingOpenIdScopes, redeemedScope } from './redeemed-scope.js';

function requestOf(form: Readonly<Record<string, string>>): { field(name: string): string | undefined } {
  return { field: (name) => form[name] };
}

describe('the scope parameter that counts at a redemption', () => {
  it.each<[title: string, form: Record<string, string>, agreed: string, scope: string]>([
    ['the request’s own', { scope: 'User.Read' }, 'openid Mail.Read', 'User.Read'],
    ['that of the sign-in', {}, 'openid Mail.Read', 'openid Mail.Read'],
    ['of several resources the first', {}, 'openid api://a/x api://b/y', 'openid api://a/x'],
    [
      'version 1: OpenID scopes of the sign-in, when none are sent',
      { resource: 'api://a', scope: 'api://a/.default' },
      'openid offline_access api://a/.default',
      'openid offline_access api://a/.default',
    ],
    [
      'version 1: OpenID scopes of the request, when some are sent',
      { resource: 'api://a', scope: 'openid api://a/.default' },
      'openid offline_access api://a/.default',
      'openid api://a/.default',
    ],
    ['version 1: text that cannot be read stays', { resource: 'a"b', scope: 'a"b/.default' }, 'openid', 'a"b/.default'],
  ])('is %s', (_, form, agreed, scope) => {
    expect(redeemedScope(requestOf(form), agreed)).toBe(scope);
  });
});

describe('the OpenID scopes of a family', () => {
  const [held, scope, resource] = [['openid', 'offline_access'], 'api://a/.default', 'api://a'];
  it.each<[title: string, form: Record<string, string>, asked: string, held: string[], scope: string]>([
    [
      'count for a resource that is named as version 1 does',
      { resource },
      scope,
      held,
      `openid offline_access ${scope}`,
    ],
    ['do not count beside others that are asked for', { resource }, `openid ${scope}`, held, `openid ${scope}`],
    ['do not count for scopes as version 2 names them', {}, scope, held, scope],
    ['may be none', { resource }, scope, [], scope],
  ])('%s', (_, form, asked, openIdScopes, expected) => {
    expect(keepingOpenIdScopes(requestOf(form), asked, openIdScopes)).toBe(expected);
  });
});

describe('what is asked for', () => {
  const read = (text: string): ScopeRequest => {
    const scope = parseScope(text);
    if (scope.kind !== 'scopes') throw new Error(scope.kind);
    return scope;
  };

  it.each<[asked: string, agreed: string, within: boolean]>([
    ['openid User.Read', 'openid profile User.Read Mail.Read', true],
    ['user.read', 'User.Read', true],
    ['https://graph.microsoft.com/User.Read', 'User.Read', true],
    ['User.Read', '.default', true],
    ['.default', '.default', true],
    ['openid', 'User.Read', false],
    ['Mail.Read', 'User.Read', false],
    ['.default', 'User.Read', false],
    ['api://a/User.Read', 'User.Read', false],
  ])('%s, when %s was agreed to: %s', (asked, agreed, within) => {
    expect(isWithin(read(asked), read(agreed))).toBe(within);
  });
});

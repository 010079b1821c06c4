import type { ServicePrincipal } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { TenantConfiguration } from '../../../directory/index.js';
import { askedTarget, readScope, scopeOfFirstResource } from './asked-target.js';

const graph = 'https://graph.microsoft.com';
const graphAppId = '00000003-0000-0000-c000-000000000000';
const names: Readonly<Record<string, string>> = { [graph]: 'sp-graph', [graphAppId]: 'sp-graph', 'api://x': 'sp-x' };
const configuration = {
  resource: (name: string) => (name in names ? ({ id: names[name] } as unknown as ServicePrincipal) : undefined),
} as unknown as TenantConfiguration;

function target(text: string): unknown {
  const scope = readScope(text);
  if (scope.kind === 'refused') return scope.code;
  const asked = askedTarget(scope, configuration);
  if ('kind' in asked) return asked.code;
  return [asked.name, asked.resource?.scopes.map(({ value }) => value) ?? null, asked.openId];
}

describe('the resource of a token request', () => {
  it.each<[text: string, expected: unknown]>([
    ['User.Read openid', [graph, ['User.Read'], ['openid']]],
    ['openid profile', [graph, null, ['openid', 'profile']]],
    ['api://x/A api://x/B', ['api://x', ['A', 'B'], []]],
    [`User.Read ${graphAppId}/Mail.Read`, [graph, ['User.Read', 'Mail.Read'], []]],
    ['api://unknown/A', ['api://unknown', ['A'], []]],
    ['User.Read api://x/A', 700022],
    ['api://unknown/A api://x/A', 700022],
    ['api://x/.default User.Read', 70011],
    ['api://x', 70011],
    ['  ', 28003],
    ['x'.repeat(9000), 70011],
  ])('%.60s', (text, expected) => {
    expect(target(text)).toEqual(expected);
  });
});

describe('the scopes of an authorization request, for a token', () => {
  it.each([
    ['openid User.Read', 'openid User.Read'],
    ['api://x/A openid api://y/B api://x/C', 'openid api://x/A api://x/C'],
    ['User.Read api://x/A', 'User.Read'],
    ['api://x', 'api://x'],
  ])('%s means %s', (text, expected) => {
    expect(scopeOfFirstResource(text)).toBe(expected);
  });
});

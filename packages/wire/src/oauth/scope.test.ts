import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScope, type ResourceScopes, writeScope } from './scope.js';

const graph = 'https://graph.microsoft.com';
const graphAppId = '00000003-0000-0000-c000-000000000000';
const appId = '11111111-aaaa-4000-8000-000000000001';

function asked(resource: string, scopes: readonly [value: string, written: string][], prefix = ''): ResourceScopes {
  return { resource, prefix, usesDefault: false, scopes: scopes.map(([value, written]) => ({ value, written })) };
}

function byDefault(resource: string, prefix: string): ResourceScopes {
  return { resource, prefix, usesDefault: true, scopes: [] };
}

describe('reading a scope parameter', () => {
  it.each<[text: string, openId: readonly string[], resources: readonly ResourceScopes[]]>([
    ['User.Read', [], [asked(graph, [['User.Read', 'User.Read']])]],
    ['openid profile offline_access', ['openid', 'profile', 'offline_access'], []],
    ['offline_access openid', ['openid', 'offline_access'], []],
    [`${graph}/User.Read`, [], [asked(graph, [['User.Read', `${graph}/User.Read`]], `${graph}/`)]],
    ['api://x/Orders.Read', [], [asked('api://x', [['Orders.Read', 'api://x/Orders.Read']], 'api://x/')]],
    [`api://${appId}/.default`, [], [byDefault(`api://${appId}`, `api://${appId}/`)]],
    ['https://contoso.example//.default', [], [byDefault('https://contoso.example/', 'https://contoso.example//')]],
    [
      'https://contoso.example//a',
      [],
      [asked('https://contoso.example/', [['a', 'https://contoso.example//a']], 'https://contoso.example//')],
    ],
    ['https://contoso.example/.default', [], [byDefault('https://contoso.example', 'https://contoso.example/')]],
    [`${appId.toUpperCase()}/.default`, [], [byDefault(appId, `${appId.toUpperCase()}/`)]],
    ['.default', [], [byDefault(graph, '')]],
    [
      'urn:contoso:orders/Read',
      [],
      [asked('urn:contoso:orders', [['Read', 'urn:contoso:orders/Read']], 'urn:contoso:orders/')],
    ],
    ['openid  User.Read   User.Read', ['openid'], [asked(graph, [['User.Read', 'User.Read']])]],
    [
      'User.Read api://x/A api://x/B',
      [],
      [
        asked(graph, [['User.Read', 'User.Read']]),
        asked(
          'api://x',
          [
            ['A', 'api://x/A'],
            ['B', 'api://x/B'],
          ],
          'api://x/',
        ),
      ],
    ],
    ['openid api://x/.default', ['openid'], [byDefault('api://x', 'api://x/')]],
    ['api://x/.default api://y/.default', [], [byDefault('api://x', 'api://x/'), byDefault('api://y', 'api://y/')]],
  ])('%s', (text, openId, resources) => {
    expect(parseScope(text)).toEqual({ kind: 'scopes', openId, resources });
  });

  it.each([
    ['', { kind: 'empty' }],
    ['   ', { kind: 'empty' }],
    ['/.default', { kind: 'malformed', scope: '/.default' }],
    ['api://', { kind: 'malformed', scope: 'api://' }],
    ['api://x', { kind: 'malformed', scope: 'api://x' }],
    ['api://x/', { kind: 'malformed', scope: 'api://x/' }],
    ['User.Read\tMail.Read', { kind: 'malformed', scope: 'User.Read\tMail.Read' }],
    ['say"hello"', { kind: 'malformed', scope: 'say"hello"' }],
    ['back\\slash', { kind: 'malformed', scope: 'back\\slash' }],
    ['naïve', { kind: 'malformed', scope: 'naïve' }],
    ['api://x/.default User.Read', { kind: 'mixed', scope: 'User.Read' }],
    ['api://x/.default api://x/A', { kind: 'mixed', scope: 'api://x/A' }],
    ['a'.repeat(8193), { kind: 'too_long' }],
    [Array.from({ length: 201 }, (_, index) => `s${index}`).join(' '), { kind: 'too_long' }],
  ])('refuses %j', (text, problem) => {
    expect(parseScope(text)).toEqual(problem);
  });

  it('never throws, and gives back only what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const parsed = parseScope(text);
        if (parsed.kind !== 'scopes') return;
        for (const { scopes, prefix, usesDefault } of parsed.resources) {
          for (const { written, value } of scopes) {
            expect(written.endsWith(value)).toBe(true);
            expect(text).toContain(written);
          }
          expect(!usesDefault || text.includes(`${prefix}.default`)).toBe(true);
        }
      }),
    );
  });

  it('writes every requested scope back in the spelling of the request when all of it was granted', () => {
    const value = fc
      .stringMatching(/^[A-Za-z][A-Za-z.]{0,12}$/)
      .filter((text) => !/^(openid|profile|email)$/.test(text));
    const prefix = fc.constantFrom('', 'api://x/', `${graph}/`, 'https://contoso.example//', `${appId}/`);
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 8 }), prefix, (values, before) => {
        const text = values.map((each) => `${before}${each}`).join(' ');
        const parsed = parseScope(text);
        if (parsed.kind !== 'scopes') throw new Error(parsed.kind);
        expect(writeScope(parsed.resources[0], values, [])).toBe(text);
      }),
    );
  });
});

describe('writing the scope of an answer', () => {
  it.each<[request: string, granted: readonly string[], openId: readonly string[], answer: string]>([
    ['User.Read', ['User.Read'], [], 'User.Read'],
    [`${graph}/User.Read openid`, ['User.Read'], ['openid'], `${graph}/User.Read openid`],
    [`${graph}/User.Read`, ['User.Read', 'Mail.Read'], [], `${graph}/User.Read ${graph}/Mail.Read`],
    ['api://x/.default', ['A', 'B'], ['openid'], 'api://x/A api://x/B api://x/.default openid'],
    ['https://contoso.example//.default', ['A'], [], 'https://contoso.example//A https://contoso.example//.default'],
    ['User.Read Mail.Read', ['User.Read'], [], 'User.Read'],
    // In the letter case of the request, since clients look their tokens up by it.
    ['user.read', ['User.Read'], [], 'user.read'],
    [`${graph}/user.READ User.Read`, ['User.Read'], [], `${graph}/user.READ User.Read`],
    // Graph keeps OpenID scopes among its grants; they are echoed once and never with its prefix.
    [
      `openid profile ${graph}/.default`,
      ['openid', 'profile', 'email', 'User.Read'],
      ['openid', 'profile', 'offline_access'],
      `openid profile email ${graph}/User.Read ${graph}/.default offline_access`,
    ],
    [`${graphAppId}/.default`, ['openid', 'User.Read'], [], `openid ${graphAppId}/User.Read ${graphAppId}/.default`],
    [`${graph}//.default`, ['openid'], [], `openid ${graph}//.default`],
    // What another resource calls `email` is its own.
    ['api://x/.default', ['email'], [], 'api://x/email api://x/.default'],
  ])('%s with %j granted', (request, granted, openId, answer) => {
    const parsed = parseScope(request);
    if (parsed.kind !== 'scopes') throw new Error(parsed.kind);
    expect(writeScope(parsed.resources[0], granted, openId)).toBe(answer);
  });

  it('echoes every spelling of one scope, so that each is found again', () => {
    const scopes = [
      { value: 'User.Read', written: 'User.Read' },
      { value: 'User.Read', written: `${graph}/User.Read` },
    ];
    const merged: ResourceScopes = { resource: graph, prefix: '', usesDefault: false, scopes };
    expect(writeScope(merged, ['User.Read'], [])).toBe(`User.Read ${graph}/User.Read`);
  });

  it('writes OpenID scopes alone when no resource was named', () => {
    expect(writeScope(undefined, [], ['openid', 'profile'])).toBe('openid profile');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleCertificate } from '../seeding.fixture.js';
import { loadSeed } from './load-seed.js';
import type { SeedExtension } from './seed-extension.js';
import type { SeedProblem } from './seed-source.js';

const password: SeedExtension = {
  section: 'user',
  property: 'password',
  schema: z.string().min(8, 'must have at least 8 characters'),
  apply: async () => false,
};

function problemsOf(content: string | Uint8Array, extensions: readonly SeedExtension[] = []): readonly SeedProblem[] {
  const loaded = loadSeed([{ name: 'seed.yaml', content }], extensions);
  return loaded.kind === 'refused' ? loaded.problems : [];
}

/** A tenant with one line more. */
const tenantWith = (line: string) => `tenants:\n  - displayName: T\n    ${line}\n`;
const userWith = (line: string) => tenantWith(`users: [{ userPrincipalName: a@t.example, ${line} }]`);
const appWith = (line: string) => tenantWith(`applications: [{ displayName: A, ${line} }]`);

describe('a seed file is refused, saying where and why,', () => {
  const cases: [string, string, path: string, reason: RegExp][] = [
    ['when it is empty', '', '', /holds nothing/],
    ['when it is a list', '- a', '', /must be an object/],
    ['when it is broken YAML', 'tenants: [', '', /./],
    ['when it is broken JSON', '{"tenants": [}', '', /./],
    ['when a key stands twice', 'tenants: []\ntenants: []', '', /unique/],
    ['when it holds two documents', '--- {}\n--- {}\n', '', /multiple documents/],
    ['without tenants', '{}', 'tenants', /is required/],
    ['for an unknown section', 'tenants: []\nusers: []', 'users', /unknown property `users`/],
    ['for a misspelt property', tenantWith('displayNme: x'), 'tenants[0].displayNme', /did you mean `displayName`/],
    ['for a merge key', tenantWith('<<: { id: x }'), 'tenants[0].<<', /unknown property/],
    ['for a prototype', tenantWith('__proto__: { id: x }'), 'tenants[0].__proto__', /unknown property/],
    ['for an id that is no GUID', tenantWith('id: x'), 'tenants[0].id', /must be a GUID/],
    [
      'for a number where text belongs',
      tenantWith('displayNames: 5').replace('displayNames', 'domains'),
      'tenants[0].domains',
      /a list/,
    ],
    ['for an unquoted number', userWith('mobilePhone: 123'), 'tenants[0].users[0].mobilePhone', /put it in quotes/],
    [
      'for a word that is no truth',
      userWith('accountEnabled: maybe'),
      'tenants[0].users[0].accountEnabled',
      /true or false/,
    ],
    ['for an unknown choice', userWith('userType: Boss'), 'tenants[0].users[0].userType', /`Member` or `Guest`/],
    ['for a user without name', tenantWith('users: [{}]'), 'tenants[0].users[0].userPrincipalName', /is required/],
    [
      'for a text too long',
      userWith(`jobTitle: ${'x'.repeat(5000)}`),
      'tenants[0].users[0].jobTitle',
      /4096 characters/,
    ],
    [
      'for an unknown part of an application',
      appWith('web: { redirects: [] }'),
      'tenants[0].applications[0].web.redirects',
      /unknown property/,
    ],
    [
      'for a token version that is not there',
      appWith('api: { requestedAccessTokenVersion: 3 }'),
      'tenants[0].applications[0].api.requestedAccessTokenVersion',
      /`1` or `2`/,
    ],
    [
      'for an unknown group claim',
      appWith('groupMembershipClaims: "SecurityGroup, Everything"'),
      'tenants[0].applications[0].groupMembershipClaims[1]',
      /`SecurityGroup`/,
    ],
    [
      'for a date that is none',
      appWith('passwordCredentials: [{ endDateTime: "2030-02-40" }]'),
      'tenants[0].applications[0].passwordCredentials[0].endDateTime',
      /calendar/,
    ],
    [
      'for a day in words',
      appWith('passwordCredentials: [{ endDateTime: tomorrow }]'),
      'tenants[0].applications[0].passwordCredentials[0].endDateTime',
      /must be a date/,
    ],
    [
      'for a secret short enough to be guessed',
      appWith('passwordCredentials: [{ secretText: fake-secret-15c }]'),
      'tenants[0].applications[0].passwordCredentials[0].secretText',
      /^must have at least 16 characters/,
    ],
    [
      'for a certificate that is none',
      appWith('keyCredentials: [{ certificate: x }]'),
      'tenants[0].applications[0].keyCredentials[0].certificate',
      /one certificate in PEM/,
    ],
    [
      'for a private key',
      appWith('keyCredentials: [{ certificate: "-----BEGIN PRIVATE KEY-----" }]'),
      'tenants[0].applications[0].keyCredentials[0].certificate',
      /private key/,
    ],
    [
      'for a key set without keys',
      appWith('federatedIdentityCredentials: [{ name: n, issuer: i, subject: s, audiences: [a], jwks: { keys: [] } }]'),
      'tenants[0].applications[0].federatedIdentityCredentials[0].jwks.keys',
      /empty/,
    ],
    [
      'for a grant without scope',
      tenantWith('oauth2PermissionGrants: [{ client: x }]'),
      'tenants[0].oauth2PermissionGrants[0].client',
      /GUID/,
    ],
    [
      'for an unknown policy',
      tenantWith('policies: { legacy: { basic: true } }'),
      'tenants[0].policies.legacy.basic',
      /unknown property/,
    ],
  ];
  it.each(cases)('%s', (_title, content, path, reason) => {
    expect(problemsOf(content)).toContainEqual(
      expect.objectContaining({ file: 'seed.yaml', path, reason: expect.stringMatching(reason) }),
    );
  });

  it.each(['managedIdentities', 'vaults'])('for %s, which this version does not support yet', (section) => {
    expect(problemsOf(tenantWith(`${section}: [{ displayName: x }]`))).toEqual([
      {
        file: 'seed.yaml',
        path: `tenants[0].${section}`,
        reason: `this version does not support \`${section}\` yet`,
        line: 3,
        column: expect.any(Number),
      },
    ]);
  });

  it.each(['password', 'totpSecret', 'temporaryAccessPass'])(
    'for the %s of a user, where nothing brings it',
    (property) => {
      expect(problemsOf(userWith(`${property}: x`))[0]?.reason).toBe(
        `this version does not support \`${property}\` yet`,
      );
    },
  );

  it('for bytes that are not UTF-8', () => {
    expect(problemsOf(new Uint8Array([0x7b, 0xff, 0x7d]))[0]?.reason).toBe('is not UTF-8 text');
  });

  it("for a value that a capability's schema refuses", () => {
    expect(problemsOf(userWith('password: short'), [password])).toEqual([
      expect.objectContaining({ path: 'tenants[0].users[0].password', reason: 'must have at least 8 characters' }),
    ]);
  });

  it('with the line and column, in YAML and in JSON', () => {
    expect(problemsOf('tenants:\n  - displayName: T\n    users:\n      - userPrincipalName: 5\n')).toEqual([
      expect.objectContaining({ path: 'tenants[0].users[0].userPrincipalName', line: 4, column: 28 }),
    ]);
    expect(problemsOf('{\n  "tenants": [\n    { "id": "x" }\n  ]\n}')).toEqual([
      expect.objectContaining({ path: 'tenants[0].id', line: 3, column: 13 }),
    ]);
  });

  it('with the problems of all files together', () => {
    const loaded = loadSeed([
      { name: 'one.yaml', content: 'x: 1' },
      { name: 'two.yaml', content: 'tenants: []' },
      { name: 'three.yaml', content: 'y: 1' },
    ]);
    expect(loaded.kind === 'refused' && new Set(loaded.problems.map((problem) => problem.file))).toEqual(
      new Set(['one.yaml', 'three.yaml']),
    );
  });
});

describe('a seed file that asks for too much', () => {
  const names = [...'abcdefghijk'];
  const multiplied = names
    .slice(1)
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${names[index]}`).join()}]`);
  const deeper = Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`);
  const bombs: [string, string, RegExp][] = [
    ['aliases that multiply', `a: &a [x]\n${multiplied.join('\n')}`, /alias/],
    ['an alias of itself', 'tenants: &t [*t]', /must be an object/],
    ['brackets in brackets', '['.repeat(100_000), /nested too deeply/],
    ['objects in objects', '{"a":'.repeat(100_000), /nested too deeply/],
    ['dashes in dashes', '- '.repeat(100_000), /nested too deeply/],
    ['questions in questions', '? '.repeat(100_000), /nested too deeply/],
    ['deeper and deeper lines', deeper.join('\n'), /nested too deeply/],
    ['deep JSON', `{"tenants": [], "x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /unknown property/],
  ];
  it.each(bombs)('is refused: %s', (_title, content, reason) => {
    expect(problemsOf(content)[0]?.reason).toMatch(reason);
  });
});

describe('a seed file is accepted', () => {
  it('with null for what is absent, as Graph writes it', () => {
    const content = JSON.stringify({
      tenants: [
        {
          displayName: 'T',
          users: null,
          applications: [
            {
              displayName: 'A',
              description: null,
              groupMembershipClaims: null,
              api: { requestedAccessTokenVersion: null },
            },
          ],
        },
      ],
    });
    expect(problemsOf(content)).toEqual([]);
  });

  it('with anchors used now and then, and a value that a capability brings', () => {
    const content = `tenants:\n  - domains: [&d t.example]\n    displayName: *d\n    users: [{ userPrincipalName: a@t.example, password: Fake-Passw0rd-1 }]\n`;
    expect(problemsOf(content, [password])).toEqual([]);
  });

  it('with a certificate, whose dates and thumbprints it gives', () => {
    const content = JSON.stringify({
      tenants: [
        {
          displayName: 'T',
          applications: [{ displayName: 'A', keyCredentials: [{ certificate: exampleCertificate }] }],
        },
      ],
    });
    expect(problemsOf(content)).toEqual([]);
  });
});

describe('whatever a file holds', () => {
  const accepted = new Set(['ok', 'refused']);
  const words = fc.constantFrom(
    'tenants',
    'id',
    'users',
    'displayName',
    '- ',
    ': ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '"',
    "'",
    '|',
    '>',
    '#',
    '!!',
    '%',
    'x',
    '1',
    'null',
    '\t',
    '\u0000',
    '\ud800',
    '? ',
    '<<',
  );

  it('reading it ends in a seed or in reasons, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (content) =>
        accepted.has(loadSeed([{ name: 'x', content }]).kind),
      ),
    );
  });

  it('reading it ends in a seed or in reasons, for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(words, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (content) => accepted.has(loadSeed([{ name: 'x', content }]).kind),
      ),
      { numRuns: 100 },
    );
  });

  it('reading it ends in a seed or in reasons, for any object in the place of any part', () => {
    const anything = fc.anything({
      withNullPrototype: false,
      maxDepth: 3,
      key: fc.oneof(words, fc.string(), fc.constant('__proto__')),
    });
    fc.assert(
      fc.property(anything, anything, (user, application) => {
        const content = JSON.stringify({
          tenants: [{ users: [user], applications: [application, { displayName: 'A', api: user, web: application }] }],
        });
        return accepted.has(loadSeed([{ name: 'x', content }], [password]).kind);
      }),
      { numRuns: 100 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorTable, type ProtectError } from './errors/index.js';
import type { Principal } from './principal.js';
import { encode, forge, keySet, makeKey, userClaims } from './testing/forge.js';
import { protectorWith } from './testing/platform.js';

const key = makeKey('key-1');
const protector = protectorWith(keySet(key));
const good = forge(key, userClaims());
const codes = new Set(Object.keys(errorTable));

async function expectClosedRefusal(presented: string): Promise<void> {
  const result = await protector.verify(presented);
  if (result.kind === 'valid') throw new Error(`accepted ${presented}`);
  expect(codes).toContain(result.error.code);
  const { headers } = protector.challenge(result.error);
  for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/);
}

function brokenPromises({
  oid,
  tid,
  sub,
  appId,
  roles,
  capabilities,
  acrs,
  issuedAt,
  expiresAt,
}: Principal): unknown[] {
  const texts: unknown[] = [oid, tid, sub, appId, ...roles, ...capabilities, ...acrs];
  return [
    ...texts.filter((text) => typeof text !== 'string'),
    ...[issuedAt, expiresAt].filter((at) => !Number.isFinite(at)),
  ];
}

function unknownCodes({ code }: ProtectError): unknown[] {
  return codes.has(code) ? [] : [code];
}

const anyJson = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value));
const segment = fc.oneof(
  anyJson.map(encode),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => encode(Buffer.from(bytes))),
  fc.string({ maxLength: 100 }),
  fc.constantFrom(...good.split('.')),
);
const headerLike = fc
  .record(
    {
      typ: fc.constantFrom('JWT', 'jwt', 'none'),
      alg: fc.constantFrom('RS256', 'none', 'HS256', 'ES256'),
      kid: fc.constantFrom('key-1', 'x'),
    },
    { requiredKeys: [] },
  )
  .map((header) => encode(JSON.stringify(header)));
const claimNames = [
  ...Object.keys(userClaims()),
  'roles',
  'idtyp',
  'acrs',
  'xms_cc',
  '__proto__',
  'constructor',
  'cnf',
  'nonce',
];

describe('whatever is presented', () => {
  it('text without order is refused with a known code', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), expectClosedRefusal), {
      numRuns: 500,
    });
  });

  it('parts without order are refused with a known code', async () => {
    const parts = fc.array(fc.oneof(segment, headerLike), { minLength: 1, maxLength: 5 });
    const token = parts.map((list) => list.join('.')).filter((text) => text !== good);
    await fc.assert(fc.asyncProperty(token, expectClosedRefusal), { numRuns: 500 });
  });

  it('any one changed character makes a good token a refused one', async () => {
    const change = fc.record({ at: fc.nat(good.length - 1), to: fc.constantFrom(...'ABCxyz019-_.=/ \u0000') });
    const changed = change
      .map(({ at, to }) => good.slice(0, at) + to + good.slice(at + 1))
      .filter((text) => text !== good);
    await fc.assert(fc.asyncProperty(changed, expectClosedRefusal), { numRuns: 500 });
  });

  it('signed claims of any shape give a principal with the promised types, or a known code', async () => {
    const change = fc.dictionary(fc.constantFrom(...claimNames), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 4,
      noNullPrototype: true,
    });
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        const result = await protector.verify(forge(key, userClaims(changes)));
        expect(result.kind === 'valid' ? brokenPromises(result.principal) : unknownCodes(result.error)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

import type { OptionalClaim } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Admitted } from '../gate/index.js';
import { client, openRecipeBench, personAdmitted, type RecipeBench, resource } from './admitted.fixture.js';
import { accessToken } from './recipes/access-token/recipe.js';
import { idToken } from './recipes/id-token/recipe.js';

let bench: RecipeBench;
beforeAll(async () => {
  bench = await openRecipeBench();
});
afterAll(() => bench.close());

const full = (name: string) => `extension_ab603c56068041afb2f6832e2a17e237_${name}`;
const definition = (name: string, target: string) => ({ body: { name: full(name), targetObjects: [target] } });
const asked: readonly OptionalClaim[] = ['skill', 'topics', 'gone', 'floor', 'absent'].map((name) => ({
  name: full(name),
  source: 'user',
}));
const optionalClaims = { idToken: asked, accessToken: asked, saml2Token: [] };

/** A person with extension values, in a tenant that defines some of them. */
function admittedWithValues(of: Admitted): Admitted {
  const values = { skill: 'baking', topics: ['bread', 'pie'], gone: 'x', floor: 'third' };
  const properties = Object.fromEntries(Object.entries(values).map(([name, value]) => [full(name), value]));
  const documents = () => [
    definition('skill', 'User'),
    definition('topics', 'User'),
    definition('floor', 'Group'),
    definition('absent', 'User'),
  ];
  return {
    ...of,
    configuration: { ...of.configuration, documents } as unknown as Admitted['configuration'],
    user: of.user && { ...of.user, user: { ...of.user.user, properties } },
  };
}

const told = { 'extn.skill': 'baking', 'extn.topics': ['bread', 'pie'] };
const extensionsOf = (token: string) =>
  Object.fromEntries(Object.entries(decodeJwt(token)).filter(([name]) => /^extn|^extension/.test(name)));

describe('the directory extensions that tokens tell', () => {
  it('are those that the client asks for in its ID tokens, as far as they are defined for people', async () => {
    const admitted = admittedWithValues(personAdmitted({ openIdScopes: ['openid'] }));
    const at: Admitted = { ...admitted, client: { ...client, optionalClaims } };
    expect(extensionsOf(await idToken({ version: 2, nonce: null }).make(at, bench))).toEqual(told);
    expect(extensionsOf(await idToken({ version: 2, nonce: null }).make(admitted, bench))).toEqual({});
    const requestedClaims = [full('skill')];
    expect(extensionsOf(await idToken({ version: 2, nonce: null, requestedClaims }).make(admitted, bench))).toEqual({});
  });

  it('are those that the resource asks for in access tokens to it', async () => {
    const target = resource(2, 'RS256', { optionalClaims });
    const options = { family: null, clientAuthentication: 'none' } as const;
    const { token } = await accessToken(options).make(
      admittedWithValues(personAdmitted({ scopes: ['Use'] }, target)),
      bench,
    );
    expect(extensionsOf(token)).toEqual(told);
  });
});

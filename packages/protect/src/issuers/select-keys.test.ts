import { describe, expect, it } from 'vitest';
import { createProtector, type JsonWebKeySet, type KeyFunction, type ProtectorOptions } from '../index.js';
import {
  api,
  apiUri,
  asVersion1,
  forge,
  keySet,
  makeKey,
  origin,
  otherTenant,
  present,
  tenant,
  userClaims,
} from '../testing/forge.js';
import { outcome } from '../testing/platform.js';

const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
const template = `${origin}/{tenantid}/v2.0`;
const anyTenant = makeKey('any-tenant', 'RS256', { issuer: template });
const ours = makeKey('ours', 'ES256', { issuer: `${origin}/${tenant}/v2.0` });
const theirs = makeKey('theirs', 'ES256', { issuer: `${origin}/${otherTenant}/v2.0` });
const unlimited = makeKey('unlimited', 'ES256');
const keys = keySet(anyTenant, ours, theirs, unlimited);

function multi(
  options: Partial<ProtectorOptions> = {},
  authority = 'common',
  held: JsonWebKeySet | KeyFunction = keys,
) {
  return createProtector({
    issuers: { authority: `${origin}/${authority}`, keys: held },
    audience: [api, apiUri],
    allowedTenants: 'any',
    now: () => present * 1000,
    ...options,
  });
}

function claimsOf(tid: string): Record<string, unknown> {
  return userClaims({ tid, iss: `${origin}/${tid}/v2.0` });
}

const openToAll = multi();

describe('an API of many tenants', () => {
  it.each([
    ['a key for any tenant signs for one', anyTenant, claimsOf(tenant), 'valid'],
    ['and for another', anyTenant, claimsOf(otherTenant), 'valid'],
    ['a tenant’s own key signs for it', ours, claimsOf(tenant), 'valid'],
    ['also in version 1', ours, asVersion1(claimsOf(tenant)), 'valid'],
    ['but not for another tenant', theirs, claimsOf(tenant), 'issuer_not_trusted'],
    ['nor in version 1', theirs, asVersion1(claimsOf(tenant)), 'issuer_not_trusted'],
    ['a key that does not say for whom signs for no one', unlimited, claimsOf(tenant), 'issuer_not_trusted'],
    [
      'the issuer of one tenant with the id of another',
      anyTenant,
      userClaims({ tid: otherTenant }),
      'issuer_not_trusted',
    ],
    ['the template itself', anyTenant, userClaims({ iss: template }), 'issuer_not_trusted'],
    [
      'the template in the version 1 form',
      anyTenant,
      { ...asVersion1(userClaims()), iss: `${origin}/{tenantid}/` },
      'issuer_not_trusted',
    ],
    [
      'an alias in the place of the tenant',
      anyTenant,
      userClaims({ iss: `${origin}/common/v2.0` }),
      'issuer_not_trusted',
    ],
  ] as const)('%s', async (_title, key, claims, expected) => {
    expect(await outcome(openToAll, forge(key, claims))).toBe(expected);
  });

  it('lets in the tenants it names, and no other', async () => {
    const protector = multi({ allowedTenants: [tenant.toUpperCase()] });
    expect(await outcome(protector, forge(anyTenant, claimsOf(tenant)))).toBe('valid');
    expect(await outcome(protector, forge(anyTenant, claimsOf(otherTenant)))).toBe('tenant_not_allowed');
  });

  it('of organizations does not let personal accounts in', async () => {
    const token = forge(anyTenant, claimsOf(personal));
    expect(await outcome(openToAll, token)).toBe('valid');
    expect(await outcome(multi({}, 'organizations'), token)).toBe('tenant_not_allowed');
  });

  it('trusts each of several authorities with its own keys only', async () => {
    const other = 'https://other.example';
    const otherKey = makeKey('other-platform', 'ES256');
    const protector = multi({
      issuers: [
        { authority: `${origin}/${tenant}`, keys: keySet(unlimited) },
        { authority: `${other}/${tenant}`, keys: keySet(otherKey) },
      ],
    });
    const fromOther = userClaims({ iss: `${other}/${tenant}/v2.0` });
    expect(await outcome(protector, forge(unlimited, userClaims()))).toBe('valid');
    expect(await outcome(protector, forge(otherKey, fromOther))).toBe('valid');
    expect(await outcome(protector, forge(otherKey, userClaims()))).toBe('key_not_found');
    expect(await outcome(protector, forge(unlimited, fromOther))).toBe('key_not_found');
  });

  it('may learn the keys of each tenant from a function, and then a key is good for that tenant alone', async () => {
    const byTenant = new Map([
      [tenant, keySet(makeKey('same-id', 'ES256'))],
      [otherTenant, keySet(makeKey('same-id', 'ES256'))],
    ]);
    const first = makeKey('same-id', 'ES256');
    byTenant.set(tenant, keySet(first));
    const protector = multi({}, 'common', ({ tenantId }) => byTenant.get(tenantId));
    expect(await outcome(protector, forge(first, claimsOf(tenant)))).toBe('valid');
    expect(await outcome(protector, forge(first, claimsOf(otherTenant)))).toBe('signature_invalid');
    expect(await outcome(protector, forge(first, claimsOf(personal)))).toBe('key_not_found');
  });

  it.each<[string, KeyFunction]>([
    [
      'throws',
      () => {
        throw new Error('no database');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no database'))],
    ['answers something that is no key document', () => ({}) as JsonWebKeySet],
    ['promises something that is no key document', () => Promise.resolve({ keys: [] })],
  ])('says the keys are unavailable when its function %s', async (_title, failing) => {
    expect(await outcome(multi({}, 'common', failing), forge(ours, claimsOf(tenant)))).toBe('keys_unavailable');
  });

  it('tells two keys under one id apart by the tenant that each may sign for', async () => {
    const a = makeKey('shared-id', 'ES256', { issuer: `${origin}/${tenant}/v2.0` });
    const b = makeKey('shared-id', 'ES256', { issuer: `${origin}/${otherTenant}/v2.0` });
    const protector = multi({}, 'common', keySet(a, b));
    expect(await outcome(protector, forge(a, claimsOf(tenant)))).toBe('valid');
    expect(await outcome(protector, forge(b, claimsOf(otherTenant)))).toBe('valid');
    expect(await outcome(protector, forge(b, claimsOf(tenant)))).toBe('signature_invalid');
  });
});

describe('tokens of Microsoft Entra ID', () => {
  const entra = 'https://login.microsoftonline.com';
  const key = makeKey('entra', 'ES256', { issuer: `${entra}/{tenantid}/v2.0` });
  const consumerKey = makeKey('consumers', 'ES256', { issuer: `${entra}/${personal}/v2.0` });
  const protector = multi({ issuers: { authority: `${entra}/common`, keys: keySet(key, consumerKey) } });
  const version1 = { ...asVersion1(userClaims()), iss: `https://sts.windows.net/${tenant}/` };

  it('are accepted in both versions, each under its own host', async () => {
    expect(await outcome(protector, forge(key, userClaims({ iss: `${entra}/${tenant}/v2.0` })))).toBe('valid');
    expect(await outcome(protector, forge(key, version1))).toBe('valid');
    expect(await outcome(protector, forge(key, asVersion1(userClaims({ iss: `${entra}/${tenant}/` }))))).toBe(
      'issuer_not_trusted',
    );
  });

  it('for an organization are not made with the key of personal accounts', async () => {
    expect(await outcome(protector, forge(consumerKey, userClaims({ iss: `${entra}/${tenant}/v2.0` })))).toBe(
      'issuer_not_trusted',
    );
    expect(await outcome(protector, forge(consumerKey, version1))).toBe('issuer_not_trusted');
  });
});

import type { OptionalClaim, User } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { addOptionalClaims, optionalClaimHasEffect, type PersonFacts } from './optional-claims.js';

const person: PersonFacts = {
  user: {
    id: 'u',
    userPrincipalName: 'avery_home.example#EXT#@contoso.example',
    displayName: 'Avery Example',
    givenName: 'Avery',
    surname: 'Example',
    mail: 'avery@Contoso.example',
    preferredLanguage: 'de-AT',
    usageLocation: 'AT',
    userType: 'Member',
  } as unknown as User,
  authentication: { methods: ['pwd'], at: 1_900_000_000_999 },
  verifiedDomains: [{ name: 'contoso.example', isInitial: true, isDefault: true }],
  signInAddress: '192.0.2.1',
};
const withUser = (changes: object): PersonFacts => ({ ...person, user: { ...person.user, ...changes } });

function claimsOf(claim: OptionalClaim, about: PersonFacts = person): Record<string, unknown> {
  const claims: Record<string, unknown> = {};
  addOptionalClaims(claims, [claim], { person: about, issuer: 'https://login.example/t/v2.0', tenant: 't' });
  return claims;
}

describe('an optional claim', () => {
  it.each<[name: string, value: unknown]>([
    ['acct', 0],
    ['auth_time', 1_900_000_000],
    ['ctry', 'AT'],
    ['email', 'avery@Contoso.example'],
    ['family_name', 'Example'],
    ['given_name', 'Avery'],
    ['idp', 'https://login.example/t/v2.0'],
    ['ipaddr', '192.0.2.1'],
    ['login_hint', 'O.u.t'],
    ['preferred_username', 'avery_home.example#EXT#@contoso.example'],
    ['upn', 'avery_home.example#EXT#@contoso.example'],
    ['verified_primary_email', ['avery@Contoso.example']],
    ['xms_edov', true],
    ['xms_pl', 'de-AT'],
  ])('%s', (name, value) => {
    expect(claimsOf({ name })).toEqual({ [name]: value });
    expect(optionalClaimHasEffect(name, 'accessToken') && optionalClaimHasEffect(name, 'idToken')).toBe(true);
  });

  it.each(['ctry', 'email', 'verified_primary_email', 'xms_edov', 'xms_pl', 'ipaddr'])(
    '%s is left out where nothing is known',
    (name) => {
      const bare = withUser({ mail: undefined, preferredLanguage: undefined, usageLocation: undefined });
      expect(claimsOf({ name }, { ...bare, signInAddress: null })).toEqual({});
    },
  );

  it('tells of an address in a domain that the tenant has not proved to own', () => {
    const outside = withUser({ mail: 'avery@contoso.example.org', userType: 'Guest' });
    expect(claimsOf({ name: 'xms_edov' }, outside)).toEqual({ xms_edov: false });
    expect(claimsOf({ name: 'verified_primary_email' }, outside)).toEqual({});
    expect(claimsOf({ name: 'acct' }, outside)).toEqual({ acct: 1 });
  });

  it('writes the user name of a guest without hash marks on request', () => {
    const additionalProperties = ['include_externally_authenticated_upn_without_hash'];
    expect(claimsOf({ name: 'upn', additionalProperties })).toEqual({
      upn: 'avery_home.example_EXT_@contoso.example',
    });
  });

  describe('that is a directory extension', () => {
    const name = 'extension_ab603c56068041afb2f6832e2a17e237_skypeId';
    const about = { ...person, extensionValues: { [name]: 'avery.skype', other: 'x' } };

    it('tells its value under the name that its application gave it', () => {
      expect(claimsOf({ name, source: 'user' }, about)).toEqual({ 'extn.skypeId': 'avery.skype' });
      expect(optionalClaimHasEffect(name, 'accessToken') && optionalClaimHasEffect(name, 'idToken')).toBe(true);
    });

    it.each<[string, OptionalClaim, PersonFacts]>([
      ['no registration says so', { name }, about],
      ['nothing is known of it', { name, source: 'user' }, person],
      ['the name is none of an extension', { name: 'other', source: 'user' }, about],
      ['the name is one of objects', { name: '__proto__', source: 'user' }, about],
    ])('is left out where %s', (_title, claim, facts) => {
      expect(claimsOf(claim, facts)).toEqual({});
    });
  });

  it.each(['fwd', 'vnet', '__proto__', 'constructor', 'iss'])('%s changes nothing', (name) => {
    expect(claimsOf({ name })).toEqual({});
    expect(optionalClaimHasEffect(name, 'accessToken') || optionalClaimHasEffect(name, 'idToken')).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClaimsRequest } from './claims-request.js';

describe('the claims parameter', () => {
  it('reads members of the id token, the access token and userinfo', () => {
    const parsed = parseClaimsRequest(
      '{"id_token":{"login_hint":{"essential":false},"auth_time":null},"access_token":{"xms_cc":{"values":["cp1"]},"nbf":{"essential":true,"value":"1700000000"}},"userinfo":{"email":{"essential":true}}}',
    );
    expect(parsed?.idToken).toEqual(
      new Map([
        ['login_hint', { essential: false }],
        ['auth_time', { essential: false }],
      ]),
    );
    expect(parsed?.accessToken).toEqual(
      new Map<string, unknown>([
        ['xms_cc', { essential: false, values: ['cp1'] }],
        ['nbf', { essential: true, value: '1700000000' }],
      ]),
    );
    expect(parsed?.userinfo).toEqual(new Map([['email', { essential: true }]]));
  });

  it('ignores members and properties that nobody knows', () => {
    const parsed = parseClaimsRequest('{"verified_claims":[1],"id_token":{"x":{"purpose":"test"}}}');
    expect(parsed).toEqual({
      idToken: new Map([['x', { essential: false }]]),
      accessToken: new Map(),
      userinfo: new Map(),
    });
  });

  it.each([
    '{"id_token":[]}',
    '{"id_token":"all"}',
    '{"access_token":{"foo":"bar"}}',
    '{"access_token":{"foo":["bar"]}}',
    '{"access_token":{"xms_cc":{"values":"cp1"}}}',
    '{"id_token":{"x":{"essential":"yes"}}}',
  ])('passes over what it cannot read: %s', (text) => {
    const none = new Map();
    expect(parseClaimsRequest(text)).toEqual({ idToken: none, accessToken: none, userinfo: none });
  });

  it('reads what stands beside an entry that it cannot read', () => {
    const text = '{"id_token":7,"access_token":{"foo":"bar","acrs":{"essential":true,"value":"c1"}}}';
    expect(parseClaimsRequest(text)?.accessToken).toEqual(new Map([['acrs', { essential: true, value: 'c1' }]]));
  });

  it('keeps a claim called __proto__ away from every object', () => {
    const parsed = parseClaimsRequest('{"__proto__":{"polluted":true},"id_token":{"__proto__":{"value":"x"}}}');
    expect(parsed?.idToken.get('__proto__')).toEqual({ essential: false, value: 'x' });
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '1',
    `{"id_token":{"x":{"value":"${'a'.repeat(16_384)}"}}}`,
    JSON.stringify({ id_token: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`c${index}`, null])) }),
  ])('refuses %.60s', (text) => {
    expect(parseClaimsRequest(text)).toBeUndefined();
  });

  it('never throws on any text or JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        parseClaimsRequest(text);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeClientAssertion } from './client-assertion.js';

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': 'abc' };
const claims = { iss: 'me', sub: 'me', aud: 'https://op.example/token', exp: 1000, nbf: 400, iat: 400, jti: 'one' };

function assertion(over: { header?: object; claims?: object } = {}): string {
  return `${encode({ ...header, ...over.header })}.${encode({ ...claims, ...over.claims })}.c2lnbmF0dXJl`;
}

function latin1(value: object): string {
  return Buffer.from(JSON.stringify(value), 'latin1').toString('base64url');
}

describe('decoding a client assertion', () => {
  it('gives header, parties, audiences and times', () => {
    const text = assertion({ header: { x5t: 'a+b/c=', kid: 'k' } });
    expect(decodeClientAssertion(text)).toEqual({
      text,
      header: { alg: 'PS256', kid: 'k', x5t: 'a-b_c', x5tS256: 'abc' },
      issuer: 'me',
      subject: 'me',
      audiences: ['https://op.example/token'],
      expiresAt: 1000,
      notBefore: 400,
      issuedAt: 400,
      claims,
    });
  });

  it('reads a list of audiences', () => {
    expect(decodeClientAssertion(assertion({ claims: { aud: ['a', 'b'] } }))?.audiences).toEqual(['a', 'b']);
  });

  it.each<[why: string, text: string]>([
    ['an empty text', ''],
    ['two parts', `${encode(header)}.${encode(claims)}`],
    ['four parts', `${assertion()}.x`],
    ['an unsigned token', `${encode({ alg: 'none' })}.${encode(claims)}.`],
    ['characters outside base64url', assertion().replace('.', '.+')],
    ['a header that is not JSON', `${encode('{')}.${encode(claims)}.AAAA`],
    ['a payload that is a list', `${encode(header)}.${encode([])}.AAAA`],
    ['bytes that are not UTF-8', `${encode(header)}.${latin1({ ...claims, iss: 'mé' })}.AAAA`],
    ['a critical header extension', assertion({ header: { crit: ['x'], x: 1 } })],
    ['an unencoded payload', assertion({ header: { b64: false } })],
    ['no algorithm', assertion({ header: { alg: undefined } })],
    ['no issuer', assertion({ claims: { iss: undefined } })],
    ['an empty subject', assertion({ claims: { sub: '' } })],
    ['no audience', assertion({ claims: { aud: undefined } })],
    ['an empty list of audiences', assertion({ claims: { aud: [] } })],
    ['an audience that is not text', assertion({ claims: { aud: ['a', 1] } })],
    ['no expiry', assertion({ claims: { exp: undefined } })],
    ['an expiry that is text', assertion({ claims: { exp: '1000' } })],
    ['a negative time', assertion({ claims: { nbf: -1 } })],
    ['more than 16384 characters', assertion({ claims: { pad: 'x'.repeat(16_384) } })],
  ])('refuses %s', (_, text) => {
    expect(decodeClientAssertion(text)).toBeUndefined();
  });

  it('never throws', () => {
    const part = fc.oneof(fc.string(), fc.json().map(encode));
    fc.assert(
      fc.property(part, part, part, (one, two, three) => {
        decodeClientAssertion(`${one}.${two}.${three}`);
      }),
    );
  });
});

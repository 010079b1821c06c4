import { describe, expect, it } from 'vitest';
import { makeKey } from '../testing/forge.js';
import { parseKeySet } from './parse-key-set.js';

const good = makeKey('good', 'ES256').jwk;
const rsa = makeKey('rsa').jwk;

describe('a key document', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'keys'],
    ['no list', { keys: {} }],
    ['an empty list', { keys: [] }],
    ['nothing usable', { keys: [{ kty: 'oct', kid: 'secret', k: 'AAAA' }] }],
  ])('is refused when it is or holds %s', (_title, document) => {
    expect(() => parseKeySet(document)).toThrow(TypeError);
  });

  it.each([
    ['a symmetric key', { ...good, kid: 'odd', kty: 'oct', k: 'AAAA' }],
    ['a key for encryption', { ...good, kid: 'odd', use: 'enc' }],
    ['a key that is not for verifying', { ...good, kid: 'odd', key_ops: ['encrypt'] }],
    ['a key without an id', { ...good, kid: undefined }],
    ['a key whose id is a number', { ...good, kid: 7 }],
    ['a key whose issuer cannot be read', { ...good, kid: 'odd', issuer: ['https://a.example'] }],
    ['a key whose algorithm cannot be read', { ...good, kid: 'odd', alg: 256 }],
    ['null', null],
    ['text', 'key'],
  ])('is read without %s', (_title, odd) => {
    expect([...parseKeySet({ keys: [odd, good] }).keys()]).toEqual(['good']);
  });

  it('may hold a key that turns out to be none, which spoils no other', () => {
    const set = parseKeySet({ keys: [{ kty: 'RSA', kid: 'broken', n: '!', e: 7 }, good] });
    expect(set.get('broken')?.[0]?.keyObject()).toBeUndefined();
    expect(set.get('good')?.[0]?.keyObject()?.asymmetricKeyType).toBe('ec');
  });

  it('may be asked for keys named like inherited members', () => {
    expect(parseKeySet({ keys: [good] }).get('constructor')).toBeUndefined();
    expect(parseKeySet({ keys: [{ ...good, kid: '__proto__' }] }).get('__proto__')).toHaveLength(1);
  });

  it('makes each key once', () => {
    const key = parseKeySet({ keys: [rsa] }).get('rsa')?.[0];
    expect(key?.keyObject()).toBe(key?.keyObject());
  });

  it('makes a public key of a private one that was published by mistake', () => {
    const key = parseKeySet({
      keys: [{ ...makeKey('leaked', 'ES256').privateKey.export({ format: 'jwk' }), kid: 'leaked' }],
    });
    expect(key.get('leaked')?.[0]?.keyObject()?.type).toBe('public');
  });
});

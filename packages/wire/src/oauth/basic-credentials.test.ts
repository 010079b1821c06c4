import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBasicCredentials } from './basic-credentials.js';

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

function formEncode(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}

describe('client credentials in an Authorization header', () => {
  it('decodes both parts as form fields', () => {
    expect(parseBasicCredentials(basic('my%3Aapp:fake+secret%2B%25'))).toEqual({
      kind: 'given',
      clientId: 'my:app',
      secret: 'fake secret+%',
    });
  });

  it('leaves colons in the secret alone', () => {
    expect(parseBasicCredentials(basic('app:fake:secret'))).toEqual({
      kind: 'given',
      clientId: 'app',
      secret: 'fake:secret',
    });
  });

  it('reads back whatever a client encodes as RFC 6749 §2.3.1 says', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(text, text, (clientId, secret) => {
        expect(parseBasicCredentials(basic(`${formEncode(clientId)}:${formEncode(secret)}`))).toEqual({
          kind: 'given',
          clientId,
          secret,
        });
      }),
    );
  });

  it.each([undefined, '', 'Bearer abc', 'Basicabc', 'DPoP x'])('counts %j as absent', (header) => {
    expect(parseBasicCredentials(header)).toEqual({ kind: 'absent' });
  });

  it.each([
    'Basic',
    'Basic ',
    'Basic !!!',
    basic('nocolon'),
    basic(':secret'),
    basic('app:'),
    basic('app:%zz'),
    basic('%ff:x'),
    basic(`a:${'x'.repeat(4096)}`),
  ])('calls %.40j malformed', (header) => {
    expect(parseBasicCredentials(header)).toEqual({ kind: 'malformed' });
  });
});

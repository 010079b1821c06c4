import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeChallengeOf, codeVerifierMatches, isCodeChallenge, isCodeVerifier } from './pkce.js';

const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~';
const verifiers = fc.string({ unit: fc.constantFrom(...unreserved), minLength: 43, maxLength: 128 });

describe('proof key for code exchange', () => {
  it('computes the challenge of RFC 7636 Appendix B', () => {
    expect(codeChallengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  it('accepts every well-formed verifier with its own challenge and no other', () => {
    fc.assert(
      fc.property(verifiers, verifiers, (one, other) => {
        expect(isCodeChallenge(codeChallengeOf(one))).toBe(true);
        expect(codeVerifierMatches(one, codeChallengeOf(one))).toBe(true);
        expect(codeVerifierMatches(other, codeChallengeOf(one))).toBe(one === other);
      }),
    );
  });

  it.each(['', 'a'.repeat(42), 'a'.repeat(129), `${'a'.repeat(43)}!`, `${'a'.repeat(42)} `, 'é'.repeat(43)])(
    'refuses the verifier %j',
    (verifier) => {
      expect(isCodeVerifier(verifier)).toBe(false);
      expect(codeVerifierMatches(verifier, codeChallengeOf(verifier))).toBe(false);
    },
  );

  it.each([
    '',
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c',
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=',
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM',
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN',
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMA',
  ])('refuses the challenge %j', (challenge) => {
    expect(isCodeChallenge(challenge)).toBe(false);
  });
});

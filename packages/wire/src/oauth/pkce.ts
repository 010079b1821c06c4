import { createHash, timingSafeEqual } from 'node:crypto';

/** RFC 7636 §4.1: 43 to 128 unreserved characters. */
const verifier = /^[A-Za-z0-9\-._~]{43,128}$/;
/** base64url of a SHA-256 digest, whose last character holds four bits only. */
const challenge = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** True for a well-formed S256 code challenge (RFC 7636 §4.2). `plain` challenges are not supported. */
export function isCodeChallenge(text: string): boolean {
  return challenge.test(text);
}

/** True for a well-formed code verifier (RFC 7636 §4.1). */
export function isCodeVerifier(text: string): boolean {
  return verifier.test(text);
}

/** The S256 challenge of a verifier: base64url(SHA-256(verifier)) (RFC 7636 §4.2). */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier, 'ascii').digest('base64url');
}

/** True when `codeVerifier` is well-formed and belongs to `codeChallenge` (RFC 7636 §4.6). */
export function codeVerifierMatches(codeVerifier: string, codeChallenge: string): boolean {
  if (!isCodeVerifier(codeVerifier) || !isCodeChallenge(codeChallenge)) return false;
  return timingSafeEqual(Buffer.from(codeChallengeOf(codeVerifier)), Buffer.from(codeChallenge));
}

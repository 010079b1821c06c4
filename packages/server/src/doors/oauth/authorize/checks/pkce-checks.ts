import { refuse } from '@gatehouse/model';
import { isCodeChallenge } from '@gatehouse/wire';
import type { Check } from './check.js';

/** RFC 7636 §4.3: without a method the challenge is `plain`, which ASVS 10.4.6 forbids. */
export const challengeIsS256: Check = {
  name: 'the code challenge is S256',
  told: 'application',
  object: ({ codeChallenge, codeChallengeMethod }) =>
    codeChallenge === undefined ? undefined : codeChallengeMethod === 'S256' ? undefined : refuse(50147, 'not S256'),
};

export const challengeIsWellFormed: Check = {
  name: 'the code challenge is a SHA-256 digest',
  told: 'application',
  object: ({ codeChallenge, codeChallengeMethod }) => {
    if (codeChallenge === undefined) {
      return codeChallengeMethod === undefined ? undefined : refuse(50147, 'a challenge method without a challenge');
    }
    return isCodeChallenge(codeChallenge) ? undefined : refuse(50147, 'not the form of a SHA-256 digest');
  },
};

/** RFC 9700 §2.1.1: public clients must use PKCE; Microsoft identity platform documentation: so must redirect URIs of type spa. */
export const publicClientsUsePkce: Check = {
  name: 'pages and native applications use PKCE',
  told: 'application',
  object: ({ responseType, codeChallenge }, { platform }) =>
    responseType?.startsWith('code') === true && codeChallenge === undefined && platform !== 'web'
      ? refuse(9002325, `no code challenge for a redirect URI of type ${platform ?? 'unknown'}`)
      : undefined,
};

/**
 * RFC 9700 §2.1.1: confidential clients use PKCE, or at least a nonce, which binds the code to its sign-in as well.
 * DIVERGENCE: the platform asks for neither; `gatehouse.requirePkce` is on for new applications (docs/divergences.md).
 */
export const confidentialClientsBindCodes: Check = {
  name: 'web applications use PKCE, or a nonce where PKCE is not required of them',
  told: 'application',
  object: ({ responseType, codeChallenge, nonce }, { platform, application }) => {
    if (responseType?.startsWith('code') !== true || codeChallenge !== undefined || platform !== 'web')
      return undefined;
    if (application?.gatehouse.requirePkce === true) return refuse(9002325, 'the application requires PKCE');
    return nonce === undefined ? refuse(9002325, 'neither a code challenge nor a nonce') : undefined;
  },
};

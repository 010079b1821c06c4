import type { AuthenticationResult, AuthorizationCodeRequest, AuthorizationUrlRequest } from '@azure/msal-node';
import type { Browser } from '../../support/browser.js';
import { type Callback, completeSignIn } from '../../support/browserless-sign-in.js';
import type { Person } from '../../support/sign-in-as.js';
import type { ConfidentialApplication, MsalNode, NativeApplication } from './msal-node.js';

export interface SignInByCode {
  readonly scopes: string[];
  readonly redirectUri: string;
  /** The rest of the authorization request. */
  readonly more?: Partial<AuthorizationUrlRequest>;
}

export interface SignedInByCode {
  readonly callback: Callback;
  /** How the code was redeemed. */
  readonly redemption: AuthorizationCodeRequest;
  readonly result: AuthenticationResult;
}

/** Signs a person in with an authorization code and PKCE: MSAL makes the address and redeems the code; the person answers the pages. */
export async function signInByCode(
  msal: MsalNode,
  application: ConfidentialApplication | NativeApplication,
  browser: Browser,
  person: Person,
  { scopes, redirectUri, more = {} }: SignInByCode,
): Promise<SignedInByCode> {
  const { verifier, challenge } = await msal.pkceCodes();
  const pkce = { codeChallenge: challenge, codeChallengeMethod: 'S256' };
  const url = await application.getAuthCodeUrl({ scopes, redirectUri, state: 'state==|app', ...pkce, ...more });
  const callback = await completeSignIn(browser, url, person);
  const { code = '' } = callback.fields;
  const { authority, nonce, claims, correlationId } = more;
  const redemption: AuthorizationCodeRequest = {
    scopes,
    redirectUri,
    code,
    codeVerifier: verifier,
    ...(authority === undefined ? {} : { authority }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(claims === undefined ? {} : { claims }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  return { callback, redemption, result: await application.acquireTokenByCode(redemption) };
}

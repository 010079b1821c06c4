import type { GrantFamilyId } from '@gatehouse/model';
import { type Grant, optionalClaimHasEffect } from '@gatehouse/policy';
import { encodeClientInfo, writeScope } from '@gatehouse/wire';
import type { SignInOutcome } from '../../../flows/sign-in/index.js';
import { openAdmission } from '../../../gate/index.js';
import {
  accessToken,
  authorizationCode,
  idToken,
  type IdTokenOptions,
  type RedirectPlatform,
} from '../../../issuance/index.js';
import type { AuthorizeDeps } from './authorize-deps.js';
import type { AskedAuthorization } from './request.js';
import { type AnswerField, issuerOf } from './respond.js';

type Admitted = Extract<SignInOutcome, { readonly kind: 'admitted' }>;

const defaultCodeLifetimeSeconds = 300;

/** Issues what the response type asks for, and everything that clients read beside it. */
export async function issueAnswer(
  deps: AuthorizeDeps,
  asked: AskedAuthorization,
  platform: RedirectPlatform,
  admitted: Admitted,
): Promise<readonly AnswerField[]> {
  const { account } = admitted;
  const { attempt, grant } = openAdmission(admitted.admissions[0]).admitted;
  const signInAddress = attempt.network.address;
  const family = deps.ids.guid<GrantFamilyId>();
  const code =
    asked.responseType?.startsWith('code') === true
      ? await issueCode(deps, asked, platform, admitted, { family, signInAddress })
      : undefined;
  const token =
    asked.responseType === 'id_token token'
      ? await deps.issuance.issue(
          admitted.admissions[0],
          accessToken({
            family,
            clientAuthentication: 'none',
            session: account.session.id,
            signInAddress,
            fromAuthorization: true,
          }),
        )
      : undefined;
  const identity =
    asked.responseType === 'code'
      ? undefined
      : await issueIdToken(deps, asked, admitted, {
          family,
          signInAddress,
          ...(code === undefined ? {} : { code }),
          ...(token === undefined ? {} : { accessToken: token.token }),
        });
  return [
    ['code', code],
    ['access_token', token?.token],
    ['token_type', token === undefined ? undefined : 'Bearer'],
    ['expires_in', token === undefined ? undefined : String(token.expiresIn)],
    ['scope', token === undefined ? undefined : scopeOf(asked, grant)],
    ['id_token', identity],
    ['client_info', asked.clientInfo ? encodeClientInfo(account.user.id, account.user.tenant) : undefined],
    ['session_state', account.session.id],
    ['iss', issuerOf(deps.baseUrl, account.user.tenant, asked.versionOne)],
  ];
}

async function issueCode(
  { issuance, codeLifetimeSeconds = defaultCodeLifetimeSeconds }: AuthorizeDeps,
  { redirectUri = '', scopeText = '', nonce, codeChallenge, claims }: AskedAuthorization,
  platform: RedirectPlatform,
  { admissions: [admission], account: { session } }: Admitted,
  tie: { readonly family: GrantFamilyId; readonly signInAddress: string },
): Promise<string> {
  // A code travels in an address: it keeps only what the ID token can tell.
  const requestedClaims = [...(claims?.idToken.keys() ?? [])].filter((name) => optionalClaimHasEffect(name, 'idToken'));
  const recipe = authorizationCode({
    redirectUri,
    platform,
    scope: scopeText,
    nonce: nonce ?? null,
    kmsi: session.persistent,
    codeChallenge: codeChallenge ?? null,
    lifetime: codeLifetimeSeconds * 1000,
    ...tie,
    ...(requestedClaims.length === 0 ? {} : { requestedClaims }),
  });
  return (await issuance.issue(admission, recipe)).code;
}

/** OIDC Core §3.3.2.11: the ID token names by their hashes the code and the token that travel with it. */
async function issueIdToken(
  { issuance }: AuthorizeDeps,
  { nonce, claims, versionOne }: AskedAuthorization,
  { admissions: [admission], account: { session } }: Admitted,
  beside: Pick<IdTokenOptions, 'family' | 'signInAddress' | 'code' | 'accessToken'>,
): Promise<string> {
  return issuance.issue(
    admission,
    idToken({
      version: versionOne ? 1 : 2,
      nonce: nonce ?? null,
      session: session.id,
      kmsi: session.persistent,
      requestedClaims: [...(claims?.idToken.keys() ?? [])],
      fromAuthorization: true,
      ...beside,
    }),
  );
}

/** The first resource's: a token is for one. */
function scopeOf({ scope }: AskedAuthorization, { scopes, openIdScopes }: Grant): string | undefined {
  return scope?.kind === 'scopes' ? writeScope(scope.resources[0], scopes, openIdScopes) : undefined;
}

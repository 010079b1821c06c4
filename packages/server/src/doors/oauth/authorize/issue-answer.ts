import type { GrantFamilyId } from '@gatehouse/model';
import { encodeClientInfo, writeScope } from '@gatehouse/wire';
import type { SignInOutcome } from '../../../flows/sign-in/index.js';
import { accessToken, authorizationCode, idToken, type RedirectPlatform } from '../../../issuance/index.js';
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
  { admissions: [admission], account }: Admitted,
): Promise<readonly AnswerField[]> {
  const { issuance, baseUrl } = deps;
  const { responseType, redirectUri = '', scopeText = '', nonce, codeChallenge, claims } = asked;
  const family = deps.ids.guid<GrantFamilyId>();
  const session = account.session.id;
  const withCode = responseType === 'code' || responseType === 'code id_token';
  const code = withCode
    ? await issuance.issue(
        admission,
        authorizationCode({
          family,
          redirectUri,
          platform,
          scope: scopeText,
          nonce: nonce ?? null,
          codeChallenge: codeChallenge ?? null,
          lifetime: (deps.codeLifetimeSeconds ?? defaultCodeLifetimeSeconds) * 1000,
        }),
      )
    : undefined;
  const token =
    responseType === 'id_token token'
      ? await issuance.issue(admission, accessToken({ family, clientAuthentication: 'none', session }))
      : undefined;
  const identity =
    responseType === 'code'
      ? undefined
      : await issuance.issue(
          admission,
          idToken({
            nonce: nonce ?? null,
            session,
            family,
            kmsi: account.session.persistent,
            ...(claims === undefined ? {} : { claims }),
            ...(code === undefined ? {} : { code: code.code }),
            ...(token === undefined ? {} : { accessToken: token.token }),
          }),
        );
  return [
    ['code', code?.code],
    ['access_token', token?.token],
    ['token_type', token === undefined ? undefined : 'Bearer'],
    ['expires_in', token === undefined ? undefined : String(token.expiresIn)],
    ['scope', token === undefined ? undefined : scopeOf(asked)],
    ['id_token', identity],
    ['client_info', asked.clientInfo ? encodeClientInfo(account.user.id, account.user.tenant) : undefined],
    ['session_state', session],
    ['iss', issuerOf(baseUrl, account.user.tenant, asked.versionOne)],
  ];
}

function scopeOf({ scope }: AskedAuthorization): string | undefined {
  if (scope?.kind !== 'scopes') return undefined;
  const [resource] = scope.resources;
  return writeScope(resource, resource?.scopes.map(({ value }) => value) ?? [], scope.openId);
}

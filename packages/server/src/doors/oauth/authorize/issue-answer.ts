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
  admitted: Admitted,
): Promise<readonly AnswerField[]> {
  const { account } = admitted;
  const family = deps.ids.guid<GrantFamilyId>();
  const code =
    asked.responseType?.startsWith('code') === true
      ? await issueCode(deps, asked, platform, admitted, family)
      : undefined;
  const token =
    asked.responseType === 'id_token token'
      ? await deps.issuance.issue(
          admitted.admissions[0],
          accessToken({ family, clientAuthentication: 'none', session: account.session.id }),
        )
      : undefined;
  const identity =
    asked.responseType === 'code' ? undefined : await issueIdToken(deps, asked, admitted, family, code, token?.token);
  return [
    ['code', code],
    ['access_token', token?.token],
    ['token_type', token === undefined ? undefined : 'Bearer'],
    ['expires_in', token === undefined ? undefined : String(token.expiresIn)],
    ['scope', token === undefined ? undefined : scopeOf(asked)],
    ['id_token', identity],
    ['client_info', asked.clientInfo ? encodeClientInfo(account.user.id, account.user.tenant) : undefined],
    ['session_state', account.session.id],
    ['iss', issuerOf(deps.baseUrl, account.user.tenant, asked.versionOne)],
  ];
}

async function issueCode(
  { issuance, codeLifetimeSeconds = defaultCodeLifetimeSeconds }: AuthorizeDeps,
  { redirectUri = '', scopeText = '', nonce, codeChallenge }: AskedAuthorization,
  platform: RedirectPlatform,
  { admissions: [admission], account: { session } }: Admitted,
  family: GrantFamilyId,
): Promise<string> {
  const bound = { family, redirectUri, platform, scope: scopeText, nonce: nonce ?? null, kmsi: session.persistent };
  const lifetime = codeLifetimeSeconds * 1000;
  const recipe = authorizationCode({ ...bound, codeChallenge: codeChallenge ?? null, lifetime });
  return (await issuance.issue(admission, recipe)).code;
}

/** OIDC Core §3.3.2.11: the ID token names by their hashes the code and the token that travel with it. */
async function issueIdToken(
  { issuance }: AuthorizeDeps,
  { nonce, claims }: AskedAuthorization,
  { admissions: [admission], account: { session } }: Admitted,
  family: GrantFamilyId,
  code: string | undefined,
  token: string | undefined,
): Promise<string> {
  return issuance.issue(
    admission,
    idToken({
      nonce: nonce ?? null,
      session: session.id,
      family,
      kmsi: session.persistent,
      ...(claims === undefined ? {} : { claims }),
      ...(code === undefined ? {} : { code }),
      ...(token === undefined ? {} : { accessToken: token }),
    }),
  );
}

function scopeOf({ scope }: AskedAuthorization): string | undefined {
  if (scope?.kind !== 'scopes') return undefined;
  const [resource] = scope.resources;
  return writeScope(resource, resource?.scopes.map(({ value }) => value) ?? [], scope.openId);
}

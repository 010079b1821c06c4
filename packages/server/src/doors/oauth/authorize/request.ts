import {
  type ClaimsRequest,
  type Parameters,
  parseClaimsRequest,
  parseParameters,
  parseScope,
  type ScopeProblem,
  type ScopeRequest,
} from '@gatehouse/wire';
import type { HttpRequest } from '../../http/index.js';
import { scopeOfResource } from '../token/version-one.js';

const prompts = ['none', 'login', 'consent', 'select_account'] as const;
export type Prompt = (typeof prompts)[number];

/** What an answer may carry. */
export type ResponseType = 'code' | 'id_token' | 'code id_token' | 'id_token token';
export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** An authorization request as it was sent, taken apart and not yet judged. */
export interface AskedAuthorization {
  /** The v1 endpoint, whose clients may name a `resource`. */
  readonly versionOne: boolean;
  readonly malformed: boolean;
  /** Parameters that we read and that were sent more than once. */
  readonly repeated: readonly string[];
  /** Every parameter that we read, encoded again: what the sign-in carries along. */
  readonly text: string;
  readonly clientId: string | undefined;
  readonly redirectUri: string | undefined;
  /** As sent. */
  readonly responseTypeText: string | undefined;
  /** Undefined for types that we do not know. */
  readonly responseType: ResponseType | undefined;
  readonly responseModeText: string | undefined;
  /** How answers and errors travel; the default of the response type when what was asked cannot be. */
  readonly responseMode: ResponseMode;
  readonly resource: string | undefined;
  readonly scopeText: string | undefined;
  readonly scope: ScopeRequest | ScopeProblem | undefined;
  /** Byte for byte what the client sent. */
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly codeChallengeMethod: string | undefined;
  /** Values that we know; the others count as absent (Microsoft identity platform documentation: authorization request). */
  readonly prompts: ReadonlySet<Prompt>;
  readonly loginHint: string | undefined;
  readonly domainHint: string | undefined;
  readonly sid: string | undefined;
  readonly maxAge: string | undefined;
  readonly claimsText: string | undefined;
  /** Undefined when absent, and when broken. */
  readonly claims: ClaimsRequest | undefined;
  readonly clientInfo: boolean;
  readonly uiLocales: string | undefined;
  /** Parameters that ask for a token bound to a key, as sent. */
  readonly boundTo: Readonly<Record<'req_cnf' | 'dpop_jkt' | 'token_type', string | undefined>>;
}

const names = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'resource',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'prompt',
  'login_hint',
  'domain_hint',
  'sid',
  'max_age',
  'claims',
  'client_info',
  'ui_locales',
  'ear_jwk',
  'req_cnf',
  'dpop_jkt',
  'token_type',
] as const;

/** Reads an authorization request from the query, or from the form and the query together (OIDC Core §3.1.2.1). */
export function readAuthorization(request: HttpRequest, versionOne: boolean): AskedAuthorization {
  const isForm = request.mediaType === 'application/x-www-form-urlencoded';
  if (request.method !== 'POST') return parseAuthorization(request.queryText, versionOne);
  if (!isForm) return { ...parseAuthorization('', versionOne), malformed: true };
  return parseAuthorization([request.queryText, request.body].filter((text) => text !== '').join('&'), versionOne);
}

/** Takes the text of an authorization request apart. @param text form-encoded, as sent or as kept in `AskedAuthorization.text`. */
export function parseAuthorization(text: string, versionOne: boolean): AskedAuthorization {
  const sent = parseParameters(text);
  const responseTypeText = sent.get('response_type');
  const responseType = responseTypeOf(responseTypeText, sent.get('ear_jwk') !== undefined);
  const scopeText = scopeTextOf(sent, versionOne);
  const claimsText = sent.get('claims');
  return {
    versionOne,
    malformed: sent.malformed,
    repeated: names.filter((name) => sent.repeated.includes(name)),
    text: textOf(sent),
    clientId: sent.get('client_id'),
    redirectUri: sent.get('redirect_uri'),
    responseTypeText,
    responseType,
    responseModeText: sent.get('response_mode'),
    responseMode: responseModeOf(sent, responseType, responseTypeText),
    resource: sent.get('resource'),
    scopeText,
    scope: scopeText === undefined ? undefined : parseScope(scopeText),
    state: sent.repeated.includes('state') ? undefined : sent.get('state'),
    nonce: sent.get('nonce'),
    codeChallenge: sent.get('code_challenge'),
    codeChallengeMethod: sent.get('code_challenge_method'),
    prompts: new Set(prompts.filter((prompt) => sent.get('prompt')?.split(' ').includes(prompt) === true)),
    loginHint: sent.get('login_hint'),
    domainHint: sent.get('domain_hint'),
    sid: sent.get('sid'),
    maxAge: sent.get('max_age'),
    claimsText,
    claims: claimsText === undefined ? undefined : parseClaimsRequest(claimsText),
    clientInfo: sent.get('client_info') === '1',
    uiLocales: sent.get('ui_locales'),
    boundTo: {
      req_cnf: sent.get('req_cnf'),
      dpop_jkt: sent.get('dpop_jkt'),
      token_type: sent.get('token_type'),
    },
  };
}

/** Values stand in any order (OAuth 2.0 Multiple Response Types §2). */
function responseTypeOf(text: string | undefined, encrypted: boolean): ResponseType | undefined {
  const key = (text ?? '').split(' ').filter(Boolean).sort().join(' ');
  // MSAL's encrypted mode: a server without it may answer with a code.
  if (encrypted && key === 'id_token refresh_token token') return 'code';
  const known: readonly ResponseType[] = ['code', 'id_token', 'code id_token', 'id_token token'];
  return known.find((type) => type === key);
}

/** OAuth 2.0 Multiple Response Types §2.1 and §5: fragment once a token is returned, query otherwise; never tokens in a query. */
function responseModeOf(
  sent: Parameters,
  responseType: ResponseType | undefined,
  responseTypeText: string | undefined,
): ResponseMode {
  const withTokens =
    responseType === undefined ? responseTypeText?.includes('token') === true : responseType !== 'code';
  const asked = sent.repeated.includes('response_mode') ? undefined : sent.get('response_mode');
  if (asked === 'form_post' || asked === 'fragment') return asked;
  return withTokens ? 'fragment' : 'query';
}

/** The v1 endpoint takes one `resource` beside OpenID scopes, and signs people in without any. */
function scopeTextOf(sent: Parameters, versionOne: boolean): string | undefined {
  const scope = sent.get('scope');
  if (!versionOne) return scope;
  const resource = sent.get('resource');
  return resource === undefined ? (scope ?? 'openid') : scopeOfResource(resource, scope ?? 'openid');
}

function textOf(sent: Parameters): string {
  return names
    .map((name) => [name, sent.get(name)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
}

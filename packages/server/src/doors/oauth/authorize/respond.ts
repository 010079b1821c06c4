import { errorRow, publicSentence, type Refusal, type TenantId } from '@gatehouse/model';
import { errorDescription } from '@gatehouse/wire';
import { type HttpAnswer, type HttpRequest, pageAnswer } from '../../http/index.js';
import type { AskedAuthorization } from './request.js';

/** A parameter of an answer; undefined ones are left out. */
export type AnswerField = readonly [name: string, value: string | undefined];

/** Where an answer goes and how it travels: a redirect URI that was proven, and the mode the client asked for. */
type Destination = Pick<AskedAuthorization, 'redirectUri' | 'responseMode' | 'state' | 'versionOne'>;

/**
 * Sends an answer to the application: in the query, in the fragment, or by a page that posts itself (OAuth 2.0 Multiple Response
 * Types §2.1, OAuth 2.0 Form Post Response Mode §2). After a POST the browser must not repeat the form: 303, never 307
 * (RFC 9700 §4.12).
 */
export function answerApplication(
  request: HttpRequest,
  baseUrl: string,
  { redirectUri, responseMode, state }: Destination,
  fields: readonly AnswerField[],
  cookies: readonly string[],
): HttpAnswer {
  if (redirectUri === undefined) throw new TypeError('an answer needs a proven redirect URI');
  const sent = [...fields, ['state', state] as const].flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  if (responseMode === 'form_post') {
    return pageAnswer(request, baseUrl, { view: { kind: 'form-post', action: redirectUri, fields: sent }, cookies });
  }
  const text = sent.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('&');
  const mark = responseMode === 'fragment' ? '#' : redirectUri.includes('?') ? '&' : '?';
  return {
    status: request.method === 'POST' ? 303 : 302,
    headers: {
      location: `${redirectUri}${mark}${text}`,
      'cache-control': 'no-store',
      ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }),
    },
  };
}

/** Sends an error to the application (RFC 6749 §4.1.2.1, OIDC Core §3.1.2.6). @param tenant the issuer's tenant, once it is known. */
export function answerError(
  request: HttpRequest,
  baseUrl: string,
  destination: Destination,
  refusal: Refusal,
  tenant: TenantId | null,
  cookies: readonly string[] = [],
): HttpAnswer {
  const row = errorRow(refusal.code);
  const description = errorDescription({
    number: refusal.code,
    sentence: publicSentence(refusal),
    at: request.arrivedAt,
    traceId: request.requestId,
    correlationId: request.correlationId,
  });
  const fields: readonly AnswerField[] = [
    ['error', authorizationError(refusal)],
    ['error_description', description],
    ['error_uri', row.uri === false ? undefined : `${baseUrl}/error?code=${refusal.code}`],
    ['suberror', row.suberror],
    ['claims', refusal.claims === undefined ? undefined : JSON.stringify(refusal.claims)],
    ['iss', tenant === null ? undefined : issuerOf(baseUrl, tenant, destination.versionOne)],
  ];
  return answerApplication(request, baseUrl, destination, fields, cookies);
}

/** RFC 9207 §2: the issuer as the metadata of the same endpoint version names it. */
export function issuerOf(baseUrl: string, tenant: TenantId, versionOne: boolean): string {
  return versionOne ? `${baseUrl}/${tenant}/` : `${baseUrl}/${tenant}/v2.0`;
}

/** Refusals whose catalogued error is the token endpoint's, in the words of this endpoint. */
const byCode: Partial<Readonly<Record<Refusal['code'], string>>> = {
  50020: 'interaction_required',
  50132: 'login_required',
  50173: 'login_required',
  65001: 'consent_required',
  700161: 'access_denied',
};

function authorizationError({ code }: Refusal): string {
  const { error } = errorRow(code);
  const own = byCode[code];
  if (own !== undefined) return own;
  if (error === 'invalid_grant') return 'access_denied';
  if (error === 'invalid_client') return 'unauthorized_client';
  return error === 'invalid_tenant' ? 'invalid_request' : error;
}

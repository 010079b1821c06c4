import type { CorrelationId, RequestId, TenantId } from '@gatehouse/model';
import { errorCodes, errorRow, refuse } from '@gatehouse/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseParameters } from '@gatehouse/wire';
import type { HttpRequest } from '../../http/index.js';
import { answerApplication, answerError } from './respond.js';

const baseUrl = 'https://login.example';
const tenant = '11111111-1111-4111-8111-111111111111' as TenantId;
const request: HttpRequest = {
  method: 'GET',
  path: '/',
  params: {},
  query: parseParameters(''),
  queryText: '',
  body: '',
  mediaType: '',
  headers: {},
  cookies: {},
  origin: undefined,
  clientAddress: '192.0.2.1',
  userAgent: undefined,
  requestId: 'aaaaaaaa-0000-4000-8000-000000000001' as RequestId,
  correlationId: 'aaaaaaaa-0000-4000-8000-000000000002' as CorrelationId,
  arrivedAt: Date.parse('2030-01-02T03:04:05Z'),
};
const to = (
  responseMode: 'query' | 'fragment' | 'form_post',
  redirectUri = 'https://app.example/cb',
  state?: string,
) => ({
  redirectUri,
  responseMode,
  state,
  versionOne: false,
});

test('an answer in the query is added to a query that is there', () => {
  const answer = answerApplication(
    request,
    baseUrl,
    to('query', 'https://app.example/cb?x=1', 's'),
    [['code', 'c']],
    [],
  );
  expect(answer).toEqual({
    status: 302,
    headers: { location: 'https://app.example/cb?x=1&code=c&state=s', 'cache-control': 'no-store' },
  });
});

test('after a POST the browser is told to GET', () => {
  const posted = { ...request, method: 'POST' };
  expect(answerApplication(posted, baseUrl, to('query'), [['code', 'c']], []).status).toBe(303);
});

test('state comes back byte for byte in every mode', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.constantFrom('query' as const, 'fragment' as const),
      (state, mode) => {
        const { headers } = answerApplication(request, baseUrl, to(mode, undefined, state), [['code', 'c']], []);
        const [, text = ''] = String(headers?.location).split(mode === 'query' ? '?' : '#');
        expect(new URLSearchParams(text).get('state')).toBe(state);
        expect(text).not.toMatch(/[^\x21-\x7e]/);
      },
    ),
  );
});

test('a page that posts itself may be framed, runs only its own script, and leads where the answer goes', () => {
  const answer = answerApplication(request, baseUrl, to('form_post', undefined, 'a"><b'), [['code', 'c']], []);
  expect(answer.status).toBe(200);
  expect(answer.headers?.['x-frame-options']).toBeUndefined();
  expect(answer.headers?.['content-security-policy']).not.toContain('frame-ancestors');
  expect(answer.body).toContain('action="https://app.example/cb"');
  expect(answer.body).toContain('value="a&quot;>&lt;b"');
});

test('an error carries what clients sort it by, and names the issuer', () => {
  const { headers } = answerError(request, baseUrl, to('fragment', undefined, 's'), refuse(65001, 'x'), tenant);
  const sent = new URLSearchParams(String(headers?.location).split('#')[1]);
  expect(Object.fromEntries(sent)).toEqual({
    error: 'consent_required',
    error_description: expect.stringMatching(
      /^AADSTS65001: .* Trace ID: aaaaaaaa-0000-4000-8000-000000000001 Correlation ID: aaaaaaaa-0000-4000-8000-000000000002 Timestamp: 2030-01-02 03:04:05Z$/,
    ),
    error_uri: `${baseUrl}/error?code=65001`,
    suberror: 'consent_required',
    iss: `${baseUrl}/${tenant}/v2.0`,
    state: 's',
  });
});

/** RFC 6749 §4.1.2.1, OIDC Core §3.1.2.6, and what the platform documents besides. */
const authorizationErrors = [
  'invalid_request',
  'unauthorized_client',
  'access_denied',
  'unsupported_response_type',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'interaction_required',
  'login_required',
  'consent_required',
  'invalid_resource',
];
/** What only a token request can meet. */
const tokenErrors = [
  'unsupported_grant_type',
  'authorization_pending',
  'slow_down',
  'bad_verification_code',
  'expired_token',
  'invalid_token',
  'insufficient_scope',
];

test('every refusal has an error that belongs to this endpoint', () => {
  for (const code of errorCodes().filter((each) => !tokenErrors.includes(errorRow(each).error))) {
    const { headers } = answerError(request, baseUrl, to('query'), refuse(code, ''), null);
    const error = new URL(String(headers?.location)).searchParams.get('error');
    expect([code, authorizationErrors.includes(error ?? '')]).toEqual([code, true]);
  }
});

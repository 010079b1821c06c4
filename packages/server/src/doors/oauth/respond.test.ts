import { type CorrelationId, errorCodes, errorRow, type RequestId, refuse } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { oauthError } from './respond.js';

const baseUrl = 'https://login.example';
const request = {
  requestId: '00000000-0000-4000-8000-000000000001' as RequestId,
  correlationId: '00000000-0000-4000-8000-000000000002' as CorrelationId,
  arrivedAt: Date.UTC(2030, 0, 2, 3, 4, 5),
};

describe('the answer to a program for a refusal', () => {
  it('has the documented body and headers, and nothing of the log', () => {
    const answer = oauthError(refuse(7000215, 'secret 2 differs', { client: 'app' }), request, baseUrl);
    expect({ ...answer, body: JSON.parse(answer.body ?? '') }).toEqual({
      status: 401,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', pragma: 'no-cache' },
      body: {
        error: 'invalid_client',
        error_description:
          'AADSTS7000215: the client secret of application `app` is wrong. ' +
          'Trace ID: 00000000-0000-4000-8000-000000000001 Correlation ID: 00000000-0000-4000-8000-000000000002 ' +
          'Timestamp: 2030-01-02 03:04:05Z',
        error_codes: [7000215],
        timestamp: '2030-01-02 03:04:05Z',
        trace_id: '00000000-0000-4000-8000-000000000001',
        correlation_id: '00000000-0000-4000-8000-000000000002',
        error_uri: 'https://login.example/error?code=7000215',
      },
    });
  });

  it.each([70003, 700038] as const)('leaves error_uri out of %i', (code) => {
    expect(oauthError(refuse(code, ''), request, baseUrl).body).not.toContain('error_uri');
  });

  it('carries a suberror, and a claims challenge as JSON text', () => {
    const claims = { access_token: { capolids: { essential: true, values: ['p'] } } };
    const body = JSON.parse(oauthError({ ...refuse(50076, ''), claims }, request, baseUrl).body ?? '') as object;
    expect(body).toMatchObject({ suberror: 'basic_action', claims: JSON.stringify(claims) });
  });

  it('throttles with 429 and Retry-After', () => {
    const answer = oauthError(refuse(90055, 'too many'), request, baseUrl);
    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({ 'retry-after': '30' });
  });

  it('never tells a client to retry later for an ordinary refusal', () => {
    for (const code of errorCodes().filter((each) => errorRow(each).status < 429)) {
      expect(oauthError(refuse(code, ''), request, baseUrl).headers).not.toHaveProperty('retry-after');
    }
  });
});

import { errorCodes, errorRow } from '@gatehouse/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorBody, type OAuthErrorFacts } from './error-body.js';

const facts: OAuthErrorFacts = {
  error: 'invalid_client',
  number: 7000215,
  sentence: 'the client secret of application `x` is wrong',
  at: Date.UTC(2030, 0, 2, 3, 4, 5, 678),
  traceId: '00000000-0000-4000-8000-000000000001',
  correlationId: '00000000-0000-4000-8000-000000000002',
};

describe('the body of an error answer', () => {
  it('has exactly the documented fields', () => {
    expect(errorBody({ ...facts, uri: 'https://localhost:8443/error?code=7000215' })).toEqual({
      error: 'invalid_client',
      error_description:
        'AADSTS7000215: the client secret of application `x` is wrong. Trace ID: 00000000-0000-4000-8000-000000000001 ' +
        'Correlation ID: 00000000-0000-4000-8000-000000000002 Timestamp: 2030-01-02 03:04:05Z',
      error_codes: [7000215],
      timestamp: '2030-01-02 03:04:05Z',
      trace_id: '00000000-0000-4000-8000-000000000001',
      correlation_id: '00000000-0000-4000-8000-000000000002',
      error_uri: 'https://localhost:8443/error?code=7000215',
    });
  });

  it('leaves out what does not apply', () => {
    expect(Object.keys(errorBody(facts))).toEqual([
      'error',
      'error_description',
      'error_codes',
      'timestamp',
      'trace_id',
      'correlation_id',
    ]);
  });

  it('carries the suberror, and the claims as JSON text', () => {
    const body = errorBody({
      ...facts,
      suberror: 'basic_action',
      claims: { access_token: { nbf: { essential: true } } },
    });
    expect(body.suberror).toBe('basic_action');
    expect(body.claims).toBe('{"access_token":{"nbf":{"essential":true}}}');
  });

  it('keeps the description within the characters of RFC 6749 §5.2', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (sentence) => {
        expect(errorBody({ ...facts, sentence }).error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/);
      }),
    );
  });

  it('has no catalogued sentence with a word by which clients sort errors', () => {
    const words = /interaction_required|consent_required|login_required|bad_token|ui_not_allowed|interrupted_user/;
    for (const code of errorCodes()) expect(errorRow(code).sentence).not.toMatch(words);
  });
});

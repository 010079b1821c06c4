import { describe, expect, it } from 'vitest';
import { protectError } from './errors/index.js';
import { createProtector } from './index.js';
import { api, apiUri, origin, tenant } from './testing/forge.js';

const protector = createProtector({ issuers: { authority: `${origin}/${tenant}` }, audience: [apiUri, api] });
const start = `Bearer realm="", authorization_uri="${origin}/common/oauth2/authorize", client_id="${api}"`;

describe('the answer to a refused request', () => {
  it('without a token names no error', () => {
    expect(protector.challenge(protectError('token_missing'))).toEqual({
      status: 401,
      headers: { 'WWW-Authenticate': start },
      body: {
        error: 'unauthorized',
        error_description: 'the request carries no bearer token',
        code: 'token_missing',
        action: 'acquire_new_token',
      },
    });
  });

  it('with a bad token names the error and nothing of the token', () => {
    expect(protector.challenge(protectError('token_expired', 'exp is 7, now is 8'))).toEqual({
      status: 401,
      headers: { 'WWW-Authenticate': `${start}, error="invalid_token", error_description="the token has expired"` },
      body: {
        error: 'invalid_token',
        error_description: 'the token has expired',
        code: 'token_expired',
        action: 'acquire_new_token',
      },
    });
  });

  it('with too little names the scope that would do', () => {
    const { status, headers } = protector.challenge(protectError('scope_missing', undefined, { scope: 'Tasks.Read' }));
    expect(status).toBe(403);
    expect(headers['WWW-Authenticate']).toMatch(
      /, error="insufficient_scope", error_description="[^"]+", scope="Tasks\.Read"$/,
    );
  });

  it('that demands further claims carries them in padded standard base64', () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"~~~?>>"}}}';
    const { status, headers } = protector.challenge(protectError('claims_challenge', undefined, { claims }));
    expect(status).toBe(401);
    expect(headers['WWW-Authenticate']).toMatch(/, error="insufficient_claims", .*Ijoifn5\+Pz4\+In19fQ=="$/);
    const encoded = /claims="([^"]+)"/.exec(headers['WWW-Authenticate'] ?? '');
    expect(atob(encoded?.[1] ?? '')).toBe(claims);
  });

  it('for a fault of ours is no challenge and says when to come back', () => {
    for (const code of ['keys_unavailable', 'revocations_unavailable'] as const) {
      expect(protector.challenge(protectError(code))).toMatchObject({
        status: 503,
        headers: { 'Retry-After': '5' },
        body: { error: 'temporarily_unavailable', code, action: 'retry' },
      });
    }
  });

  it('leaves the client id out when the API is known by its URI only', () => {
    const known = createProtector({ issuers: { authority: `${origin}/${tenant}` }, audience: apiUri });
    expect(known.challenge(protectError('token_missing')).headers).toEqual({
      'WWW-Authenticate': `Bearer realm="", authorization_uri="${origin}/common/oauth2/authorize"`,
    });
  });
});

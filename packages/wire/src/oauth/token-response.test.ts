import { describe, expect, it } from 'vitest';
import { encodeClientInfo } from './client-info.js';
import { tokenResponse } from './token-response.js';

describe('the body of a token answer', () => {
  it('has four fields when only an access token was granted', () => {
    expect(JSON.stringify(tokenResponse({ accessToken: 'a.b.c', expiresIn: 3599 }))).toBe(
      '{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"a.b.c"}',
    );
  });

  it('names everything that was granted', () => {
    const clientInfo = encodeClientInfo(
      '11111111-0000-4000-8000-000000000001' as never,
      '22222222-0000-4000-8000-000000000002' as never,
    );
    expect(
      tokenResponse({
        accessToken: 'a.b.c',
        expiresIn: 86_400,
        refreshIn: 43_200,
        scope: 'User.Read openid',
        refreshToken: 'g1.fake',
        refreshTokenExpiresIn: 86_400,
        idToken: 'd.e.f',
        clientInfo,
      }),
    ).toEqual({
      token_type: 'Bearer',
      scope: 'User.Read openid',
      expires_in: 86_400,
      ext_expires_in: 86_400,
      refresh_in: 43_200,
      access_token: 'a.b.c',
      refresh_token: 'g1.fake',
      refresh_token_expires_in: 86_400,
      id_token: 'd.e.f',
      client_info:
        'eyJ1aWQiOiIxMTExMTExMS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJ1dGlkIjoiMjIyMjIyMjItMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAyIn0',
    });
  });
});

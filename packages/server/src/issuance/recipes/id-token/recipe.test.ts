import { createHash } from 'node:crypto';
import type { AppId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  client,
  now,
  openRecipeBench,
  personAdmitted,
  type RecipeBench,
  session,
  tenant,
  user,
} from '../../admitted.fixture.js';
import { idToken, type IdTokenOptions } from './recipe.js';

let bench: RecipeBench;
beforeAll(async () => {
  bench = await openRecipeBench();
});
afterAll(() => bench.close());

async function claimsOf(
  openIdScopes: readonly string[],
  options: Partial<IdTokenOptions> = {},
  at = client,
): Promise<Record<string, unknown>> {
  const token = await idToken({ nonce: null, ...options }).make(
    { ...personAdmitted({ openIdScopes }), client: at },
    bench,
  );
  return decodeJwt(token);
}

describe('an ID token', () => {
  it('carries who signed in, when and where, and nothing that was not asked for', async () => {
    expect(await claimsOf(['openid', 'profile'], { session })).toEqual({
      iss: `https://login.example/${tenant}/v2.0`,
      aud: client.appId,
      sub: expect.stringMatching(/^[\w-]{43}$/),
      tid: tenant,
      ver: '2.0',
      iat: now / 1000,
      nbf: now / 1000 - 300,
      exp: now / 1000 + 3600,
      auth_time: now / 1000 - 60,
      uti: expect.any(String),
      sid: session,
      oid: user.id,
      preferred_username: 'avery@contoso.example',
      name: 'Avery Example',
    });
  });

  it('tells no name and no object id without `profile`, and no address without `email`', async () => {
    const bare = await claimsOf(['openid']);
    for (const name of ['oid', 'name', 'preferred_username', 'email']) expect(bare).not.toHaveProperty(name);
    expect(await claimsOf(['openid', 'email'])).toHaveProperty('email', 'avery.mail@contoso.example');
  });

  it('repeats the nonce, and has none when none was sent', async () => {
    expect(await claimsOf(['openid'], { nonce: 'n-1' })).toHaveProperty('nonce', 'n-1');
    expect(await claimsOf(['openid'])).not.toHaveProperty('nonce');
  });

  it('binds the code and the access token that it comes with', async () => {
    const half = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
    expect(await claimsOf(['openid'], { code: 'the-code', accessToken: 'the-token' })).toMatchObject({
      c_hash: half('the-code'),
      at_hash: half('the-token'),
    });
  });

  it('knows one person by another subject at every application, always the same there', async () => {
    const other = { ...client, appId: '30000000-0000-4000-8000-00000000000f' as AppId };
    const [first, again, elsewhere] = [
      await claimsOf(['openid']),
      await claimsOf(['openid']),
      await claimsOf(['openid'], {}, other),
    ];
    expect(again.sub).toBe(first.sub);
    expect(elsewhere.sub).not.toBe(first.sub);
    expect(first.sub).not.toBe(user.id);
  });
});

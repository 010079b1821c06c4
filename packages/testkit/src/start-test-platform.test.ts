import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type StartedPlatform, startTestPlatform } from './index.js';

const native = '20000000-0000-4000-8000-000000000001';
const seed = {
  tenants: [
    {
      id: '10000000-0000-4000-8000-000000000001',
      displayName: 'Contoso',
      domains: ['contoso.example'],
      policies: { legacy: { passwordGrant: true } },
      users: [{ userPrincipalName: 'ann@contoso.example', displayName: 'Ann', password: 'Fake-Passw0rd-1' }],
      applications: [
        {
          appId: native,
          displayName: 'Script',
          isFallbackPublicClient: true,
          publicClient: { redirectUris: ['http://localhost'] },
          gatehouse: { allowPasswordGrant: true },
        },
      ],
      oauth2PermissionGrants: [
        {
          client: native,
          resource: '00000003-0000-0000-c000-000000000000',
          scope: 'openid offline_access User.Read',
          consentType: 'AllPrincipals',
        },
      ],
    },
  ],
};
const day = 86_400;

let platform: StartedPlatform;
/** The temporary folder of this file, so that what is left there is its own. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'testkit-'));
  vi.stubEnv('TMPDIR', folder);
  const settings = ['--refresh-absolute-days', '100'];
  platform = await startTestPlatform({ seed, tls: 'off', at: '2030-01-01T00:00:00Z', settings });
});
afterAll(async () => {
  await platform.stop();
  expect(await data()).toEqual([]);
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** The data folders that are there now. */
async function data(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('gatehouse-test-'));
}

async function token(form: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const body = new URLSearchParams({ client_id: native, scope: 'openid offline_access User.Read', ...form });
  const answer = await fetch(`${platform.baseUrl}/contoso.example/oauth2/v2.0/token`, { method: 'POST', body });
  return (await answer.json()) as Record<string, unknown>;
}

describe('a platform for tests', () => {
  it('has what its seed says, at the time that the test says', async () => {
    const signIn = { grant_type: 'password', username: 'ann@contoso.example', password: 'Fake-Passw0rd-1' };
    const { id_token } = await token(signIn);
    const claims = JSON.parse(Buffer.from(String(id_token).split('.')[1] ?? '', 'base64url').toString()) as {
      iat: number;
    };
    expect(new Date(claims.iat * 1000).toISOString()).toMatch(/^2030-01-01T00:0/);
  });

  it('takes settings of `gatehouse serve`: refresh tokens end after so many days, however often they are used', async () => {
    const signIn = { grant_type: 'password', username: 'ann@contoso.example', password: 'Fake-Passw0rd-1' };
    let { refresh_token } = await token(signIn);
    const refresh = () => token({ grant_type: 'refresh_token', refresh_token: String(refresh_token) });
    platform.clock.advance(60 * day);
    ({ refresh_token } = await refresh());
    platform.clock.advance(40 * day - 60);
    ({ refresh_token } = await refresh());
    expect(refresh_token).toBeTypeOf('string');
    platform.clock.advance(60);
    expect(await refresh()).toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses a seed by naming what is wrong with it, and leaves nothing behind', async () => {
    const wrong = startTestPlatform({ seed: { tenants: [{ displayName: 'Nameless' }] } });
    const { message } = (await wrong.catch((error: Error) => error)) as Error;
    expect(message).toMatch(/seed\.json: tenants/);
    expect(await data()).toHaveLength(1);
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../support/browser.js';
import { type ChildPlatform, startChildPlatform } from '../support/child-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';
import { testPostgres } from '../support/postgres.js';

const tenant = '10000000-0000-4000-8000-0000000000aa';
const native = '20000000-0000-4000-8000-0000000000aa';
const person: Person = { userName: 'ann@winner.example', password: 'not-a-secret-of-ann' };
const redirectUri = 'http://localhost';
/** Eight APIs; the application may read each of them for everyone. */
const resources = Array.from({ length: 8 }, (_, index) => `30000000-0000-4000-8000-00000000000${index}`);
const verifier = randomBytes(32).toString('base64url');
const seed = {
  tenants: [
    {
      id: tenant,
      displayName: 'Winner',
      domains: ['winner.example'],
      users: [{ userPrincipalName: person.userName, displayName: 'Ann', password: person.password }],
      applications: [
        {
          appId: native,
          displayName: 'Native',
          isFallbackPublicClient: true,
          publicClient: { redirectUris: [redirectUri] },
        },
        ...resources.map((appId) => ({
          appId,
          displayName: `API ${appId}`,
          identifierUris: [`api://${appId}`],
          api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'Read', type: 'User' }] },
        })),
      ],
      oauth2PermissionGrants: resources.map((resource) => ({
        client: native,
        resource,
        scope: 'Read',
        consentType: 'AllPrincipals',
      })),
    },
  ],
};

let folder: string;
let processes: readonly ChildPlatform[];
let addresses: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-winner-'));
  const file = join(folder, 'seed.json');
  await writeFile(file, JSON.stringify(seed));
  const database = await (await testPostgres()).database();
  const ports = [await freePort(), await freePort()];
  addresses = ports.map((port) => `http://localhost:${port}`);
  const environment = { GATEHOUSE_KEY_ENCRYPTION_KEY: createHash('sha256').update('not a secret').digest('base64') };
  const start = (port: number | undefined) =>
    startChildPlatform(
      [
        ...[
          '--dev',
          '--tls',
          'off',
          '--port',
          String(port),
          '--public-url',
          String(addresses[0]),
          '--database',
          database,
        ],
        ...['--data', join(folder, String(port)), '--seed', file],
      ],
      environment,
    );
  // Both at once, as a deployment does it: one migrates and seeds, the other finds it done.
  processes = await Promise.all(ports.map(start));
}, 120_000);
afterAll(async () => {
  await Promise.all(processes.map((one) => one.terminate()));
  await rm(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Presents all forms at once, one half at each process. @returns the answers that were honoured, and the errors. */
async function presentAtOnce(forms: readonly Readonly<Record<string, string>>[]) {
  const answers = await Promise.all(
    forms.map(async (form, index) => {
      const url = `${addresses[index % 2]}/${tenant}/oauth2/v2.0/token`;
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ client_id: native, ...form }) });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    }),
  );
  return {
    honoured: answers.filter(({ status }) => status === 200).map(({ body }) => body),
    errors: answers.filter(({ status }) => status !== 200).map(({ body }) => body.error),
  };
}
const eightTimes = <T>(one: T): readonly T[] => Array.from({ length: 8 }, () => one);
const refused = (times: number): readonly string[] => Array.from({ length: times }, () => 'invalid_grant');

/** The form that presents a refresh token, by default for OpenID scopes only. */
const refreshing = (token: unknown, scope = 'openid offline_access') => ({
  grant_type: 'refresh_token',
  refresh_token: String(token),
  scope,
});

/** The first refresh token of a sign-in. */
async function refreshToken(): Promise<unknown> {
  const { honoured } = await presentAtOnce([await authorizationCode()]);
  return honoured[0]?.refresh_token;
}

async function authorizationCode(): Promise<Record<string, string>> {
  const browser = new Browser(String(addresses[0]));
  const parameters = new URLSearchParams({
    client_id: native,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid offline_access',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const page = await browser.open(`${addresses[0]}/${tenant}/oauth2/v2.0/authorize?${parameters.toString()}`);
  const { answer } = await signInAs(browser, page, person);
  const code = new URL(String(answer.location)).searchParams.get('code') ?? '';
  return { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
}

describe('ONE-WINNER, eight presentations at once at two processes', () => {
  it('honours an authorization code once', async () => {
    const { honoured, errors } = await presentAtOnce(eightTimes(await authorizationCode()));
    expect(honoured).toHaveLength(1);
    expect(errors).toEqual(refused(7));
  });

  it('honours a refresh generation once, and lets the winner go on', async () => {
    const { honoured, errors } = await presentAtOnce(eightTimes(refreshing(await refreshToken())));
    expect(honoured).toHaveLength(1);
    expect(errors).toEqual(refused(7));
    const next = await presentAtOnce(eightTimes(refreshing(honoured[0]?.refresh_token)));
    expect(next.honoured).toHaveLength(1);
  });

  it('honours a refresh generation once for each of eight resources, and goes on with one next generation', async () => {
    const first = await refreshToken();
    const forms = resources.map((resource) => refreshing(first, `api://${resource}/Read`));
    // Each of the eight twice: the second eight begin at the other process.
    const { honoured, errors } = await presentAtOnce([...forms, ...forms.slice(1), ...forms.slice(0, 1)]);
    const audiences = honoured.map(({ access_token: token }) => decodeJwt(String(token)).aud);
    expect(audiences).toHaveLength(8);
    expect(new Set(audiences)).toEqual(new Set(resources));
    expect(errors).toEqual(refused(8));
    const successors = honoured.map(({ refresh_token: token }) => token);
    expect(new Set(successors).size).toBe(8);
    // They are of one generation: for one and the same thing, one of them counts.
    const next = await presentAtOnce(successors.map((token) => refreshing(token)));
    expect(next.honoured).toHaveLength(1);
    expect(next.errors).toEqual(refused(7));
    expect((await presentAtOnce([refreshing(next.honoured[0]?.refresh_token)])).honoured).toHaveLength(1);
  });

  it('honours a device code once', async () => {
    const begun = await fetch(`${addresses[1]}/${tenant}/oauth2/v2.0/devicecode`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: native, scope: 'openid' }),
    });
    const device = (await begun.json()) as { user_code: string; device_code: string; verification_uri: string };
    const browser = new Browser(String(addresses[0]));
    const page = await browser.press(
      await browser.open(device.verification_uri),
      { choice: 'next' },
      { user_code: device.user_code },
    );
    await signInAs(browser, page, person);
    const { honoured } = await presentAtOnce(
      eightTimes({ grant_type: 'device_code', device_code: device.device_code }),
    );
    expect(honoured).toHaveLength(1);
  });
});

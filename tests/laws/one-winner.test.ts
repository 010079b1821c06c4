import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../support/browser.js';
import { type ChildPlatform, startChildPlatform } from '../support/child-platform.js';
import { type Person, signInAs } from '../support/sign-in-as.js';
import { testPostgres } from '../support/postgres.js';

const tenant = '10000000-0000-4000-8000-0000000000aa';
const native = '20000000-0000-4000-8000-0000000000aa';
const person: Person = { userName: 'ann@winner.example', password: 'not-a-secret-of-ann' };
const redirectUri = 'http://localhost';
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
      ],
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

/** Presents the same form eight times at once, four times at each process. @returns the answers that were honoured, and the errors. */
async function presentEightTimes(form: Readonly<Record<string, string>>) {
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
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
    const { honoured, errors } = await presentEightTimes(await authorizationCode());
    expect(honoured).toHaveLength(1);
    expect(errors).toEqual(Array.from({ length: 7 }, () => 'invalid_grant'));
  });

  it('honours a refresh generation once, and lets the winner go on', async () => {
    const answer = await fetch(`${addresses[0]}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: native, ...(await authorizationCode()) }),
    });
    const { refresh_token: first } = (await answer.json()) as { refresh_token: string };
    const refresh = (token: unknown) => ({
      grant_type: 'refresh_token',
      refresh_token: String(token),
      scope: 'openid offline_access',
    });
    const { honoured, errors } = await presentEightTimes(refresh(first));
    expect(honoured).toHaveLength(1);
    expect(errors).toEqual(Array.from({ length: 7 }, () => 'invalid_grant'));
    const next = await presentEightTimes(refresh(honoured[0]?.refresh_token));
    expect(next.honoured).toHaveLength(1);
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
    const { honoured } = await presentEightTimes({ grant_type: 'device_code', device_code: device.device_code });
    expect(honoured).toHaveLength(1);
  });
});

// Password spray: few passwords tried on many accounts (Microsoft Entra documentation: password spray; ASVS 6.3.1, 6.3.5).
import { type StartedPlatform, startTestPlatform } from '@gatehouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const tenant = 'c0000000-0000-4000-8000-000000000001';
const legacyApp = 'a0000000-0000-4000-8000-0000000000f1';
const auditor = 'a0000000-0000-4000-8000-0000000000f2';
const secret = 'fake-secret-of-the-auditor';
const graph = '00000003-0000-0000-c000-000000000000';
const password = (person: number) => `Fake-Own-Pass-${person}`;
/** What the walk finds: somebody's password is one of the three. */
const weak = 'Fake-Autumn-2029';

let running: StartedPlatform;
beforeAll(async () => {
  const users = Array.from({ length: 200 }, (_, person) => ({
    userPrincipalName: `p${person}@contoso.example`,
    ...(person < 3 ? { password: password(person) } : person === 199 ? { password: weak } : {}),
  }));
  const seed = {
    tenants: [
      {
        id: tenant,
        displayName: 'Contoso',
        domains: ['contoso.example'],
        users,
        applications: [
          {
            appId: legacyApp,
            displayName: 'Legacy',
            isFallbackPublicClient: true,
            gatehouse: { allowPasswordGrant: true },
          },
          { appId: auditor, displayName: 'Auditor', passwordCredentials: [{ secretText: secret }] },
        ],
        oauth2PermissionGrants: [
          { client: legacyApp, resource: graph, scope: 'User.Read', consentType: 'AllPrincipals' },
        ],
        appRoleAssignments: [{ principal: auditor, resource: graph, role: 'IdentityRiskEvent.Read.All' }],
        policies: { legacy: { passwordGrant: true } },
      },
    ],
  };
  const settings = ['--trust-proxy', '127.0.0.0/8', '::1/128'];
  running = await startTestPlatform({ seed, tls: 'off', at: '2030-01-01T00:00:00Z', settings });
});
afterAll(() => running.stop());

const home = '192.0.2.20';
const attacker = '198.51.100.66';

async function tokenEndpoint(form: Readonly<Record<string, string>>, address: string) {
  const answer = await fetch(`${running.baseUrl}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'x-forwarded-for': address },
    body: new URLSearchParams(form),
  });
  return (await answer.json()) as { access_token?: string; error_codes?: readonly number[] };
}

/** @returns the number of the error, or 0 for a token */
async function signIn(person: number, typed: string, address: string): Promise<number> {
  const username = `p${person}@contoso.example`;
  const form = { grant_type: 'password', client_id: legacyApp, username, password: typed, scope: 'openid' };
  return (await tokenEndpoint(form, address)).error_codes?.[0] ?? 0;
}

interface Detection {
  readonly riskEventType: string;
  readonly riskLevel: string;
  readonly userPrincipalName: string | null;
  readonly ipAddress: string;
}

async function detections(query = ''): Promise<readonly Detection[]> {
  const scope = 'https://graph.microsoft.com/.default';
  const form = { grant_type: 'client_credentials', client_id: auditor, client_secret: secret, scope };
  const { access_token: token } = await tokenEndpoint(form, home);
  const answer = await fetch(`${running.baseUrl}/v1.0/identityProtection/riskDetections${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { value: readonly Detection[] }).value;
}

describe('password spray', () => {
  test('of 200 people with 3 passwords from one address finds nothing, is detected, and locks nobody out who is known where they are', async () => {
    expect(await signIn(0, password(0), home)).toBe(0);
    const tally = new Map<number, number>();
    for (const typed of ['Fake-Spring-2029', 'Fake-Summer-2029', weak]) {
      for (let person = 0; person < 200; person += 20) {
        const some = Array.from({ length: 20 }, (_, place) => signIn(person + place, typed, attacker));
        for (const code of await Promise.all(some)) tally.set(code, (tally.get(code) ?? 0) + 1);
      }
    }
    // After the first accounts nothing is tried any more: neither right nor wrong passwords are told apart.
    expect(new Set(tally.keys())).toEqual(new Set([50126, 50053]));
    expect(tally.get(50126)).toBeLessThan(60);
    expect(await detections()).toMatchObject([
      { riskEventType: 'passwordSpray', riskLevel: 'medium', userPrincipalName: null, ipAddress: attacker },
    ]);
    expect(await signIn(0, password(0), home)).toBe(0);
    expect(await signIn(1, password(1), '203.0.113.9')).toBe(0);
  }, 120_000);

  test('from many addresses is known by its password; whose it is, is at risk and not let in', async () => {
    running.clock.advance(24 * 60 * 60);
    for (let person = 10; person < 20; person += 1) {
      expect(await signIn(person, weak, `198.51.100.${person}`)).toBe(50126);
    }
    expect(await signIn(199, weak, '198.51.100.199')).toBe(50053);
    expect(await detections("?$filter=riskLevel eq 'high'")).toMatchObject([
      { riskEventType: 'passwordSpray', userPrincipalName: 'p199@contoso.example', ipAddress: '198.51.100.199' },
    ]);
  });
});

describe('brute force on one account', () => {
  test('ends after ten passwords, for everybody but its owner at a known place', async () => {
    running.clock.advance(24 * 60 * 60);
    expect(await signIn(2, password(2), home)).toBe(0);
    const codes: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) codes.push(await signIn(2, `Fake-Guess-${turn}`, '203.0.113.77'));
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 50126), 50053, 50053]);
    expect(await signIn(2, password(2), '203.0.113.77')).toBe(50053);
    expect(await signIn(2, password(2), home)).toBe(0);
  });

  test('looks the same on an account that is not there', async () => {
    const codes: number[] = [];
    for (let turn = 0; turn < 11; turn += 1) codes.push(await signIn(999, `Fake-Guess-${turn}`, '203.0.113.78'));
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 50126), 50053]);
  });
});

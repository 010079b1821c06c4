import { parseGuid, type SessionId, type TenantId, type UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applySeed, type Directory, loadSeed, openDirectory } from '../../directory/index.js';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { type BrowserSessions, createBrowserSessions, type SessionClaim } from './browser-sessions.js';
import { sessionCookieNames } from './session-cookies.js';
import { createSessions, type Sessions } from './sessions.js';

const clock = new AdjustableClock({ now: () => Date.UTC(2030, 0, 1) });
const tenant = parseGuid<TenantId>('11111111-1111-4111-8111-111111111111') as TenantId;
const guid = (number: number): UserId => `aaaaaaaa-0000-4000-8000-00000000000${number}` as UserId;
let store: Store;
let directory: Directory;
let sessions: Sessions;
let browser: BrowserSessions;

async function seed(enabled = true): Promise<void> {
  const users = [1, 2, 3, 4, 5, 6, 7].map((number) => ({
    id: guid(number),
    userPrincipalName: `user${number}@contoso.example`,
    displayName: `User ${number}`,
    accountEnabled: number === 7 ? enabled : true,
  }));
  const tenants = [{ id: tenant, displayName: 'Contoso', domains: ['contoso.example'], users }];
  const loaded = loadSeed([{ name: 'seed.json', content: JSON.stringify({ tenants }) }], []);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  await applySeed(loaded.seed, { store, clock });
}

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock });
  directory = openDirectory({ store, clock, ids: systemIds });
  sessions = createSessions({ store, clock, ids: systemIds });
  await seed();
  browser = createBrowserSessions({ sessions, directory, clock, open });
});
afterAll(async () => {
  sessions.close();
  directory.close();
  await store.close();
});

/** Tokens of these tests are their own content; issuance seals the real ones. */
function open(text: string): SessionClaim | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as SessionClaim;
  } catch {
    return undefined;
  }
}

async function tokenOf(number: number, changes: Partial<SessionClaim> = {}, persistent = false): Promise<string> {
  const user = guid(number);
  const draft = { user, persistent, address: '192.0.2.1', userAgent: undefined };
  const session = await sessions.start(tenant, draft);
  const claim: SessionClaim = {
    tenant,
    user,
    session: session.id,
    authentication: { methods: ['pwd'], at: clock.now() },
    expiresAt: clock.now() + 60_000,
    ...changes,
  };
  return Buffer.from(JSON.stringify(claim)).toString('base64url');
}
const cookie = (...tokens: string[]) => ({ [sessionCookieNames.browser]: tokens.join('~') });
const names = async (cookies: Record<string, string>): Promise<string[]> =>
  (await browser.read(cookies)).map(({ user }) => user.userPrincipalName);

describe('an account counts as signed in', () => {
  test('while its token, its session and the account itself are good', async () => {
    expect(await names(cookie(await tokenOf(1), await tokenOf(2)))).toEqual([
      'user1@contoso.example',
      'user2@contoso.example',
    ]);
  });

  test('not by anything that is no token of ours', async () => {
    expect(await names(cookie('x', '', 'g1.AAAA', await tokenOf(1)))).toEqual(['user1@contoso.example']);
  });

  test.each<[string, () => Partial<SessionClaim>]>([
    ['whose time is over', () => ({ expiresAt: clock.now() })],
    ['of no session', () => ({ session: null })],
    ['of a session that never was', () => ({ session: systemIds.guid<SessionId>() })],
    ['that names another person than its session', () => ({ user: guid(2) })],
    ['that names another tenant than its session', () => ({ tenant: systemIds.guid<TenantId>() })],
    ['proved before the sessions of the account were revoked', () => ({ authentication: { methods: ['pwd'], at: 0 } })],
  ])('not by a token %s', async (_, changes) => {
    expect(await names(cookie(await tokenOf(1, changes())))).toEqual([]);
  });

  test('not when its session was ended', async () => {
    const token = await tokenOf(1);
    await sessions.end(tenant, open(token)?.session as SessionId, { kind: 'platform' });
    expect(await names(cookie(token))).toEqual([]);
  });

  test('not when the account is disabled', async () => {
    const token = await tokenOf(7);
    expect(await names(cookie(token))).toEqual(['user7@contoso.example']);
    await seed(false);
    expect(await names(cookie(token))).toEqual([]);
  });

  test('once, though two sessions of it are held', async () => {
    expect(await names(cookie(await tokenOf(1), await tokenOf(1)))).toEqual(['user1@contoso.example']);
  });
});

test('signing in replaces the account’s own token, and the oldest when there are more than five', async () => {
  const tokens = await Promise.all([1, 2, 3, 4, 5].map((number) => tokenOf(number)));
  const accounts = await browser.read(cookie(...tokens));
  const user = accounts[0]?.user;
  const stranger = (await directory.userById(tenant, guid(6)))?.user;
  if (user === undefined || stranger === undefined) throw new Error('seeded');
  const again = browser.add(accounts, user, { text: 'new', persistent: false });
  expect(again[0]).toContain(`=${[...tokens.slice(1), 'new'].join('~')};`);
  const sixth = browser.add(accounts, stranger, { text: 'kept', persistent: true });
  expect(sixth[0]).toContain(`=${tokens.slice(1).join('~')};`);
  expect(sixth[1]).toContain('=kept;');
});

test('signing out leaves the other accounts', async () => {
  const accounts = await browser.read(cookie(await tokenOf(1), await tokenOf(2)));
  const [first, second] = accounts;
  if (first === undefined || second === undefined) throw new Error('seeded');
  expect(browser.remove(accounts, [first])[0]).toContain(`=${second.token.text};`);
  expect(browser.remove(accounts, accounts)[0]).toContain('=; ');
});

test('a lasting cookie is set anew when its session is used, at most once an hour', async () => {
  const token = await tokenOf(1, { expiresAt: clock.now() + 10_000_000 }, true);
  const cookies = { [sessionCookieNames.persistent]: token };
  const read = async () => {
    const accounts = await browser.read(cookies);
    if (accounts[0] === undefined) throw new Error('signed in');
    return browser.touch(accounts, accounts[0]);
  };
  expect(await read()).toEqual([]);
  clock.advance(3600);
  expect((await read()).some((line) => line.includes('Max-Age=7776000'))).toBe(true);
  expect(await read()).toEqual([]);
});

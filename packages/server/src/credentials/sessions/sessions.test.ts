import type { AppId, SessionId, TenantId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { type JournalEntry, openStore, type Store, sweepTenants } from '../../platform/store/index.js';
import { createSessions, type NewSession, sessionSweep, type Sessions } from './sessions.js';

/** Stands still unless moved. */
const clock = new AdjustableClock({ now: () => Date.UTC(2030, 0, 1) });
let store: Store;
let sessions: Sessions;
/** Another process on the same store. */
let elsewhere: Sessions;
const heard: JournalEntry[] = [];

beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock });
  sessions = createSessions({ store, clock, ids: systemIds });
  elsewhere = createSessions({ store, clock, ids: systemIds });
  store.journal.subscribe((entry) => heard.push(entry));
});
afterAll(async () => {
  sessions.close();
  elsewhere.close();
  await store.close();
});

const tenant = systemIds.guid<TenantId>();
const app = systemIds.guid<AppId>();
const other = systemIds.guid<AppId>();
const draft = (rest: Partial<NewSession> = {}): NewSession => ({
  user: systemIds.guid<UserId>(),
  persistent: false,
  address: '192.0.2.1',
  userAgent: 'Browser/1',
  ...rest,
});
const hours = (count: number): void => clock.advance(count * 3600);
const operations = (id: SessionId): string[] =>
  heard.filter(({ target }) => target.id === id).map(({ operation }) => operation);

describe('a session', () => {
  test('is found until it is ended, by any process, and stays ended', async () => {
    const { id, user } = await sessions.start(tenant, draft());
    expect(await sessions.find(tenant, id)).toMatchObject({ id, user, persistent: false });
    expect(await elsewhere.find(tenant, id)).toMatchObject({ id });
    expect(await elsewhere.end(tenant, id, { kind: 'user', id: user })).toBe(true);
    expect(await sessions.find(tenant, id)).toBeUndefined();
    expect(await sessions.end(tenant, id, { kind: 'platform' })).toBe(false);
    expect(await sessions.keep(tenant, id)).toBeUndefined();
    expect(operations(id)).toEqual(['session.start', 'session.end']);
  });

  test('of one tenant is unknown in another', async () => {
    const { id } = await sessions.start(tenant, draft());
    const stranger = systemIds.guid<TenantId>();
    expect(await sessions.find(stranger, id)).toBeUndefined();
    expect(await sessions.end(stranger, id, { kind: 'platform' })).toBe(false);
    expect(await sessions.find(tenant, id)).toBeDefined();
  });

  test('that ends with the browser lives 24 hours from the sign-in, used or not', async () => {
    const session = await sessions.start(tenant, draft());
    hours(23);
    expect(await sessions.find(tenant, session.id)).toBeDefined();
    await sessions.touch(session);
    hours(1);
    expect(await sessions.find(tenant, session.id)).toBeUndefined();
  });

  test('that stays lives 90 days from its last use, also when another process saw it', async () => {
    const session = await sessions.start(tenant, draft({ persistent: true }));
    await sessions.find(tenant, session.id);
    hours(89 * 24);
    await elsewhere.touch(session);
    hours(89 * 24);
    expect(await sessions.find(tenant, session.id)).toBeDefined();
    hours(24);
    expect(await sessions.find(tenant, session.id)).toBeUndefined();
  });

  test('that stays ends after a year even in daily use', async () => {
    let session = await sessions.start(tenant, draft({ persistent: true }));
    for (let month = 0; month < 12; month += 1) {
      hours(30 * 24);
      const found = await sessions.find(tenant, session.id);
      if (found === undefined) throw new Error('ended too soon');
      session = found;
      await sessions.touch(session);
    }
    hours(5 * 24);
    expect(await sessions.find(tenant, session.id)).toBeUndefined();
  });

  test('can be kept beyond the browser later', async () => {
    const { id } = await sessions.start(tenant, draft());
    await elsewhere.find(tenant, id);
    expect(await sessions.keep(tenant, id)).toMatchObject({ id, persistent: true });
    expect(await elsewhere.find(tenant, id)).toMatchObject({ persistent: true });
    expect(operations(id)).toEqual(['session.start', 'session.update']);
  });

  test('is touched at most once an hour', async () => {
    const session = await sessions.start(tenant, draft());
    clock.advance(60);
    await sessions.touch(session);
    expect((await sessions.find(tenant, session.id))?.lastSeenAt).toBe(session.startedAt);
    hours(2);
    await sessions.touch(session);
    expect((await sessions.find(tenant, session.id))?.lastSeenAt).toBe(session.startedAt + 7_260_000);
  });
});

test('a new authentication takes the place of the session before, and takes over whom to tell', async () => {
  const user = systemIds.guid<UserId>();
  const first = await sessions.start(tenant, draft({ user }));
  await sessions.noteClient(first, app);
  await sessions.noteClient(first, app);
  const second = await sessions.start(tenant, draft({ user, replaces: first.id }));
  await elsewhere.noteClient(second, other);
  expect(second.id).not.toBe(first.id);
  expect(await sessions.find(tenant, first.id)).toBeUndefined();
  const clients = await sessions.clients(tenant, second.id);
  expect(clients).toHaveLength(2);
  expect(clients).toEqual(
    expect.arrayContaining([
      { client: app, sid: first.id },
      { client: other, sid: second.id },
    ]),
  );
  expect(operations(first.id)).toEqual(['session.start', 'session.end']);
});

test('a session that no browser can use any more is forgotten, with whom to tell', async () => {
  const user = systemIds.guid<UserId>();
  const used = await sessions.start(tenant, draft({ user, persistent: true }));
  const unused = await sessions.start(tenant, draft({ user, persistent: true }));
  await sessions.noteClient(unused, app);
  const rows = () =>
    store.inTenant(tenant, (tx) =>
      tx.rows<{ id: string }>('select id from sessions where user_id = $1 order by started_at, id', [user]),
    );
  hours(24);
  await sessions.touch(used);
  hours(89 * 24 - 1);
  await sweepTenants(store, clock.now(), sessionSweep);
  expect(await rows()).toHaveLength(2);
  hours(1);
  await sweepTenants(store, clock.now(), sessionSweep);
  expect(await rows()).toEqual([{ id: used.id }]);
  expect(await sessions.clients(tenant, unused.id)).toEqual([]);
  expect(await sessions.find(tenant, used.id)).toBeDefined();
});

test('an application noted for a session that is gone is noted nowhere', async () => {
  const session = await sessions.start(tenant, draft());
  await sessions.noteClient({ ...session, id: systemIds.guid<SessionId>() }, app);
  expect(await sessions.clients(tenant, session.id)).toEqual([]);
});

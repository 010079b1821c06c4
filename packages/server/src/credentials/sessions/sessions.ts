import type { AppId, SessionId, TenantId, UserId } from '@gatehouse/model';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Actor, Store, Sweep, TenantTransaction } from '../../platform/store/index.js';
import * as repository from './repository.js';
import { type Session, type SessionClient, sessionEnd, sessionLifetimes, touchInterval } from './session.js';
import { createSessionCache } from './session-cache.js';

/** What a sign-in tells of the session it begins. */
export interface NewSession {
  readonly user: UserId;
  readonly persistent: boolean;
  readonly address: string;
  readonly userAgent: string | undefined;
  /** The session of the same account that it takes the place of: ended, and its applications taken over. */
  readonly replaces?: SessionId;
}

/** The sessions of all browsers. Verified here at every use (ASVS 7.2.1): a session token alone opens nothing. */
export interface Sessions {
  /** Begins a session under a fresh id (ASVS 7.2.4). */
  start(tenant: TenantId, session: NewSession): Promise<Session>;
  /** The session, if it was not ended and has not expired. */
  find(tenant: TenantId, id: SessionId): Promise<Session | undefined>;
  /** Writes down that the session is in use, at most once an hour. */
  touch(session: Session): Promise<void>;
  /** Lets the session outlive the browser. Undefined when it has ended. */
  keep(tenant: TenantId, id: SessionId): Promise<Session | undefined>;
  /** Remembers that an application was signed in to from the session, so that it can be told of the end. */
  noteClient(session: Session, client: AppId): Promise<void>;
  /** The applications to tell of the end of a session. */
  clients(tenant: TenantId, id: SessionId): Promise<readonly SessionClient[]>;
  /** Ends a session for good. False when it had ended before. */
  end(tenant: TenantId, id: SessionId, actor: Actor): Promise<boolean>;
  /** Stops listening to the journal. */
  close(): void;
}

/** Lets go of sessions that have ended by themselves, whatever their kind. Those ended before stay as long. */
export const sessionSweep: Sweep = (tenant, now, limit) =>
  repository.deleteUnusedSessions(tenant, now - sessionLifetimes.persistent.idle, limit);

/** What sessions are kept with. */
export interface SessionsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Makes the sessions of one process. What it remembers of them is dropped when the journal tells of a change; close
 * it at the end.
 */
export function createSessions({ store, clock, ids }: SessionsDeps): Sessions {
  const cache = createSessionCache(store.journal);
  const load = (tenant: TenantId, id: SessionId): Promise<Session | undefined> =>
    cache.fill(tenant, id, () => store.inTenant(tenant, (tx) => repository.selectSession(tx, id)));
  const lives = (session: Session): boolean => clock.now() < sessionEnd(session);

  const find = async (tenant: TenantId, id: SessionId): Promise<Session | undefined> => {
    const remembered = cache.get(tenant, id);
    if (remembered !== undefined && lives(remembered)) return remembered;
    // Another process may have seen the session in use since: what is remembered can be too old, never too young.
    const session = await load(tenant, id);
    return session !== undefined && lives(session) ? session : undefined;
  };

  return {
    find,
    start: (tenant, draft) => {
      const session = sessionOf(tenant, draft, ids.guid<SessionId>(), clock.now());
      return store.inTenant(tenant, async (tx) => {
        await begin(tx, session, draft.replaces);
        return session;
      });
    },
    touch: async (session) => {
      const now = clock.now();
      if (now - session.lastSeenAt < touchInterval) return;
      await store.inTenant(session.tenant, (tx) => repository.updateLastSeen(tx, session.id, now));
      cache.drop(session.tenant, session.id);
    },
    keep: async (tenant, id) => {
      const session = await find(tenant, id);
      if (session === undefined || session.persistent) return session;
      const kept = await store.inTenant(tenant, (tx) => persist(tx, session));
      return kept ? { ...session, persistent: true } : undefined;
    },
    noteClient: async (session, client) => {
      if (cache.isNoted(session, client)) return;
      const noted = { client, sid: session.id };
      await store.inTenant(session.tenant, (tx) => repository.insertClient(tx, session.id, noted));
      cache.note(session, client);
    },
    clients: (tenant, id) => store.inTenant(tenant, (tx) => repository.selectClients(tx, id)),
    end: (tenant, id, actor) => store.inTenant(tenant, (tx) => finish(tx, id, clock.now(), actor)),
    close: () => cache.close(),
  };
}

/** User agents are the caller's own text: enough to recognise a browser by. */
const longestUserAgent = 512;

function sessionOf(tenant: TenantId, draft: NewSession, id: SessionId, now: number): Session {
  const { user, persistent, address } = draft;
  const userAgent = draft.userAgent?.slice(0, longestUserAgent) ?? null;
  return { id, tenant, user, persistent, startedAt: now, lastSeenAt: now, address, userAgent };
}

async function begin(tx: TenantTransaction, session: Session, replaces: SessionId | undefined): Promise<void> {
  const actor: Actor = { kind: 'user', id: session.user };
  await repository.insertSession(tx, session);
  tx.journal({
    operation: 'session.start',
    actor,
    target: { type: 'session', id: session.id },
    changes: [
      { property: 'userId', new: session.user },
      { property: 'persistent', new: session.persistent },
    ],
  });
  if (replaces === undefined) return;
  await repository.copyClients(tx, replaces, session.id);
  await finish(tx, replaces, session.startedAt, actor);
}

async function persist(tx: TenantTransaction, { id, user }: Session): Promise<boolean> {
  if (!(await repository.updatePersistent(tx, id))) return false;
  tx.journal({
    operation: 'session.update',
    actor: { kind: 'user', id: user },
    target: { type: 'session', id },
    changes: [{ property: 'persistent', old: false, new: true }],
  });
  return true;
}

async function finish(tx: TenantTransaction, id: SessionId, now: number, actor: Actor): Promise<boolean> {
  const user = await repository.endSession(tx, id, now);
  if (user === undefined) return false;
  tx.journal({
    operation: 'session.end',
    actor,
    target: { type: 'session', id },
    changes: [{ property: 'userId', old: user }],
  });
  return true;
}

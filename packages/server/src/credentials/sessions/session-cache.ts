import type { AppId, SessionId, TenantId } from '@gatehouse/model';
import type { Journal } from '../../platform/store/index.js';
import type { Session } from './session.js';

/** Sessions in memory, so that a silent sign-in costs no query. The journal takes out what any process ended or changed. */
export interface SessionCache {
  get(tenant: TenantId, id: SessionId): Session | undefined;
  /** Loads a session and remembers it, unless it changed while it was being loaded. */
  fill(tenant: TenantId, id: SessionId, load: () => Promise<Session | undefined>): Promise<Session | undefined>;
  drop(tenant: TenantId, id: SessionId): void;
  isNoted(session: Session, client: AppId): boolean;
  note(session: Session, client: AppId): void;
  close(): void;
}

const mostSessions = 20_000;
const mostNotes = 50_000;

export function createSessionCache(journal: Pick<Journal, 'subscribe'>): SessionCache {
  const sessions = new Map<string, Session>();
  const notes = new Set<string>();
  /** Counts what the journal took out, so that a load that began before cannot put it back. */
  let taken = 0;

  const drop = (tenant: TenantId, id: string): void => {
    taken += 1;
    sessions.delete(keyOf(tenant, id));
  };
  const close = journal.subscribe((entry) => {
    if (entry.target.type === 'session' && entry.operation !== 'session.start') drop(entry.tenant, entry.target.id);
  });

  return {
    get: (tenant, id) => sessions.get(keyOf(tenant, id)),
    fill: async (tenant, id, load) => {
      const before = taken;
      const session = await load();
      if (session === undefined) sessions.delete(keyOf(tenant, id));
      else if (taken === before) {
        if (sessions.size >= mostSessions) sessions.clear();
        sessions.set(keyOf(tenant, id), session);
      }
      return session;
    },
    drop,
    isNoted: (session, client) => notes.has(`${session.id} ${client}`),
    note: (session, client) => {
      if (notes.size >= mostNotes) notes.clear();
      notes.add(`${session.id} ${client}`);
    },
    close,
  };
}

function keyOf(tenant: TenantId, id: string): string {
  return `${tenant} ${id}`;
}

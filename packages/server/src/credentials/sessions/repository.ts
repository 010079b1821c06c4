import type { AppId, SessionId, TenantId, UserId } from '@gatehouse/model';
import type { Statement, TenantTransaction } from '../../platform/store/index.js';
import type { Session, SessionClient } from './session.js';

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly persistent: boolean;
  readonly started_at: Date;
  readonly last_seen_at: Date;
  readonly address: string;
  readonly user_agent: string | null;
}

const columns = 'id, user_id, persistent, started_at, last_seen_at, address, user_agent';

export async function insertSession(tx: TenantTransaction, session: Session): Promise<void> {
  await tx.run(`insert into sessions (tenant_id, ${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)`, [
    tx.tenant,
    session.id,
    session.user,
    session.persistent,
    new Date(session.startedAt),
    new Date(session.lastSeenAt),
    session.address,
    session.userAgent,
  ]);
}

/** The session, unless it was ended. */
export async function selectSession(tx: TenantTransaction, id: SessionId): Promise<Session | undefined> {
  const rows = await tx.rows<SessionRow>(
    `select ${columns} from sessions where tenant_id = $1 and id = $2 and ended_at is null`,
    [tx.tenant, id],
  );
  return rows[0] === undefined ? undefined : sessionOf(tx, rows[0]);
}

export async function updateLastSeen(tx: TenantTransaction, id: SessionId, at: number): Promise<void> {
  await tx.run(
    `update sessions set last_seen_at = $3
     where tenant_id = $1 and id = $2 and ended_at is null and last_seen_at < $3`,
    [tx.tenant, id, new Date(at)],
  );
}

/** @returns false when there is no such session any more. */
export async function updatePersistent(tx: TenantTransaction, id: SessionId): Promise<boolean> {
  const changed = await tx.run(
    'update sessions set persistent = true where tenant_id = $1 and id = $2 and ended_at is null',
    [tx.tenant, id],
  );
  return changed > 0;
}

/** @returns whose it was; undefined when it had ended before. */
export async function endSession(tx: TenantTransaction, id: SessionId, at: number): Promise<UserId | undefined> {
  const rows = await tx.rows<{ user_id: string }>(
    `update sessions set ended_at = $3 where tenant_id = $1 and id = $2 and ended_at is null returning user_id`,
    [tx.tenant, id, new Date(at)],
  );
  return rows[0]?.user_id as UserId | undefined;
}

const deleteUnused = `
  delete from sessions where tenant_id = $1 and ctid = any (array(
    select ctid from sessions where tenant_id = $1 and last_seen_at <= $2 limit $3 for update skip locked))`;

/** Lets go of sessions last seen at `before` or earlier, and of what hangs on them. */
export function deleteUnusedSessions(tenant: TenantId, before: number, limit: number): Statement {
  return { sql: deleteUnused, parameters: [tenant, new Date(before), limit] };
}

export async function insertClient(tx: TenantTransaction, id: SessionId, client: SessionClient): Promise<void> {
  await tx.run(
    `insert into session_clients (tenant_id, session_id, client_app_id, sid)
     select $1::uuid, $2::uuid, $3::uuid, $4::uuid
     where exists (select from sessions where tenant_id = $1::uuid and id = $2::uuid)
     on conflict do nothing`,
    [tx.tenant, id, client.client, client.sid],
  );
}

export async function copyClients(tx: TenantTransaction, from: SessionId, to: SessionId): Promise<void> {
  await tx.run(
    `insert into session_clients (tenant_id, session_id, client_app_id, sid)
     select tenant_id, $3::uuid, client_app_id, sid from session_clients where tenant_id = $1 and session_id = $2
     on conflict do nothing`,
    [tx.tenant, from, to],
  );
}

export async function selectClients(tx: TenantTransaction, id: SessionId): Promise<readonly SessionClient[]> {
  const rows = await tx.rows<{ client_app_id: string; sid: string }>(
    'select client_app_id, sid from session_clients where tenant_id = $1 and session_id = $2 order by client_app_id, sid',
    [tx.tenant, id],
  );
  return rows.map((row) => ({ client: row.client_app_id as AppId, sid: row.sid as SessionId }));
}

function sessionOf(tx: TenantTransaction, row: SessionRow): Session {
  return {
    id: row.id as SessionId,
    tenant: tx.tenant,
    user: row.user_id as UserId,
    persistent: row.persistent,
    startedAt: row.started_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    address: row.address,
    userAgent: row.user_agent,
  };
}

import pg from 'pg';
import { columnTypes } from '../column-values.js';
import { Session } from '../session.js';

/** Past the server's own limit, a silent connection is taken for dead. */
const graceMs = 2_000;
const keepAliveAfterMs = 10_000;
const connectLimitMs = 10_000;

export interface ConnectionLimits {
  readonly statementLimitMs: number;
  readonly transactionLimitMs: number;
}

/** How every connection is made. @param url with the user and password to log in with. */
export function connectionConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    types: columnTypes,
    application_name: 'gatehouse',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
    connectionTimeoutMillis: connectLimitMs,
  };
}

/** How connections are made that transactions run on: the server itself ends what takes too long. */
export function poolConfig(url: string, limits: ConnectionLimits): pg.ClientConfig {
  return {
    ...connectionConfig(url),
    pipeline: true,
    statement_timeout: limits.statementLimitMs,
    idle_in_transaction_session_timeout: limits.transactionLimitMs + graceMs,
  };
}

/** A session over a connected client. */
export function sessionOver(client: pg.Client, limits: ConnectionLimits): Session {
  return new Session(client, limits.statementLimitMs + graceMs);
}

/** The same database, logged in to as another role. */
export function urlFor(url: string, role: string, password: string): string {
  const own = new URL(url);
  // As parameters: a URL without a host, as for a Unix socket, takes no user name. Parameters win over what stands before the host.
  own.searchParams.set('user', role);
  own.searchParams.set('password', password);
  return own.href;
}

/** How long one statement of the operator's own connection may take: a migration, or a page of an export. */
const ownerLimitMs = 3_600_000;

/** Runs `work` on a connection of its own: for migrations, export and import. */
export async function withConnection<T>(url: string, work: (session: Session) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connectionConfig(url), pipeline: true });
  const session = new Session(client, ownerLimitMs);
  await client.connect();
  try {
    return await work(session);
  } finally {
    await client.end();
  }
}

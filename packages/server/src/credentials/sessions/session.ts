import type { AppId, SessionId, TenantId, UserId } from '@gatehouse/model';

/** One account signed in to in one browser. Times in milliseconds since the epoch. */
export interface Session {
  readonly id: SessionId;
  readonly tenant: TenantId;
  readonly user: UserId;
  /** Stays after the browser closes. */
  readonly persistent: boolean;
  readonly startedAt: number;
  /** Exact to the hour. */
  readonly lastSeenAt: number;
  readonly address: string;
  readonly userAgent: string | null;
}

/** An application signed in to from a session, and the `sid` it knows the session by. */
export interface SessionClient {
  readonly client: AppId;
  readonly sid: SessionId;
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/**
 * How long sessions live (ASVS 7.3.1 and 7.3.2): `idle` from the last use, `absolute` from the sign-in. Persistent sessions slide over
 * 90 days (Microsoft identity platform documentation: session lifetime); the absolute end is ours.
 */
export const sessionLifetimes = {
  browser: { idle: day, absolute: day },
  persistent: { idle: 90 * day, absolute: 365 * day },
} as const;

/** The last use is written down again only after this long. */
export const touchInterval = hour;

/** When a session ends if it is not used again. */
export function sessionEnd(session: Pick<Session, 'persistent' | 'startedAt' | 'lastSeenAt'>): number {
  const { idle, absolute } = sessionLifetimes[session.persistent ? 'persistent' : 'browser'];
  return Math.min(session.lastSeenAt + idle, session.startedAt + absolute);
}

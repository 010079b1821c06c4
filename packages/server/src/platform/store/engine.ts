import type { Session } from './session.js';

/** A connection on loan. */
export interface Lease {
  readonly session: Session;
  /** Gives the connection back; a broken one is thrown away. */
  release(): void;
}

/** What the two ways of running Postgres have in common. */
export interface Engine {
  readonly kind: 'embedded' | 'postgres';
  /** The role every transaction takes on; undefined when the connection has logged in as a confined role already. */
  readonly role: string | undefined;
  /** Whether other processes may change the same database, so that they must be told of commits. */
  readonly sharedWithOthers: boolean;
  /** Waits for a free connection, first come, first served. @throws StoreUnavailable after the wait limit. */
  acquire(): Promise<Lease>;
  /** Runs `work` on a connection that row-level security does not confine, or as little as the operator's own user. */
  asOwner<T>(work: (session: Session) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where the store tells the operator what happens; the platform's log fits. */
export interface StoreLog {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export const silentLog: StoreLog = { info: () => {}, warn: () => {}, error: () => {} };

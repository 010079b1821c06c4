import type { Clock } from '../clock/index.js';
import { type StoreLog, silentLog } from './engine.js';

/** What holds for both engines. Limits are in milliseconds. */
export interface StoreSettings {
  readonly clock: Clock;
  readonly log?: StoreLog;
  /** How long one statement may take. Default 15,000. */
  readonly statementTimeoutMs?: number;
  /** How long a call may wait for a connection. Default 10,000. */
  readonly waitTimeoutMs?: number;
  /** How long a transaction may stay open. Default 60,000. */
  readonly transactionTimeoutMs?: number;
}

/** Where the data is. */
export type StorePlace =
  /** Postgres in this process, on a folder that belongs to the store alone; made when it does not exist. */
  | { readonly engine: 'embedded'; readonly dataDir: string }
  /** Postgres in this process, in memory: gone when closed. For tests. */
  | { readonly engine: 'embedded'; readonly memory: true }
  /** A Postgres server, 15 or later. */
  | {
      readonly engine: 'postgres';
      /** `postgres://user:password@host:port/database?sslmode=…`. */
      readonly url: string;
      /** Password of the role `gatehouse_app`, made when the URL's user may make roles. Derive it from the key-encryption key. */
      readonly appRolePassword?: string;
      /** How many connections this process may hold. Default 10. */
      readonly poolSize?: number;
    };

/** Where the store is, and how it behaves. */
export type StoreOptions = StorePlace & StoreSettings;

/** The settings with every default filled in. */
export interface StoreLimits {
  readonly clock: Clock;
  readonly log: StoreLog;
  readonly statementLimitMs: number;
  readonly waitLimitMs: number;
  readonly transactionLimitMs: number;
}

/** Fills in the defaults. */
export function limitsOf(settings: StoreSettings): StoreLimits {
  return {
    clock: settings.clock,
    log: settings.log ?? silentLog,
    statementLimitMs: settings.statementTimeoutMs ?? 15_000,
    waitLimitMs: settings.waitTimeoutMs ?? 10_000,
    transactionLimitMs: settings.transactionTimeoutMs ?? 60_000,
  };
}

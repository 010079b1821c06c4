import type { StoreLog } from '../engine.js';
import type { Session } from '../session.js';

/** What upkeep needs of the engine. */
export interface Upkept {
  readonly loans: number;
  asOwner<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

const everyMs = 15_000;
/** A vacuum or checkpoint may take longer than a caller's statement. */
const upkeepLimitMs = 300_000;
const logBytes = 32 * 1024 * 1024;
const checkpointEveryMs = 300_000;
/** Long before the two thousand million transactions after which the server would refuse to write. */
const freezeAge = 100_000_000;

/**
 * Does what a server's background processes do, and an embedded one lacks: it vacuums and analyses tables that changed much
 * (bulk work included: the next turn sees it), freezes old rows, and writes checkpoints so that the log stays short and a
 * start after a crash quick. One table at a time: callers get their turn in between.
 */
export class Upkeep {
  readonly #engine: Upkept;
  readonly #log: StoreLog;
  readonly #timer: NodeJS.Timeout;
  #seen = 0;
  #checkpointAt = performance.now();
  #turn: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(engine: Upkept, log: StoreLog) {
    this.#engine = engine;
    this.#log = log;
    this.#timer = setInterval(() => this.#next(), everyMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#turn;
  }

  #next(): void {
    if (this.#engine.loans === this.#seen) return;
    this.#turn = this.#turn
      .then(() => keepUp(this.#engine, this.#checkpointDue(), () => this.#stopped))
      .then((wroteCheckpoint) => {
        if (wroteCheckpoint) this.#checkpointAt = performance.now();
        // What upkeep itself borrowed is no reason for another turn.
        this.#seen = this.#engine.loans;
      })
      .catch((error: unknown) => this.#log.warn('upkeep of the embedded database failed', { error }));
  }

  #checkpointDue(): boolean {
    return performance.now() - this.#checkpointAt > checkpointEveryMs;
  }
}

/**
 * One turn of upkeep.
 * @param checkpointDue write a checkpoint however short the log is.
 * @returns whether a checkpoint was written.
 */
export async function keepUp(engine: Upkept, checkpointDue: boolean, stopped: () => boolean): Promise<boolean> {
  // Counts of the last second are still on their way to the statistics.
  await ask(engine, 'select pg_stat_force_next_flush()', []);
  for (const { command } of await ask<{ command: string }>(engine, tablesDue, [freezeAge])) {
    if (stopped()) return false;
    await order(engine, command);
  }
  const [log] = await ask<{ bytes: number }>(engine, logLength, []);
  if (stopped() || !(checkpointDue || (log?.bytes ?? 0) > logBytes)) return false;
  await order(engine, 'checkpoint');
  return true;
}

/** Thresholds as autovacuum's own: 50 rows and a fifth of the table to vacuum, a tenth to analyse. */
const tablesDue = `
  select case when frozen > $1 then 'vacuum (freeze, analyze) ' else 'vacuum (analyze) ' end || name as command
  from (
    select stat.relid::regclass::text as name, age(class.relfrozenxid) as frozen, stat.n_dead_tup as dead,
      stat.n_mod_since_analyze as changed, greatest(class.reltuples, 0) as total
    from pg_stat_all_tables stat join pg_class class on class.oid = stat.relid
    where class.relkind in ('r', 'm') and stat.schemaname <> 'pg_toast' and class.relpersistence <> 't'
  ) as tables
  where frozen > $1 or dead > 50 + 0.2 * total or changed > 50 + 0.1 * total
  order by frozen desc`;

const logLength = `
  select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint as bytes from pg_control_checkpoint()`;

function ask<Row>(engine: Upkept, sql: string, parameters: readonly number[]): Promise<Row[]> {
  return engine.asOwner(async (session) => (await session.sendOnce(sql, parameters)).rows as Row[]);
}

async function order(engine: Upkept, command: string): Promise<void> {
  await engine.asOwner((session) => session.withLimit(upkeepLimitMs, () => session.sendOnce(command)));
}

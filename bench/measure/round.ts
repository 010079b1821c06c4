import { cpuMicroseconds } from './child-server.js';
import { Connection } from './connection.js';
import { load, percentile } from './load.js';

/** What one round showed of one server. */
export interface Round {
  /** CPU microseconds per operation, of all its threads; undefined when its process is not on this machine. */
  readonly cpu: number | undefined;
  /** Operations per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface RoundSettings {
  readonly origin: string;
  readonly pid: number | undefined;
  readonly operation: (connection: Connection) => Promise<void>;
  readonly callers: number;
  readonly seconds: number;
}

const warmUpSeconds = 0.7;

/** Loads a server with callers that each wait for their answer, on connections of their own, after a short warm-up. */
export async function measureRound({ origin, pid, operation, callers, seconds }: RoundSettings): Promise<Round> {
  const connections = await Promise.all(Array.from({ length: callers }, () => Connection.open(origin)));
  const work = connections.map((connection) => () => operation(connection));
  try {
    await load(work, warmUpSeconds);
    const before = pid === undefined ? 0 : cpuMicroseconds(pid);
    const result = await load(work, seconds);
    return {
      cpu: pid === undefined ? undefined : (cpuMicroseconds(pid) - before) / result.operations,
      rate: result.operations / result.seconds,
      p50: percentile(result.latencies, 0.5),
      p99: percentile(result.latencies, 0.99),
    };
  } finally {
    for (const connection of connections) connection.close();
  }
}

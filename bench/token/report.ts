import { median } from '../measure/load.js';
import type { Round } from '../measure/round.js';

/** The rounds of one operation, and what a signature cost on this machine between them, in microseconds of CPU. */
export interface Seen {
  readonly mine: readonly Round[];
  readonly theirs: readonly Round[];
  readonly signing: readonly number[];
}

interface Target {
  /** Signatures one operation makes. */
  readonly signatures: number;
  /** The peer's CPU per operation over ours, at least. */
  readonly perCpu: number;
  /** Our rate over the peer's, each alone with the load on this machine, at least. */
  readonly byRate?: number;
  /** CPU beside the signatures, in microseconds, at most. */
  readonly overhead?: number;
}

/** What this house owes. */
const targets: Readonly<Record<string, Target>> = {
  client_credentials: { signatures: 1, perCpu: 1.25, byRate: 1.6, overhead: 400 },
  refresh: { signatures: 2, perCpu: 1.3 },
  'code flow': { signatures: 2, perCpu: 1.4 },
};

/** Prints one operation: a line for each server, and a line for each thing owed. */
export function printOperation(name: string, { mine, theirs, signing }: Seen): void {
  const target = targets[name];
  if (target === undefined) throw new Error(`nothing is owed for ${name}`);
  console.log(`\n${name}`);
  const [ours, peer] = [summary(mine), summary(theirs)];
  row('gatehouse', ours);
  row('node-oidc-provider', peer);
  const oneSignature = median(signing);
  console.log(
    `  machine: one RS256-2048 signature ${oneSignature.toFixed(0)} us of CPU, ${(1e6 / oneSignature).toFixed(0)}/s on one core`,
  );
  owed('rate against the peer', ours.rate / peer.rate, target.byRate, 'x');
  if (ours.cpu === undefined || peer.cpu === undefined) return;
  owed('per CPU against the peer', peer.cpu / ours.cpu, target.perCpu, 'x');
  const overhead = (cpu: number): number => cpu - target.signatures * oneSignature;
  const most = target.overhead;
  console.log(
    `  beside the signature${target.signatures > 1 ? 's' : ''} ${overhead(ours.cpu).toFixed(0)} us, the peer ${overhead(peer.cpu).toFixed(0)} us` +
      (most === undefined ? '' : `; must be at most ${most} us: ${overhead(ours.cpu) <= most ? 'met' : 'NOT met'}`),
  );
}

/** Prints the memory of the servers, in megabytes. */
export function printMachine(servers: readonly { readonly name: string; readonly memory: number | undefined }[]): void {
  console.log('');
  for (const { name, memory } of servers)
    if (memory !== undefined) console.log(`${name}: ${memory.toFixed(0)} MB resident, loaded`);
}

function owed(what: string, ratio: number, least: number | undefined, unit: string): void {
  const verdict =
    least === undefined ? '' : `; must be at least ${least}${unit}: ${ratio >= least ? 'met' : 'NOT met'}`;
  console.log(`  ${what} ${ratio.toFixed(2)}${unit}${verdict}`);
}

interface Summary {
  readonly cpu: number | undefined;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

function summary(rounds: readonly Round[]): Summary {
  const cpu = rounds.flatMap((round) => (round.cpu === undefined ? [] : [round.cpu]));
  return {
    cpu: cpu.length === 0 ? undefined : median(cpu),
    rate: median(rounds.map(({ rate }) => rate)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
  };
}

function row(name: string, { cpu, rate, p50, p99 }: Summary): void {
  const used = cpu === undefined ? 'CPU unknown' : `${cpu.toFixed(0)} us CPU`;
  console.log(
    `  ${name.padEnd(20)} ${used.padStart(12)}   ${rate.toFixed(0).padStart(5)}/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`,
  );
}

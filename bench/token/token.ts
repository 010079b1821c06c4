// npm run bench -- token [--database postgres://…] [--rounds N] [--seconds N]
// What a token costs beside the named peer, in one run, interleaved: client credentials, refresh, code flow with a session.
import { Agent } from 'node:http';
import { parseArgs } from 'node:util';
import { cpuMicroseconds, residentMegabytes } from '../measure/child-server.js';
import { load, median, percentile } from '../measure/load.js';
import { signingCost } from '../measure/signing-rate.js';
import { clientCredentials, codeFlow, type Contender, refresh } from './contender.js';
import { startOurs } from './our-server.js';
import { startPeer } from './peer-server.js';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    'peer-port': { type: 'string', default: '39551' },
    concurrency: { type: 'string', default: '16' },
  },
});
const root = process.cwd();
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const concurrency = Number(values.concurrency);

interface Round {
  readonly cpu: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

type Operation = (agent: Agent, contender: Contender) => Promise<void>;

async function measure(operation: Operation, contender: Contender): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  await load(() => operation(agent, contender), concurrency, 0.5);
  const before = cpuMicroseconds(contender.pid);
  const result = await load(() => operation(agent, contender), concurrency, seconds);
  const cpu = (cpuMicroseconds(contender.pid) - before) / result.operations;
  agent.destroy();
  return {
    cpu,
    rate: result.operations / result.seconds,
    p50: percentile(result.latencies, 0.5),
    p99: percentile(result.latencies, 0.99),
  };
}

const must = { client_credentials: 1.25, refresh: 1.3, 'code flow': 1.4 } as const;

const ours = await startOurs(root, values.database);
const peer = await startPeer(root, Number(values['peer-port']));
try {
  const agent = new Agent({ keepAlive: true });
  const refreshTokens = new Map<Contender, string>();
  for (const { contender } of [ours, peer]) {
    refreshTokens.set(contender, String((await codeFlow(agent, contender)).refresh_token));
  }
  agent.destroy();
  const operations: Readonly<Record<keyof typeof must, Operation>> = {
    client_credentials: clientCredentials,
    refresh: (using, contender) => refresh(using, contender, refreshTokens.get(contender) ?? ''),
    'code flow': async (using, contender) => void (await codeFlow(using, contender)),
  };
  const signing: number[] = [];
  console.log(
    `store: ${values.database === undefined ? 'embedded' : 'postgres'}; ${rounds} rounds of ${seconds} s, ${concurrency} callers`,
  );
  for (const [name, operation] of Object.entries(operations) as [keyof typeof must, Operation][]) {
    const seen = new Map<Contender, Round[]>([
      [ours.contender, []],
      [peer.contender, []],
    ]);
    for (let round = 0; round < rounds; round += 1) {
      signing.push(signingCost());
      for (const contender of round % 2 === 0 ? seen.keys() : [...seen.keys()].reverse()) {
        seen.get(contender)?.push(await measure(operation, contender));
      }
    }
    report(name, seen);
  }
  console.log(`machine: one RS256-2048 signature costs ${median(signing).toFixed(0)} us of CPU`);
  for (const { contender } of [ours, peer])
    console.log(`${contender.name}: ${residentMegabytes(contender.pid).toFixed(0)} MB resident, loaded`);
} finally {
  await ours.stop();
  await peer.stop();
}

function report(name: keyof typeof must, seen: ReadonlyMap<Contender, readonly Round[]>): void {
  console.log(`\n${name}`);
  const medians = [...seen].map(([contender, list]) => ({
    contender,
    cpu: median(list.map((round) => round.cpu)),
    rate: median(list.map((round) => round.rate)),
    p50: median(list.map((round) => round.p50)),
    p99: median(list.map((round) => round.p99)),
  }));
  for (const { contender, cpu, rate, p50, p99 } of medians) {
    console.log(
      `  ${contender.name.padEnd(20)} ${cpu.toFixed(0).padStart(6)} us CPU   ${rate.toFixed(0).padStart(5)}/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`,
    );
  }
  const [mine, theirs] = medians;
  if (mine === undefined || theirs === undefined) return;
  const perCpu = theirs.cpu / mine.cpu;
  console.log(
    `  per CPU ${perCpu.toFixed(2)}x of the peer (must ${must[name]}: ${perCpu >= must[name] ? 'met' : 'NOT met'})   by rate ${(mine.rate / theirs.rate).toFixed(2)}x`,
  );
}

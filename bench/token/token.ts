// npm run bench -- token [--database postgres://…] [--server URL [--pid N]] [--rounds N] [--seconds N] [--callers N]
// What a token costs beside the named peer, in one run, interleaved: client credentials, refresh, code flow with a session.
import { parseArgs } from 'node:util';
import { residentMegabytes } from '../measure/child-server.js';
import { Connection } from '../measure/connection.js';
import { measureRound, type Round } from '../measure/round.js';
import { signingCost } from '../measure/signing-rate.js';
import { clientCredentials, codeFlow, type Contender, type Operation, refresh } from './contender.js';
import { pointedAt, startOurs } from './our-server.js';
import { startPeer } from './peer-server.js';
import { printMachine, printOperation, type Seen } from './report.js';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    server: { type: 'string' },
    pid: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    callers: { type: 'string', default: '16' },
    only: { type: 'string' },
    'peer-port': { type: 'string', default: '39551' },
  },
});
const [rounds, seconds, callers] = [Number(values.rounds), Number(values.seconds), Number(values.callers)];

/** How long each server works on each operation before it is measured. */
const warmUpSeconds = 6;

const operations = ['client_credentials', 'refresh', 'code flow'] as const;

/** What each caller does, for one contender. */
async function prepare(name: (typeof operations)[number], contender: Contender): Promise<Operation> {
  if (name === 'client_credentials') return clientCredentials(contender);
  if (name === 'code flow') return codeFlow(contender);
  const connection = await Connection.open(contender.tokenUrl.origin);
  const operation = await refresh(contender, connection);
  connection.close();
  return operation;
}

/** Interleaved rounds: who begins changes, so that neither always runs on the warmer machine. */
async function compare(name: (typeof operations)[number], mine: Contender, theirs: Contender): Promise<Seen> {
  const seen: Record<'mine' | 'theirs', Round[]> = { mine: [], theirs: [] };
  const signing: number[] = [];
  const contenders = { mine, theirs };
  const work = { mine: await prepare(name, mine), theirs: await prepare(name, theirs) };
  const round = (who: 'mine' | 'theirs', length: number): Promise<Round> => {
    const { tokenUrl, pid } = contenders[who];
    return measureRound({ origin: tokenUrl.origin, pid, operation: work[who], callers, seconds: length });
  };
  // Not counted: what is measured is a server that has been running, not one that is still compiling its code.
  for (const who of ['mine', 'theirs'] as const) await round(who, warmUpSeconds);
  for (let count = 0; count < rounds; count += 1) {
    signing.push(signingCost());
    for (const who of count % 2 === 0 ? (['mine', 'theirs'] as const) : (['theirs', 'mine'] as const)) {
      seen[who].push(await round(who, seconds));
    }
  }
  return { ...seen, signing };
}

const ours =
  values.server === undefined
    ? await startOurs(process.cwd(), values.database)
    : await pointedAt(values.server, values.pid === undefined ? undefined : Number(values.pid));
const peer = await startPeer(process.cwd(), Number(values['peer-port']));
try {
  const where = values.server ?? (values.database === undefined ? 'embedded store' : 'Postgres');
  console.log(`${where}; ${rounds} rounds of ${seconds} s each, ${callers} callers; medians`);
  for (const name of operations.filter((one) => values.only === undefined || values.only === one)) {
    printOperation(name, await compare(name, ours.contender, peer.contender));
  }
  printMachine(
    [ours.contender, peer.contender].map(({ name, pid }) => ({ name, memory: pid && residentMegabytes(pid) })),
  );
} finally {
  await ours.stop();
  await peer.stop();
}

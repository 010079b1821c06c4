// npm run bench -- directory [--rounds N --seconds S --database URL --only NAME --sizes 100,10000,100000 --server URL --size N]:
// what calls of Graph cost in tenants of 100, 10,000 and 100,000 people, and in one of 1,000 tenants.
import { parseArgs } from 'node:util';
import { residentMegabytes } from '../measure/child-server.js';
import { Connection } from '../measure/connection.js';
import { median } from '../measure/load.js';
import { measureRound, type Round } from '../measure/round.js';
import { signingCost } from '../measure/signing-rate.js';
import { type Measured, operations } from './operations.js';
import { startWorld, type World, worldAt, type WorldPlan } from './world.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    sizes: { type: 'string', default: '100,10000,100000' },
    tenants: { type: 'string', default: '1000' },
    only: { type: 'string' },
    database: { type: 'string', multiple: true },
    server: { type: 'string' },
    size: { type: 'string', default: '100000' },
    pid: { type: 'string' },
  },
});

const depth = 10;
const plans: readonly WorldPlan[] = [
  ...values.sizes.split(',').map((text): WorldPlan => {
    const users = Number(text);
    return {
      name: `${users.toLocaleString('en')} users`,
      tenants: 1,
      size: { users, groups: Math.max(20, users / 10), depth },
    };
  }),
  ...(Number(values.tenants) === 0
    ? []
    : [
        {
          name: `one of ${values.tenants} tenants`,
          tenants: Number(values.tenants),
          size: { users: 100, groups: 20, depth },
        },
      ]),
];

const worlds: World[] = [];
try {
  if (values.server === undefined) await startAll();
  else worlds.push(pointedAt(values.server));
  for (const world of worlds) {
    const memory = world.pid === undefined ? '' : `, ${residentMegabytes(world.pid).toFixed(0)} MB resident`;
    console.log(`${world.name}: in the store after ${world.loadedAfter.toFixed(1)} s${memory}`);
  }
  const measured = operations.filter(({ name }) => values.only === undefined || name.includes(values.only));
  // What a store does after so much was written, vacuum above all, is over before anything counts.
  const settled = performance.now() + 20_000;
  do {
    for (const operation of measured) for (const world of worlds) await oneRound(operation, world, 1);
  } while (performance.now() < settled);
  for (const operation of measured) await measure(operation);
} finally {
  for (const world of worlds) await world.stop();
}

async function startAll(): Promise<void> {
  for (const [index, plan] of plans.entries()) {
    process.stderr.write(`filling ${plan.name} …\n`);
    worlds.push(await startWorld(process.cwd(), plan, values.database?.[index]));
  }
}

function pointedAt(server: string): World {
  const users = Number(values.size);
  const plan = { name: server, tenants: 1, size: { users, groups: Math.max(20, users / 10), depth } };
  return worldAt(server.replace(/\/$/, ''), values.pid === undefined ? undefined : Number(values.pid), plan);
}

async function measure(operation: Measured): Promise<void> {
  const seen = new Map<World, Round[]>(worlds.map((world) => [world, []]));
  // Compilers and caches are warm on all of them before anything counts.
  for (const world of worlds) await oneRound(operation, world, 1);
  const signing: number[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    signing.push(signingCost());
    // In turns: what the machine does meanwhile falls on all of them.
    for (const world of worlds) seen.get(world)?.push(await oneRound(operation, world, Number(values.seconds)));
  }
  console.log(`\n${operation.name}${operation.callers > 1 ? '' : ', one caller'}`);
  const base = seen.get(worlds[0] as World) ?? [];
  for (const world of worlds) print(operation, world, seen.get(world) ?? [], base);
  console.log(`  machine: one RS256-2048 signature ${median(signing).toFixed(0)} us of CPU`);
}

async function oneRound(operation: Measured, world: World, seconds: number): Promise<Round> {
  const call = { world, token: await world.token(), notes: new Map<string, string>() };
  if (operation.prepare !== undefined) {
    const connection = await Connection.open(world.baseUrl);
    await operation.prepare(connection, call);
    connection.close();
  }
  let turn = 0;
  return measureRound({
    origin: world.baseUrl,
    pid: world.pid,
    operation: (connection) => operation.run(connection, call, (turn += 1)),
    callers: operation.callers,
    seconds,
  });
}

/** What is owed: indexed reads grow less than 1.3 times from the smallest to the largest; membership under 5 ms. */
function print({ name, kind }: Measured, world: World, rounds: readonly Round[], base: readonly Round[]): void {
  const p50 = median(rounds.map((round) => round.p50));
  const p99 = median(rounds.map((round) => round.p99));
  const cpu = rounds.every((round) => round.cpu !== undefined)
    ? median(rounds.map((round) => round.cpu ?? 0))
    : undefined;
  const growth = p50 / median(base.map((round) => round.p50));
  const owed = {
    indexed: `must be under 1.3: ${growth < 1.3 ? 'met' : 'NOT met'}`,
    bounded: 'looks at 5,000 objects at most',
    write: 'no bound is owed',
  }[kind];
  const verdicts = [
    ...(rounds === base ? [] : [`${growth.toFixed(2)}x of the smallest (${owed})`]),
    ...(name.startsWith('transitive') ? [`must be under 5 ms: ${p50 < 5 ? 'met' : 'NOT met'}`] : []),
  ];
  console.log(
    `  ${world.name.padEnd(22)} p50 ${p50.toFixed(2).padStart(7)} ms  p99 ${p99.toFixed(2).padStart(7)} ms` +
      `  ${cpu === undefined ? '' : `${cpu.toFixed(0).padStart(6)} us CPU`}  ${verdicts.join('; ')}`,
  );
}

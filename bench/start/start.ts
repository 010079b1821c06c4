// npm run bench -- start [--rounds N]: time and memory to the first token, with a first start ever and with existing data.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { residentMegabytes, startChild } from '../measure/child-server.js';
import { median, postForm } from '../measure/load.js';
import { apiUri, benchSeed, ids, secrets } from '../token/bench-seed.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const main = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

interface Start {
  readonly ready: number;
  readonly token: number;
  readonly memory: number;
}

async function start(data: string): Promise<Start> {
  const begun = performance.now();
  const args = [
    'serve',
    '--dev',
    '--json',
    '--port',
    '0',
    '--tls',
    'off',
    '--data',
    data,
    '--seed',
    join(data, 'seed.json'),
    '--log-level',
    'error',
  ];
  const server = await startChild([main, ...args]);
  const agent = new Agent();
  const reply = await postForm(agent, new URL(`${server.baseUrl}/${ids.tenant}/oauth2/v2.0/token`), {
    grant_type: 'client_credentials',
    client_id: ids.daemon,
    client_secret: secrets.daemon,
    scope: `${apiUri}/.default`,
  });
  const token = performance.now() - begun;
  agent.destroy();
  if (reply.status !== 200) throw new Error(reply.body);
  const memory = residentMegabytes(server.pid);
  await server.stop();
  return { ready: server.readyAfter, token, memory };
}

const first: Start[] = [];
const again: Start[] = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  await writeFile(join(data, 'seed.json'), benchSeed());
  first.push(await start(data));
  again.push(await start(data));
  await rm(data, { recursive: true, force: true });
}
for (const [name, starts, must] of [
  ['first start ever', first, 5000],
  ['existing data', again, 2000],
] as const) {
  const token = median(starts.map((one) => one.token));
  console.log(
    `${name.padEnd(18)} ready ${median(starts.map((one) => one.ready)).toFixed(0)} ms   first token ${token.toFixed(0)} ms (must ${must}: ${token <= must ? 'met' : 'NOT met'})   ${median(starts.map((one) => one.memory)).toFixed(0)} MB`,
  );
}

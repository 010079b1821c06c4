import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../measure/child-server.js';
import { exchange, postForm, type Reply } from '../measure/load.js';
import { apiUri, benchSeed, ids, person, redirectUri, secrets } from './bench-seed.js';
import { type Contender, cookieHeader, keepCookies } from './contender.js';

/** Our server with its real directory and durable records, plain http on loopback as behind a proxy. */
export async function startOurs(
  root: string,
  database: string | undefined,
): Promise<{ contender: Contender; stop: () => Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const seed = join(data, 'seed.json');
  await writeFile(seed, benchSeed());
  const main = join(root, 'packages', 'cli', 'dist', 'main.js');
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
    seed,
    '--log-level',
    'error',
  ];
  const server = await startChild([main, ...args, ...(database === undefined ? [] : ['--database', database])]);
  const stop = async () => {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  };
  return { contender: await contenderOf(server.baseUrl, server.pid), stop };
}

/** A server that somebody started elsewhere with the seed of `npm run bench -- seed`. Nothing of it is stopped. */
export async function pointedAt(
  baseUrl: string,
  pid: number | undefined,
): Promise<{ contender: Contender; stop: () => Promise<void> }> {
  return { contender: await contenderOf(baseUrl.replace(/\/$/, ''), pid), stop: async () => {} };
}

async function contenderOf(baseUrl: string, pid: number | undefined): Promise<Contender> {
  const base = `${baseUrl}/${ids.tenant}/oauth2/v2.0`;
  const authorizeUrl = (challenge: string): URL => {
    const url = new URL(`${base}/authorize`);
    url.search = new URLSearchParams({
      client_id: ids.web,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: `${apiUri}/Orders.Read openid profile offline_access`,
      state: 'bench',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }).toString();
    return url;
  };
  const common = {
    client_id: ids.web,
    client_secret: secrets.web,
    scope: `${apiUri}/Orders.Read openid profile offline_access`,
  };
  return {
    name: 'gatehouse',
    pid,
    tokenUrl: new URL(`${base}/token`),
    clientCredentials: {
      grant_type: 'client_credentials',
      client_id: ids.daemon,
      client_secret: secrets.daemon,
      scope: `${apiUri}/.default`,
    },
    authorizeUrl,
    codeForm: { grant_type: 'authorization_code', redirect_uri: redirectUri, ...common },
    refreshForm: { grant_type: 'refresh_token', ...common },
    cookie: await signIn(authorizeUrl('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')),
  };
}

/** Signs the person in through the pages, as a browser without script would, and keeps the session. */
async function signIn(authorize: URL): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  const jar = new Map<string, string>();
  const follow = async (reply: Reply, from: URL): Promise<{ reply: Reply; at: URL }> => {
    keepCookies(jar, reply);
    const { location } = reply.headers;
    const at = typeof location === 'string' ? new URL(location, from) : from;
    if (reply.status < 300 || reply.status > 399 || at.origin !== authorize.origin) return { reply, at };
    return follow(await exchange(agent, at, { headers: { cookie: cookieHeader(jar) } }), at);
  };
  let { reply, at } = await follow(await exchange(agent, authorize, {}), authorize);
  const pages: Record<string, string>[] = [
    { username: person },
    { password: secrets.password },
    { choice: 'yes' },
    { choice: 'yes' },
  ];
  for (const answers of pages) {
    if (reply.status !== 200) break;
    const action = /<form[^>]*action="([^"]+)"/.exec(reply.body)?.[1] ?? '';
    const flow = /name="flow"[^>]*value="([^"]+)"/.exec(reply.body)?.[1] ?? '';
    const to = new URL(action.replaceAll('&amp;', '&'), at);
    const headers = { cookie: cookieHeader(jar), origin: authorize.origin };
    ({ reply, at } = await follow(await postForm(agent, to, { flow, ...answers }, headers), to));
  }
  agent.destroy();
  if (!at.searchParams.has('code'))
    throw new Error(`the bench person could not sign in: ${reply.status} ${reply.body.slice(0, 500)}`);
  return cookieHeader(jar);
}

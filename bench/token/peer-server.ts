import { Agent } from 'node:http';
import { join } from 'node:path';
import { startChild } from '../measure/child-server.js';
import { exchange } from '../measure/load.js';
import { redirectUri } from './bench-seed.js';
import { type Contender, cookieHeader, keepCookies } from './contender.js';

/** node-oidc-provider with its in-memory adapter: no directory, no record, no disk. */
export async function startPeer(
  root: string,
  port: number,
): Promise<{ contender: Contender; stop: () => Promise<void> }> {
  const server = await startChild([join(root, 'bench', 'peer', 'oidc-provider.mjs'), String(port)]);
  const authorizeUrl = (challenge: string): URL => {
    const url = new URL(`${server.baseUrl}/auth`);
    url.search = new URLSearchParams({
      client_id: 'web',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid profile offline_access read',
      resource: 'https://api.example/',
      state: 'bench',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }).toString();
    return url;
  };
  const web = { client_id: 'web', client_secret: 'fake-secret-of-the-bench-web-app', resource: 'https://api.example/' };
  const contender: Contender = {
    name: 'node-oidc-provider',
    pid: server.pid,
    tokenUrl: new URL(`${server.baseUrl}/token`),
    clientCredentials: {
      grant_type: 'client_credentials',
      client_id: 'daemon',
      client_secret: 'fake-secret-of-the-bench-daemon',
    },
    authorizeUrl,
    codeForm: { grant_type: 'authorization_code', redirect_uri: redirectUri, ...web },
    refreshForm: { grant_type: 'refresh_token', ...web },
    cookie: await signIn(authorizeUrl('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')),
  };
  return { contender, stop: () => server.stop() };
}

async function signIn(authorize: URL): Promise<string> {
  const agent = new Agent({ keepAlive: true });
  const jar = new Map<string, string>();
  let at = authorize;
  for (let hop = 0; hop < 6; hop += 1) {
    const reply = await exchange(agent, at, { headers: { cookie: cookieHeader(jar) } });
    keepCookies(jar, reply);
    const { location } = reply.headers;
    if (typeof location !== 'string')
      throw new Error(`the peer did not go on: ${reply.status} ${reply.body.slice(0, 500)}`);
    at = new URL(location, at);
    if (at.origin !== authorize.origin) break;
  }
  agent.destroy();
  return cookieHeader(jar);
}

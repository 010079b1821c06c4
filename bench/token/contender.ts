import { createHash, randomBytes } from 'node:crypto';
import type { Agent } from 'node:http';
import { exchange, postForm, type Reply } from '../measure/load.js';

/** One server that can be asked for tokens: ours or the peer. */
export interface Contender {
  readonly name: string;
  readonly pid: number;
  readonly tokenUrl: URL;
  readonly clientCredentials: Readonly<Record<string, string>>;
  readonly authorizeUrl: (challenge: string) => URL;
  readonly codeForm: Readonly<Record<string, string>>;
  readonly refreshForm: Readonly<Record<string, string>>;
  /** The session cookie of a signed-in person. */
  readonly cookie: string;
}

/** One client credentials token. @throws for anything but success. */
export async function clientCredentials(agent: Agent, contender: Contender): Promise<void> {
  tokenOf(await postForm(agent, contender.tokenUrl, contender.clientCredentials));
}

/** One code flow with a session: the authorization request, then the redemption. */
export async function codeFlow(agent: Agent, contender: Contender): Promise<Record<string, unknown>> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const answer = await exchange(agent, contender.authorizeUrl(challenge), { headers: { cookie: contender.cookie } });
  const code = new URL(String(answer.headers.location ?? 'about:blank')).searchParams.get('code');
  if (code === null)
    throw new Error(
      `${contender.name}: no code, status ${answer.status}: ${String(answer.headers.location ?? answer.body.slice(0, 300))}`,
    );
  return tokenOf(await postForm(agent, contender.tokenUrl, { ...contender.codeForm, code, code_verifier: verifier }));
}

/** One refresh: an access token and an ID token, both signed. */
export async function refresh(agent: Agent, contender: Contender, refreshToken: string): Promise<void> {
  tokenOf(await postForm(agent, contender.tokenUrl, { ...contender.refreshForm, refresh_token: refreshToken }));
}

function tokenOf(reply: Reply): Record<string, unknown> {
  if (reply.status !== 200) throw new Error(`status ${reply.status}: ${reply.body.slice(0, 300)}`);
  return JSON.parse(reply.body) as Record<string, unknown>;
}

/** Keeps the cookies that answers set, as a browser would. */
export function keepCookies(jar: Map<string, string>, reply: Reply): void {
  for (const line of [reply.headers['set-cookie'] ?? []].flat()) {
    const [pair = ''] = line.split(';');
    const cut = pair.indexOf('=');
    jar.set(pair.slice(0, cut), pair.slice(cut + 1));
  }
}

export function cookieHeader(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

import { createHash, randomBytes } from 'node:crypto';
import { type Connection, formRequest, pageRequest, type RawReply } from '../measure/connection.js';
import type { Reply } from '../measure/load.js';

/** One server that can be asked for tokens: ours or the peer. */
export interface Contender {
  readonly name: string;
  /** Undefined when its CPU time cannot be read, since it runs elsewhere. */
  readonly pid: number | undefined;
  readonly tokenUrl: URL;
  readonly clientCredentials: Readonly<Record<string, string>>;
  readonly authorizeUrl: (challenge: string) => URL;
  readonly codeForm: Readonly<Record<string, string>>;
  readonly refreshForm: Readonly<Record<string, string>>;
  /** The session cookie of a signed-in person. */
  readonly cookie: string;
}

/** What one caller does again and again on its connection. @throws for anything but success. */
export type Operation = (connection: Connection) => Promise<void>;

/** One client credentials token. */
export function clientCredentials(contender: Contender): Operation {
  const request = formRequest(contender.tokenUrl, contender.clientCredentials);
  return async (connection) => succeeded(await connection.exchange(request));
}

/** One code flow with a session: the authorization request, then the redemption. Ends with an access token and an ID token. */
export function codeFlow(contender: Contender): Operation {
  return async (connection) => void (await signedInTokens(connection, contender));
}

/** One refresh: an access token and an ID token, both signed. The refresh token is one of a confidential client, which keeps it. */
export async function refresh(contender: Contender, connection: Connection): Promise<Operation> {
  const { refresh_token } = JSON.parse((await signedInTokens(connection, contender)).body) as Record<string, string>;
  const request = formRequest(contender.tokenUrl, { ...contender.refreshForm, refresh_token: String(refresh_token) });
  return async (using) => succeeded(await using.exchange(request));
}

async function signedInTokens(connection: Connection, contender: Contender): Promise<RawReply> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const answer = await connection.exchange(pageRequest(contender.authorizeUrl(challenge), contender.cookie));
  const location = /\r\nlocation: *(\S+)/i.exec(answer.head)?.[1] ?? 'about:blank';
  const code = new URL(location).searchParams.get('code');
  if (code === null)
    throw new Error(`${contender.name}: no code, status ${answer.status}: ${location} ${answer.body.slice(0, 300)}`);
  const form = { ...contender.codeForm, code, code_verifier: verifier };
  const reply = await connection.exchange(formRequest(contender.tokenUrl, form));
  succeeded(reply);
  return reply;
}

function succeeded(reply: RawReply): void {
  if (reply.status !== 200) throw new Error(`status ${reply.status}: ${reply.body.slice(0, 300)}`);
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

import type { AppId } from '@gatehouse/model';
import type { SessionClient, Sessions, SignedInAccount } from '../../credentials/sessions/index.js';
import type { Directory } from '../../directory/index.js';

/** What ended, and whom to tell. */
export interface EndedSessions {
  /** Applications signed in to from the sessions. */
  readonly clients: readonly AppId[];
  /** With `iss` and `sid` added (OpenID Connect Front-Channel Logout 1.0 §3). */
  readonly frontChannelLogoutUrls: readonly string[];
}

/** A browser tells this many applications at most; more frames would only make the page hang. */
const mostFrames = 50;

/** Ends sessions for good (ASVS 7.4.1) and finds out which applications must hear of it. */
export async function endSessions(
  {
    sessions,
    directory,
    baseUrl,
  }: {
    readonly sessions: Sessions;
    readonly directory: Pick<Directory, 'application'>;
    readonly baseUrl: string;
  },
  accounts: readonly SignedInAccount[],
): Promise<EndedSessions> {
  const clients: AppId[] = [];
  const urls: string[] = [];
  for (const { session, user } of accounts) {
    const told = await sessions.clients(session.tenant, session.id);
    await sessions.end(session.tenant, session.id, { kind: 'user', id: user.id });
    clients.push(...told.map(({ client }) => client));
    const issuer = `${baseUrl}/${session.tenant}/v2.0`;
    for (const one of told) {
      const url = await frontChannelUrl(directory, one, issuer);
      if (url !== undefined) urls.push(url);
    }
  }
  return { clients, frontChannelLogoutUrls: urls.slice(0, mostFrames) };
}

async function frontChannelUrl(
  directory: Pick<Directory, 'application'>,
  { client, sid }: SessionClient,
  issuer: string,
): Promise<string | undefined> {
  const logoutUrl = (await directory.application(client))?.web.logoutUrl;
  if (logoutUrl === undefined || !URL.canParse(logoutUrl)) return undefined;
  const url = new URL(logoutUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  url.searchParams.set('iss', issuer);
  url.searchParams.set('sid', sid);
  return url.href;
}

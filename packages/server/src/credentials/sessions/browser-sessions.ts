import type { SessionId, TenantId, User, UserId } from '@gatehouse/model';
import type { Authentication } from '@gatehouse/policy';
import type { Directory } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/index.js';
import { type Session, sessionEnd, touchInterval } from './session.js';
import { type HeldToken, mostAccounts, readSessionCookies, writeSessionCookies } from './session-cookies.js';
import type { Sessions } from './sessions.js';

/** What an opened session token says. */
export interface SessionClaim {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly session: SessionId | null;
  readonly authentication: Authentication;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** An account that is signed in to in this browser. */
export interface SignedInAccount {
  readonly user: User;
  readonly session: Session;
  readonly authentication: Authentication;
  readonly token: HeldToken;
}

/** What one browser is signed in to, read from its cookies and written back to them. */
export interface BrowserSessions {
  /**
   * The accounts that are signed in to: their token is ours and in date, its session lives on the server, the account is there and
   * enabled, and its sessions were not revoked since it authenticated.
   */
  read(cookies: Readonly<Record<string, string | undefined>>): Promise<readonly SignedInAccount[]>;
  /** `Set-Cookie` values after signing in: the account's former token goes, and the oldest when there are too many. */
  add(accounts: readonly SignedInAccount[], user: User, token: HeldToken): readonly string[];
  /** `Set-Cookie` values after signing out. */
  remove(accounts: readonly SignedInAccount[], gone: readonly SignedInAccount[]): readonly string[];
  /** Writes down a use of the account; `Set-Cookie` values where the browser must keep its cookie longer. */
  touch(accounts: readonly SignedInAccount[], used: SignedInAccount): Promise<readonly string[]>;
}

/** What a browser's session cookies are read with. */
export interface BrowserSessionsDeps {
  readonly sessions: Sessions;
  readonly directory: Pick<Directory, 'userById'>;
  readonly clock: Clock;
  /** Opens a session token; undefined for anything that is not ours. */
  readonly open: (text: string) => SessionClaim | undefined;
}

/** Makes the reader and writer of session cookies. It keeps nothing: what a cookie says is checked at every use. */
export function createBrowserSessions(deps: BrowserSessionsDeps): BrowserSessions {
  const { sessions } = deps;
  return {
    read: async (cookies) => {
      const read = await Promise.all(readSessionCookies(cookies).map((token) => readAccount(deps, token)));
      const accounts = read.filter((account) => account !== undefined);
      return accounts.filter((account, index) => accounts.findIndex((other) => isSame(other, account.user)) === index);
    },
    add: (accounts, user, token) => {
      const others = accounts.filter((account) => !isSame(account, user)).map((account) => account.token);
      return writeSessionCookies([...others.slice(-(mostAccounts - 1)), token]);
    },
    remove: (accounts, gone) =>
      writeSessionCookies(
        accounts.filter((account) => !gone.some((one) => isSame(one, account.user))).map((account) => account.token),
      ),
    touch: async (accounts, { session, token }) => {
      const due = deps.clock.now() - session.lastSeenAt >= touchInterval;
      await sessions.touch(session);
      return due && token.persistent ? writeSessionCookies(accounts.map((account) => account.token)) : [];
    },
  };
}

function isSame(account: Pick<SignedInAccount, 'user'>, user: User): boolean {
  return account.user.id === user.id && account.user.tenant === user.tenant;
}

async function readAccount(
  { sessions, directory, clock, open }: BrowserSessionsDeps,
  token: HeldToken,
): Promise<SignedInAccount | undefined> {
  const claim = open(token.text);
  if (claim === undefined || claim.session === null || claim.expiresAt <= clock.now()) return undefined;
  const session = await sessions.find(claim.tenant, claim.session);
  if (session === undefined || session.user !== claim.user || sessionEnd(session) <= clock.now()) return undefined;
  const standing = await directory.userById(claim.tenant, claim.user);
  if (standing === undefined || !standing.user.accountEnabled) return undefined;
  // ASVS 7.4.2, 7.4.5: a revocation ends every session begun before it.
  if (claim.authentication.at < standing.user.signInSessionsValidFrom) return undefined;
  return { user: standing.user, session, authentication: claim.authentication, token };
}

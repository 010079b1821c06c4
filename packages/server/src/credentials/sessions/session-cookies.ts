import { sessionLifetimes } from './session.js';

/** A session token as a cookie holds it. */
export interface HeldToken {
  readonly text: string;
  /** Held by the cookie that outlives the browser. */
  readonly persistent: boolean;
}

/** ASVS 3.3: `__Host-` binds a cookie to this origin over https; no subdomain can set or read it. */
export const sessionCookieNames = {
  browser: '__Host-gatehouse-session',
  persistent: '__Host-gatehouse-session-persistent',
} as const;

/** How many accounts one browser can be signed in to at once. */
export const mostAccounts = 5;

/** Stands between tokens: allowed in cookie values (RFC 6265 §4.1.1) and never in a token. */
const separator = '~';

type Cookies = Readonly<Record<string, string | undefined>>;

/** The session tokens that a browser sent, at most `mostAccounts`, those that outlive the browser last. */
export function readSessionCookies(cookies: Cookies): readonly HeldToken[] {
  const held = (name: string, persistent: boolean): HeldToken[] =>
    (cookies[name] ?? '')
      .split(separator)
      .filter((text) => text !== '')
      .map((text) => ({ text, persistent }));
  return [...held(sessionCookieNames.browser, false), ...held(sessionCookieNames.persistent, true)].slice(
    0,
    mostAccounts,
  );
}

/**
 * The `Set-Cookie` values that leave a browser with exactly these tokens.
 * SameSite=None: hidden frames of applications must be able to use the session (prompt=none); what a cross-site request could do with
 * it is guarded elsewhere: answers go to registered redirect URIs only, and forms carry the transaction's own state.
 */
export function writeSessionCookies(tokens: readonly HeldToken[]): readonly string[] {
  const { browser, persistent } = sessionCookieNames;
  const join = (kept: boolean): string =>
    tokens
      .filter((token) => token.persistent === kept)
      .map((token) => token.text)
      .join(separator);
  const lasting = sessionLifetimes.persistent.idle / 1000;
  return [write(browser, join(false), undefined), write(persistent, join(true), lasting)];
}

function write(name: string, value: string, maxAge: number | undefined): string {
  const lifetime = value === '' ? '; Max-Age=0' : maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=None${lifetime}`;
}

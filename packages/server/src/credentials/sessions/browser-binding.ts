import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../../platform/ids/index.js';

/** Ties what a person has begun to one browser. Never needed cross-site: only our own pages post to us. */
export const flowCookieName = '__Host-gatehouse-flow';

const bindingLength = 32;
const wellFormed = /^[A-Za-z0-9_-]{43}$/;

/** The parts of a request that tell which browser and which page it comes from. Header names are lower case. */
export interface BrowserRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly origin: string | undefined;
}

/** What sealed state keeps of the browser's flow cookie, and what to set where the browser has none. */
export interface BrowserBinding {
  readonly digest: string;
  readonly cookies: readonly string[];
}

/** The browser's binding, made now when it has none. */
export function browserBinding({ cookies }: BrowserRequest, ids: Ids): BrowserBinding {
  const sent = cookies[flowCookieName];
  if (sent !== undefined && wellFormed.test(sent)) return { digest: digestOf(sent), cookies: [] };
  const value = ids.bytes(bindingLength).toString('base64url');
  const cookie = `${flowCookieName}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`;
  return { digest: digestOf(value), cookies: [cookie] };
}

/** True when sealed state was begun in this browser: whoever brings another's state is stopped (session fixation, login CSRF). */
export function isBoundTo({ cookies }: BrowserRequest, digest: string): boolean {
  const sent = cookies[flowCookieName];
  if (sent === undefined || !wellFormed.test(sent)) return false;
  const given = Buffer.from(digestOf(sent));
  const kept = Buffer.from(digest);
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/**
 * True for a form post that another site sent. Browsers that tell nothing are judged by the binding alone.
 * Source: Fetch Metadata Request Headers §2; RFC 6454 §7.
 */
export function isForeignPost({ headers, origin }: BrowserRequest, baseUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  if (origin === undefined || origin === baseUrl) return false;
  // Reached by another of our names: then the page came from there too.
  return !URL.canParse(origin) || new URL(origin).host !== headers.host;
}

function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

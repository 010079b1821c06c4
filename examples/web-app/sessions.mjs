// @ts-check
// The sessions of the sample web app: a cookie that says nothing, and what it stands for. A real application keeps them where all its
// processes find them, lets them end after a time, and does the same with MSAL's cache.
import { randomBytes } from 'node:crypto';

/** Remembered between the way to the sign-in and the way back.
 * @typedef {{ state: string, nonce: string, verifier: string, scopes: string[] }} Begun */
/** @typedef {{ begun?: Begun, account?: import('@azure/msal-node').AccountInfo }} Session */

/** @type {Map<string, Session>} */
const sessions = new Map();

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Session}
 */
export function sessionOf(request) {
  return sessions.get(cookieOf(request)) ?? {};
}

/**
 * Puts a session in the place of the browser's present one, under a fresh cookie: the old one may be known to somebody else (session
 * fixation), and must open nothing after a sign-out.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Session} session
 */
export function replaceSession(request, response, session) {
  sessions.delete(cookieOf(request));
  const cookie = randomBytes(32).toString('base64url');
  sessions.set(cookie, session);
  // Lax: comes along when Gatehouse sends the browser back, and not with another site's forms. Over https add `Secure`.
  response.setHeader('set-cookie', `session=${cookie}; HttpOnly; SameSite=Lax; Path=/`);
}

/** @param {import('node:http').IncomingMessage} request */
function cookieOf(request) {
  return /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
}

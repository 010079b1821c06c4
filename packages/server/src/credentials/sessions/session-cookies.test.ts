import { expect, test } from 'vitest';
import { browserBinding, flowCookieName, isBoundTo, isForeignPost } from './browser-binding.js';
import { readSessionCookies, sessionCookieNames, writeSessionCookies } from './session-cookies.js';
import { systemIds } from '../../platform/ids/index.js';

const { browser, persistent } = sessionCookieNames;
const held = (text: string, kept: boolean) => ({ text, persistent: kept });

test('session cookies are bound to this origin, out of reach of scripts, and usable in hidden frames', () => {
  const [first, second] = writeSessionCookies([held('g1.a', false), held('g1.b', true), held('g1.c', true)]);
  expect(first).toBe(`${browser}=g1.a; Path=/; Secure; HttpOnly; SameSite=None`);
  expect(second).toBe(`${persistent}=g1.b~g1.c; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=7776000`);
  expect([browser, persistent].every((name) => name.startsWith('__Host-'))).toBe(true);
});

test('a cookie without tokens is taken away', () => {
  expect(writeSessionCookies([])).toEqual([
    `${browser}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0`,
    `${persistent}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0`,
  ]);
});

test('what was written reads the same, and no more than five', () => {
  expect(readSessionCookies({ [browser]: 'a~b', [persistent]: 'c' })).toEqual([
    held('a', false),
    held('b', false),
    held('c', true),
  ]);
  expect(readSessionCookies({ [browser]: '~', other: 'x' })).toEqual([]);
  expect(readSessionCookies({ [browser]: Array(100).fill('a').join('~') })).toHaveLength(5);
});

const request = (cookies = {}, headers = {}, origin?: string) => ({ cookies, headers, origin });

test('what was begun in one browser is bound to that browser', () => {
  const { digest, cookies } = browserBinding(request(), systemIds);
  const [pair = ''] = (cookies[0] ?? '').split(';');
  const value = pair.slice(pair.indexOf('=') + 1);
  expect(cookies[0]).toBe(`${flowCookieName}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`);
  expect(isBoundTo(request({ [flowCookieName]: value }), digest)).toBe(true);
  expect(browserBinding(request({ [flowCookieName]: value }), systemIds)).toEqual({ digest, cookies: [] });
  expect(isBoundTo(request(), digest)).toBe(false);
  expect(isBoundTo(request({ [flowCookieName]: systemIds.bytes(32).toString('base64url') }), digest)).toBe(false);
  expect(isBoundTo(request({ [flowCookieName]: '' }), digest)).toBe(false);
});

test.each<[string, Record<string, string>, string | undefined, boolean]>([
  ['a browser that tells nothing', {}, undefined, false],
  ['our own page', { 'sec-fetch-site': 'same-origin' }, 'https://login.example', false],
  ['our own page under another name', { host: '127.0.0.1:8443' }, 'https://127.0.0.1:8443', false],
  ['another site', { 'sec-fetch-site': 'cross-site' }, undefined, true],
  ['another host of the same site', { 'sec-fetch-site': 'same-site' }, undefined, true],
  ['another origin', { host: 'login.example' }, 'https://evil.example', true],
  ['a page without origin', { host: 'login.example' }, 'null', true],
])('a form posted by %s', (_, headers, origin, foreign) => {
  expect(isForeignPost(request({}, headers, origin), 'https://login.example')).toBe(foreign);
});

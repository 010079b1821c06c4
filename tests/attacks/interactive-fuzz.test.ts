import type { StartedPlatform } from '@gatehouse/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Browser, formsOf } from '../support/browser.js';
import {
  authorizeUrl,
  contoso,
  ledger,
  passwords,
  spaApp,
  startInteractivePlatform,
} from '../support/interactive-platform.js';

let running: StartedPlatform;
let baseUrl: string;
let victim: Browser;

beforeAll(async () => {
  running = await startInteractivePlatform();
  baseUrl = running.baseUrl;
});
afterAll(() => running.stop());
beforeEach(() => {
  victim = new Browser(baseUrl);
});

const url = (changes: Record<string, string | undefined> = {}): string => authorizeUrl(baseUrl, changes);

const known = ['https://spa.example'];
const value = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom(spaApp, contoso, 'https://spa.example/', 'https://evil.example/', 'code', 'id_token', 'token code'),
  fc.constantFrom('none', 'login', 'select_account', 'consent', 'openid', `${ledger}/.default`, 'query', 'form_post'),
  fc.constantFrom('\u0000', '%00', '\r\nlocation: https://evil.example', '<script>', '{"id_token":{}}', '__proto__'),
);
const parameter = fc.constantFrom(
  ...['client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state', 'nonce', 'prompt', 'max_age'],
  ...[
    'claims',
    'login_hint',
    'domain_hint',
    'sid',
    'code_challenge',
    'code_challenge_method',
    'client_info',
    'resource',
  ],
  ...['ui_locales', 'ear_jwk', 'flow', 'x-client-SKU', '__proto__'],
);

test('fuzz: whatever is sent, the endpoint neither fails nor redirects to an address that is not registered', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(parameter, value, { maxKeys: 8 }),
      fc.array(fc.tuple(parameter, value), { maxLength: 2 }),
      fc.constantFrom(
        contoso,
        ledger,
        'common',
        'organizations',
        'consumers',
        'contoso.example',
        'nowhere.example',
        '%2e%2e',
        '%zz',
      ),
      fc.constantFrom('v2.0/', ''),
      fc.boolean(),
      async (changes, more, tenant, version, posted) => {
        const base = new URL(url(changes)).searchParams;
        for (const [name, extra] of more) base.append(name, extra);
        const address = `${baseUrl}/${tenant}/oauth2/${version}authorize`;
        const answer = posted
          ? await victim.send(address, {
              method: 'POST',
              body: base.toString(),
              headers: { 'content-type': 'application/x-www-form-urlencoded' },
            })
          : await victim.send(`${address}?${base.toString()}`);
        expect(answer.status).toBeLessThan(500);
        const leads = [answer.location ?? baseUrl, ...formsOf(answer).map(({ action }) => action)];
        const origins = leads.map((each) => new URL(each, baseUrl).origin);
        expect(origins.filter((origin) => origin !== baseUrl && !known.includes(origin))).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('fuzz: whatever is posted to the pages, they neither fail nor lead anywhere', async () => {
  const field = fc.constantFrom('flow', 'choice', 'username', 'password', 'account', 'user_code', '__proto__');
  const steps = [
    'identify',
    'password',
    'pick-account',
    'wrong-account',
    'stay-signed-in',
    'confirm-device',
    'consent',
  ];
  const path = fc.constantFrom(
    ...steps.map((step) => `/gatehouse/v1/sign-in/${step}`),
    ...['/gatehouse/v1/sign-in/toString', '/gatehouse/v1/sign-out', '/common/oauth2/deviceauth'],
    ...[`/${contoso}/oauth2/v2.0/authorize/resume`, '/common/oauth2/deviceauth/resume'],
  );
  const page = await victim.open(url({ login_hint: 'ann@contoso.example' }));
  const flows = fc.constantFrom(
    victim.form(page, { choice: 'next' }, { password: passwords.ann }).body.flow ?? '',
    'g1.AAAA',
    '',
  );
  await fc.assert(
    fc.asyncProperty(path, fc.dictionary(field, value), fc.option(flows), async (where, fields, flow) => {
      const body = flow === null ? fields : { ...fields, flow };
      const resumes = where.endsWith('/resume');
      const answer = resumes
        ? await victim.send(`${baseUrl}${where}?${new URLSearchParams(body).toString()}`)
        : await victim.sendForm(`${baseUrl}${where}`, body, victim.ownPage());
      expect(answer.status).toBeLessThan(500);
      expect((answer.location ?? `${baseUrl}/`).startsWith(`${baseUrl}/`)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

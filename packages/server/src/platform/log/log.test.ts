import { describe, expect, it } from 'vitest';
import { createLog, type Log, type LogFields, type LogLevel } from './index.js';

const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.bm90LWEtc2lnbmF0dXJl';
const sealed = `g1.${'Zm9vYmFy'.repeat(9)}`;
const pem = '-----BEGIN PRIVATE KEY-----\nnot-a-real-key\n-----END PRIVATE KEY-----';

function capture(level: LogLevel = 'debug', pretty = false): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { lines, log: createLog({ level, pretty, destination: { write: (line) => lines.push(line) } }) };
}

function only(lines: readonly string[]): Record<string, unknown> {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('the log', () => {
  it('writes one JSON object per event, with time, level, process, event and fields', () => {
    const { log, lines } = capture();
    log.info('tenant created', { tenant: 'contoso', users: 3 });
    expect(only(lines)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      pid: process.pid,
      event: 'tenant created',
      tenant: 'contoso',
      users: 3,
    });
    expect(lines[0]?.endsWith('}\n')).toBe(true);
  });

  it('leaves out what is less severe than its level', () => {
    const { log, lines } = capture('warn');
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['c', 'd']);
  });

  it('puts the fields of a child on every line, redacted too', () => {
    const { log, lines } = capture();
    log.child({ requestId: 'r1', clientSecret: 'fake-secret-1' }).child({ door: 'oauth' }).warn('slow');
    expect(only(lines)).toMatchObject({ requestId: 'r1', door: 'oauth', clientSecret: '[redacted]', event: 'slow' });
  });

  it('never lets a field stand in for the time, the level or the event', () => {
    const { log, lines } = capture();
    log.info('real', { event: 'forged', level: 'error', time: 'never' });
    expect(lines[0]?.match(/"event":/g)).toHaveLength(1);
    expect(only(lines)).toMatchObject({ event: 'real', level: 'info', event_: 'forged', level_: 'error' });
  });

  it('keeps a line break in a value from starting a new line, in JSON and for people', () => {
    for (const pretty of [false, true]) {
      const { log, lines } = capture('info', pretty);
      log.info('sign-in refused', { userAgent: 'x\n2030-01-01 INFO all is well' });
      expect(lines.join('').trimEnd()).not.toContain('\n');
    }
  });

  it('writes a readable line for a person when asked', () => {
    const { log, lines } = capture('info', true);
    log.info('ready', { baseUrl: 'https://localhost:8443', note: 'two words' });
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d INFO {2}ready baseUrl=https:\/\/localhost:8443 note="two words"\n$/);
  });
});

/** Each holds the text `fake-…`, or one of the tokens above, somewhere it must not come through. */
const secrets: readonly (readonly [string, LogFields])[] = [
  ['a client secret by name', { client_secret: 'fake-1' }],
  ['a password by name, in any case', { Password: 'fake-1', newPASSWORD: 'fake-2', pwd: 'fake-3' }],
  ['tokens by name', { access_token: 'fake-1', refreshToken: 'fake-2', 'id-token': 'fake-3', token: 'fake-4' }],
  ['lists under a secret name', { tokens: ['fake-1', 'fake-2'] }],
  ['objects under a secret name', { passwordCredentials: [{ hint: 'fake-1' }] }],
  ['request headers', { headers: { authorization: 'fake-1', Cookie: 'session=fake-2', 'set-cookie': ['a=fake-3'] } }],
  ['header objects', { headers: new Headers({ authorization: 'Bearer fake-1', cookie: 'a=fake-2' }) }],
  ['header maps', { headers: new Map([['proxy-authorization', 'fake-1']]) }],
  ['a token endpoint body', { body: { client_assertion: 'fake-1', code_verifier: 'fake-2', device_code: 'fake-3' } }],
  ['an authorization code', { code: '0.fake-code' }],
  ['form parameters', { form: new URLSearchParams({ code: '0.fake-code', password: 'fake-1' }) }],
  [
    'a one-time code, also as a number',
    { otp: 'fake-1', totpSecret: 'fake-2', passcode: 'fake-3', smsOtp: 4_711_000_815 },
  ],
  ['SAML and WS-Federation messages', { SAMLResponse: 'fake-1', wresult: 'fake-2' }],
  ['a private key by name and by look', { privateKey: 'fake-1', note: pem }],
  ['a token by look, under a harmless name', { note: `got ${jwt} from a client` }],
  ['an unfinished token by look', { note: jwt.slice(0, 40) }],
  ['our own sealed text by look', { note: `code was ${sealed}` }],
  [
    'an authorization value in prose',
    { note: 'sent Bearer fake-opaque-token, refused', other: 'Basic ZmFrZS11c2VyOmZha2U=' },
  ],
  ['a query in a URL', { url: 'https://app.example/cb?code=0.fake-code&state=1&client_secret=fake-1' }],
  ['a URL object', { url: new URL('https://user:fake-1@app.example/cb?access_token=fake-2') }],
  ['a database URL', { database: 'postgres://gatehouse:fake-1@db.example/gatehouse' }],
  ['JSON in text', { body: '{"username":"a","password":"fake-1","refresh_token" : "fake-2"}' }],
  ['lists in JSON in text', { body: '{"tokens": ["fake-1", "fake-2"], "next": 1}' }],
  ['raw headers in text', { raw: 'GET / HTTP/1.1\r\nCookie: a=1; b=fake-2\r\nAuthorization: Odd fake-3 fake-4\r\n' }],
  ['a secret as the name of a field', { [jwt]: 1 }],
  ['errors, their stacks and causes', { error: new Error(`bad ${jwt}`, { cause: new Error('password=fake-1') }) }],
  ['several errors in one', { error: new AggregateError([new Error('client_secret=fake-1')], 'failed') }],
  ['fields hung on an error', { error: Object.assign(new Error('x'), { request: { password: 'fake-1' } }) }],
  ['bytes', { key: Buffer.from('fake-1'), nested: { raw: new TextEncoder().encode('fake-2') } }],
  ['deep nesting', { a: { b: { c: { d: { e: { f: { secret: 'fake-1' } } } } } } }],
];

describe('SEALED-SECRETS: redaction', () => {
  it.each(secrets)('keeps out %s', (_what, fields) => {
    const { log, lines } = capture();
    log.error('something happened', fields);
    log.child(fields).error('again');
    const text = lines.join('');
    expect(lines).toHaveLength(2);
    expect(text).not.toMatch(/fake-|4711000815|ZmFrZS|not-a-real-key/);
    for (const part of [...jwt.split('.'), sealed.slice(3)]) expect(text).not.toContain(part);
  });

  it('keeps a token out of the event itself', () => {
    const { log, lines } = capture();
    log.info(`signed in with ${jwt}`);
    expect(only(lines)['event']).toBe('signed in with [redacted]');
  });

  it('lets through what an operator needs', () => {
    const { log, lines } = capture();
    const fields = {
      tokenType: 'Bearer',
      secretId: '7c1d',
      keyId: 'abc',
      passwordLength: 12,
      tokensIssued: 41,
      token_endpoint: 'https://localhost:8443/contoso/oauth2/v2.0/token',
      code: 'ECONNREFUSED',
      errorCode: 50126,
      cookieName: 'x',
      isPasswordless: true,
      tenant: 'f3a7ad65-0000-4000-8000-000000000001',
      at: new Date(0),
    };
    log.info('request', fields);
    expect(only(lines)).toMatchObject({ ...fields, at: '1970-01-01T00:00:00.000Z' });
  });

  it('counts bytes instead of printing them', () => {
    const { log, lines } = capture();
    log.info('key', { raw: Buffer.from('fake-1'), more: new ArrayBuffer(3) });
    expect(only(lines)).toMatchObject({ raw: '[6 bytes]', more: '[3 bytes]' });
  });

  it('spells out an error', () => {
    const { log, lines } = capture();
    log.error('failed', { error: Object.assign(new TypeError('no route'), { code: 'ENETUNREACH' }) });
    expect(only(lines)['error']).toMatchObject({
      name: 'TypeError',
      message: 'no route',
      stack: expect.stringContaining('log.test'),
      code: 'ENETUNREACH',
    });
  });

  it('survives circles, endless depth, long texts and odd values', () => {
    const circle: Record<string, unknown> = {
      big: 10n,
      f: () => 1,
      none: undefined,
      s: Symbol('x'),
      bad: new Date(Number.NaN),
    };
    circle['self'] = circle;
    let deep: object = {};
    for (let level = 0; level < 100_000; level += 1) deep = { deep };
    const { log, lines } = capture();
    log.info('odd', {
      circle,
      deep,
      long: 'x'.repeat(100_000),
      many: Array.from({ length: 5000 }, (_, index) => index),
    });
    expect(only(lines)['circle']).toMatchObject({
      big: '10',
      f: '[function]',
      self: '[circular]',
      bad: 'invalid date',
    });
    expect(lines[0]).toContain('"[deep]"');
    expect(lines[0]?.length).toBeLessThan(6000);
  });
});

import { errorCodes, errorRow } from '@gatehouse/model';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contoso,
  daemonApp,
  legacyApp,
  nativeApp,
  orders,
  ordersApi,
  secrets,
  spaApp,
  stock,
  webApp,
} from '../testing/sample-tenants.data.js';
import { type Answer, baseUrl, startTokenWorld, type TokenWorld, verifier } from '../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

const form = 'application/x-www-form-urlencoded';
const known: ReadonlySet<number> = new Set(errorCodes());

/** The documented shape of every refusal, whatever was sent. */
function expectDocumented(answer: Answer): void {
  const { body } = answer;
  const code = (body.error_codes as number[])[0] as Parameters<typeof errorRow>[0];
  expect(known).toContain(code);
  const row = errorRow(code);
  expect([answer.status, body.error, body.suberror]).toEqual([row.status, row.error, row.suberror]);
  expect(body.error_description).toMatch(
    new RegExp(
      `^AADSTS${code}: [\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: [-0-9]{10} [:0-9]{8}Z$`,
    ),
  );
  expect(body.error_uri).toBe(row.uri === false ? undefined : `${baseUrl}/error?code=${code}`);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  expect(answer.text).not.toMatch(/\bat .+\.(?:ts|js):\d+/);
}

describe('the token endpoint', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])(
    'refuses %s with the number of its own, and names what it takes',
    async (method) => {
      for (const path of [`/${contoso}/oauth2/v2.0/token`, `/${contoso}/oauth2/token`]) {
        const answer = await world.send(method, path);
        expect([answer.status, answer.body.error_codes, answer.headers.allow]).toEqual([405, [900561], 'POST']);
        expectDocumented(answer);
      }
    },
  );

  it.each<[title: string, body: string, mediaType: string, code: number]>([
    ['JSON', '{"grant_type":"client_credentials"}', 'application/json', 9002313],
    ['nothing', '', '', 9002313],
    ['an empty form', '', form, 900144],
    ['broken encoding', 'grant_type=%zz', form, 9002313],
    ['a repeated parameter', `grant_type=password&grant_type=client_credentials&client_id=${daemonApp}`, form, 90023],
    ['no grant type', `client_id=${daemonApp}`, form, 900144],
    ['an unknown grant type', `client_id=${daemonApp}&grant_type=magic%22%5C%0a`, form, 70003],
  ])('refuses %s', async (_, body, mediaType, code) => {
    const answer = await world.send('POST', `/${contoso}/oauth2/v2.0/token`, { body, mediaType });
    expect(answer.body.error_codes).toEqual([code]);
    expectDocumented(answer);
  });

  it('ignores parameters that it does not know, in the form and in the query', async () => {
    const body = `grant_type=client_credentials&client_id=${daemonApp}&client_secret=${secrets.daemon}&scope=${orders}/.default&x-client-SKU=a&clidata=1&X-AnchorMailbox=b`;
    const answer = await world.send('POST', `/${contoso}/oauth2/v2.0/token?client-request-id=x&x-client-Ver=1`, {
      body,
      mediaType: form,
    });
    expect(answer.status).toBe(200);
  });

  it('quotes the correlation id and the request id of the request', async () => {
    const answer = await world.token({ client_id: daemonApp });
    expect(answer.body).toMatchObject({
      trace_id: '00000000-0000-4000-8000-00000000000a',
      correlation_id: '00000000-0000-4000-8000-00000000000b',
    });
  });

  it('never fails, whatever is sent, and answers in one shape', async () => {
    const names = fc.constantFrom(
      ...[
        'grant_type',
        'client_id',
        'client_secret',
        'scope',
        'code',
        'refresh_token',
        'device_code',
        'assertion',
        'username',
        'password',
      ],
      ...[
        'redirect_uri',
        'code_verifier',
        'claims',
        'resource',
        'client_assertion',
        'client_assertion_type',
        'requested_token_use',
        'client_info',
      ],
    );
    const likely = fc.constantFrom(
      ...['client_credentials', 'authorization_code', 'refresh_token', 'password', 'device_code', 'on_behalf_of'],
      ...['urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:device_code'],
      ...['urn:ietf:params:oauth:client-assertion-type:jwt-bearer', daemonApp, webApp, spaApp, nativeApp, ordersApi],
      ...[
        secrets.daemon,
        `${orders}/.default`,
        'openid User.Read',
        'g1.AAAAAAAA',
        'ada@contoso.example',
        '{"access_token":{}}',
        '0',
        '',
      ],
    );
    const value = fc.oneof({ weight: 3, arbitrary: likely }, fc.string({ unit: 'binary', maxLength: 80 }), fc.json());
    const pairs = fc.array(fc.tuple(names, value), { maxLength: 10 });
    const raw = fc.oneof(
      {
        weight: 5,
        arbitrary: pairs.map((each) => new URLSearchParams(each.map(([name, text]) => [name, text])).toString()),
      },
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    const authority = fc.oneof(
      fc.constantFrom(contoso, 'contoso.example', 'common', 'organizations', 'consumers'),
      fc.webSegment(),
    );
    const origin = fc.option(fc.constantFrom('https://board.example', 'null', 'https://evil.example', ''), {
      nil: undefined,
    });
    const headers = fc.oneof(
      fc.constant({}),
      fc.string({ unit: 'binary', maxLength: 60 }).map((text) => ({ authorization: `Basic ${text}` })),
    );
    const request = fc.record({ raw, authority, origin, headers });
    await fc.assert(
      fc.asyncProperty(request, fc.constantFrom('token', 'devicecode'), async (sent, endpoint) => {
        const path = `/${sent.authority === '' ? 'x' : sent.authority}/oauth2/v2.0/${endpoint}`;
        const answer = await world.send('POST', path, {
          body: sent.raw,
          mediaType: form,
          origin: sent.origin,
          headers: sent.headers,
        });
        expect(answer.status).toBeLessThan(500);
        if (answer.status !== 200) expectDocumented(answer);
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('never fails when one field of a good request is something else', async () => {
    const redirectUri = 'http://localhost:1';
    const code = await world.codeFor(nativeApp, { redirectUri, platform: 'publicClient' });
    const first = await world.token({
      grant_type: 'authorization_code',
      client_id: nativeApp,
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    });
    const assertion = await world.token({ ...refreshing(first), scope: `${orders}/Orders.Read` });
    const daemon = {
      grant_type: 'client_credentials',
      client_id: daemonApp,
      client_secret: secrets.daemon,
      scope: `${orders}/.default`,
    };
    const good: readonly Record<string, string>[] = [
      daemon,
      {
        grant_type: 'authorization_code',
        client_id: nativeApp,
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
        scope: 'User.Read',
      },
      { ...refreshing(assertion), scope: 'openid User.Read', client_info: '1' },
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        client_id: ordersApi,
        client_secret: secrets.orders,
        requested_token_use: 'on_behalf_of',
        assertion: String(assertion.body.access_token),
        scope: `${stock}/Stock.Read`,
      },
      {
        grant_type: 'password',
        client_id: legacyApp,
        username: 'bob@contoso.example',
        password: 'x',
        scope: 'User.Read',
      },
      { grant_type: 'device_code', client_id: nativeApp, device_code: 'A'.repeat(64) },
    ];
    const change = fc.constantFrom(...good).chain((request) =>
      fc.record({
        request: fc.constant(request),
        name: fc.constantFrom(...Object.keys(request)),
        change: fc.oneof(
          fc.string({ unit: 'binary', maxLength: 200 }).map((text) => () => text),
          fc.nat(300).map((at) => (text: string) => text.slice(0, at)),
          fc.tuple(fc.nat(300), fc.string({ unit: 'binary', maxLength: 4 })).map(
            ([at, put]) =>
              (text: string) =>
                text.slice(0, at) + put + text.slice(at + 1),
          ),
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ request, name, change: apply }) => {
        const answer = await world.token({ ...request, [name]: apply(request[name] ?? '') });
        expect(answer.status).toBeLessThan(500);
        if (answer.status !== 200) expectDocumented(answer);
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});

function refreshing({ body }: Answer): { grant_type: string; client_id: string; refresh_token: string } {
  return { grant_type: 'refresh_token', client_id: nativeApp, refresh_token: String(body.refresh_token) };
}

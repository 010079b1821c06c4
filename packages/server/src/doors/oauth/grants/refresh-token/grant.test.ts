import type { GrantFamilyId, TenantId } from '@gatehouse/model';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contoso,
  daemonApp,
  fabrikam,
  mixedApp,
  nativeApp,
  orders,
  ordersApi,
  secrets,
  spaApp,
  webApp,
} from '../../testing/sample-tenants.data.js';
import { type Answer, type Form, startTokenWorld, type TokenWorld, verifier } from '../../testing/token-world.js';

const day = 86_400;
let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

type Kind = 'web' | 'spa' | 'native';

const clients = {
  web: { id: webApp, platform: 'web', redirectUri: 'https://shop.example/cb', secret: secrets.web, origin: undefined },
  spa: {
    id: spaApp,
    platform: 'spa',
    redirectUri: 'https://board.example/',
    secret: undefined,
    origin: 'https://board.example',
  },
  native: {
    id: nativeApp,
    platform: 'publicClient',
    redirectUri: 'http://localhost:1',
    secret: undefined,
    origin: undefined,
  },
} as const;

/** Signs somebody in and gives the first refresh token. */
async function signIn(
  kind: Kind,
  over: { scope?: string; family?: GrantFamilyId; user?: string } = {},
): Promise<string> {
  const { id, platform, redirectUri, secret, origin } = clients[kind];
  const code = await world.codeFor(id, { redirectUri, platform, ...over });
  const form = {
    grant_type: 'authorization_code',
    client_id: id,
    client_secret: secret,
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const answer = await world.token(form, { origin });
  expect(answer.status).toBe(200);
  return String(answer.body.refresh_token);
}

function refresh(
  kind: Kind,
  refreshToken: string,
  over: {
    readonly form?: Form;
    readonly authority?: string;
    readonly origin?: string | undefined;
    readonly arrivedAt?: number;
  } = {},
): Promise<Answer> {
  const { id, secret } = clients[kind];
  const origin = 'origin' in over ? over.origin : clients[kind].origin;
  const form = {
    grant_type: 'refresh_token',
    client_id: id,
    client_secret: secret,
    refresh_token: refreshToken,
    ...over.form,
  };
  const arrivedAt = over.arrivedAt === undefined ? {} : { arrivedAt: over.arrivedAt };
  return world.token(form, { origin, ...arrivedAt }, over.authority);
}

const tokenOf = ({ body }: Answer): string => String(body.refresh_token);
const codeOf = ({ body }: Answer): unknown => (body.error_codes as unknown[] | undefined)?.[0];

describe('a refresh token', () => {
  it.each<[kind: Kind]>([['web'], ['spa'], ['native']])(
    'of a %s client gives new tokens and its successor',
    async (kind) => {
      const answer = await refresh(kind, await signIn(kind), {
        form: { scope: 'openid profile offline_access User.Read', client_info: '1' },
      });
      expect(answer.status).toBe(200);
      expect(Object.keys(answer.body)).toEqual([
        'token_type',
        'scope',
        'expires_in',
        'ext_expires_in',
        'access_token',
        'refresh_token',
        ...(kind === 'spa' ? ['refresh_token_expires_in'] : []),
        'id_token',
        'client_info',
      ]);
      expect(answer.body.scope).toBe('User.Read openid profile offline_access');
    },
  );

  it('gives tokens for another resource that the person agreed to', async () => {
    const answer = await refresh('native', await signIn('native'), { form: { scope: `${orders}/Orders.Read` } });
    expect(decodeJwt(String(answer.body.access_token)).aud).toBe(ordersApi);
    expect(answer.body).toHaveProperty('refresh_token');
    expect(answer.body).not.toHaveProperty('id_token');
  });

  it('at version 1 gives an ID token for a resource without scopes, when the sign-in asked for one', async () => {
    for (const [scope, expected] of [
      ['openid offline_access User.Read', true],
      ['offline_access User.Read', false],
    ] as const) {
      const form = {
        grant_type: 'refresh_token',
        client_id: webApp,
        client_secret: secrets.web,
        refresh_token: await signIn('web', { scope }),
        resource: orders,
      };
      const answer = await world.send('POST', `/${contoso}/oauth2/token`, {
        mediaType: 'application/x-www-form-urlencoded',
        body: new URLSearchParams(form).toString(),
      });
      expect(decodeJwt(String(answer.body.access_token)).aud).toBe(ordersApi);
      expect('id_token' in answer.body).toBe(expected);
    }
  });

  it('without scopes means those of the sign-in, also after it was used for another resource', async () => {
    const first = await signIn('web', { scope: `openid offline_access ${orders}/Orders.Read` });
    const elsewhere = await refresh('web', first, { form: { scope: 'User.Read' } });
    const answer = await refresh('web', tokenOf(elsewhere));
    expect(answer.body.scope).toBe(`${orders}/Orders.Read openid offline_access`);
    expect(answer.body).toHaveProperty('id_token');
  });

  it('keeps the session and the family of the sign-in', async () => {
    const family = '88888888-0000-4000-8000-000000000002' as GrantFamilyId;
    const answer = await refresh('web', await signIn('web', { family }));
    expect(decodeJwt(String(answer.body.access_token)).rh).toBe(family);
  });

  it('of a confidential client stays usable beside its successor', async () => {
    const first = await signIn('web');
    const second = tokenOf(await refresh('web', first));
    expect([await refresh('web', first), await refresh('web', second)].map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each<[title: string, kind: Kind, over: Parameters<typeof refresh>[2], expected: number]>([
    ['that is missing', 'web', { form: { refresh_token: undefined } }, 900144],
    ['that is something else', 'web', { form: { refresh_token: 'g1.AAAA' } }, 70000],
    ['of another client', 'web', { form: { client_id: daemonApp, client_secret: secrets.daemon } }, 70000],
    ['without the secret', 'web', { form: { client_secret: undefined } }, 7000218],
    ['with a wrong secret', 'web', { form: { client_secret: 'fake-secret-wrong' } }, 7000215],
    ['of a native client with a secret', 'native', { form: { client_secret: 'fake' } }, 700025],
    ['of a single-page application with a secret', 'spa', { form: { client_secret: 'fake' } }, 700025],
    ['of a single-page application outside a browser', 'spa', { origin: undefined }, 9002327],
    ['of a single-page application from a foreign page', 'spa', { origin: 'https://evil.example' }, 9002326],
    ['of a web application from a page', 'web', { origin: 'https://shop.example' }, 9002326],
    ['of a native client from a page', 'native', { origin: 'https://shop.example' }, 9002326],
    ['at another tenant', 'web', { authority: fabrikam }, 16000],
    ['at an unknown tenant', 'web', { authority: 'nowhere.example' }, 90002],
    ['for consumers', 'web', { authority: 'consumers' }, 16000],
    ['for two resources', 'web', { form: { scope: `User.Read ${orders}/Orders.Read` } }, 700022],
    ['for what nobody granted', 'web', { form: { scope: `${orders}/Orders.Write` } }, 65001],
  ])('is refused %s', async (_, kind, over, expected) => {
    expect(codeOf(await refresh(kind, await signIn(kind), over))).toBe(expected);
  });

  it('given to a client that had proved itself asks for the proof again, also where the application is a public client elsewhere', async () => {
    const redirectUri = 'https://till.example/cb';
    const base = { client_id: mixedApp, client_secret: secrets.mixed };
    const code = await world.codeFor(mixedApp, { redirectUri, platform: 'web' });
    const redeeming = {
      ...base,
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    };
    expect(codeOf(await world.token({ ...redeeming, client_secret: undefined }))).toBe(7000218);
    const refreshing = { ...base, grant_type: 'refresh_token', refresh_token: tokenOf(await world.token(redeeming)) };
    expect(codeOf(await world.token({ ...refreshing, client_secret: undefined }))).toBe(7000218);
    expect((await world.token(refreshing)).status).toBe(200);
  });

  it('of a code cannot be presented as one, nor a code as a refresh token', async () => {
    const code = await world.codeFor(webApp, { redirectUri: 'https://shop.example/cb', platform: 'web' });
    expect(codeOf(await refresh('web', code))).toBe(70000);
    const form = {
      grant_type: 'authorization_code',
      client_id: webApp,
      client_secret: secrets.web,
      code: await signIn('web'),
    };
    expect(codeOf(await world.token(form))).toBe(70000);
  });

  it('is refused, so that clients sign in anew, once the person’s sessions were revoked', async () => {
    const token = await signIn('web', { user: 'bob@contoso.example' });
    world.clock.advance(1);
    await world.change('bob@contoso.example', 'sign_in_sessions_valid_from', new Date(world.clock.now()));
    expect((await refresh('web', token)).body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'bad_token',
      error_codes: [50173],
    });
  });

  it('is refused for a disabled account', async () => {
    const token = await signIn('web', { user: 'bob@contoso.example' });
    await world.change('bob@contoso.example', 'account_enabled', false);
    expect(codeOf(await refresh('web', token))).toBe(50057);
    await world.change('bob@contoso.example', 'account_enabled', true);
  });

  it('of a revoked family is refused for every kind of client', async () => {
    for (const kind of ['web', 'spa', 'native'] as const) {
      const family = world.deps.ids.guid<GrantFamilyId>();
      const token = await signIn(kind, { family });
      await world.deps.revocation.revokeFamily(contoso as TenantId, family, 'code_replayed', {
        kind: 'platform',
      });
      expect((await refresh(kind, token)).body).toMatchObject({ suberror: 'bad_token', error_codes: [50173] });
    }
  });
});

describe('the life of a refresh token', () => {
  it('slides by 90 days at every use', async () => {
    let token = await signIn('web');
    for (let use = 0; use < 3; use += 1) {
      world.clock.advance(89 * day);
      token = tokenOf(await refresh('web', token));
    }
    world.clock.advance(90 * day);
    expect(codeOf(await refresh('web', token))).toBe(700082);
  });

  it('of a single-page application ends 24 hours after the sign-in, however often it rotates', async () => {
    const first = await signIn('spa');
    world.clock.advance(day / 2);
    const second = await refresh('spa', first);
    expect(second.body.refresh_token_expires_in).toBe(day / 2);
    world.clock.advance(day / 2 - 1);
    const third = await refresh('spa', tokenOf(second));
    expect(third.body.refresh_token_expires_in).toBe(1);
    world.clock.advance(1);
    expect(codeOf(await refresh('spa', tokenOf(third)))).toBe(700084);
  });

  it('has an absolute end where one is configured', async () => {
    const strict = await startTokenWorld({ refresh: { absoluteSeconds: 100 * day } });
    const code = await strict.codeFor(webApp, { redirectUri: 'https://shop.example/cb', platform: 'web' });
    const base = { client_id: webApp, client_secret: secrets.web };
    const first = await strict.token({
      ...base,
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://shop.example/cb',
      code_verifier: verifier,
    });
    strict.clock.advance(80 * day);
    const second = await strict.token({ ...base, grant_type: 'refresh_token', refresh_token: tokenOf(first) });
    expect(second.status).toBe(200);
    strict.clock.advance(20 * day);
    const third = await strict.token({ ...base, grant_type: 'refresh_token', refresh_token: tokenOf(second) });
    expect(third.body.error).toBe('invalid_grant');
    await strict.stop();
  });
});

describe.each<[kind: Kind]>([['spa'], ['native']])('a generation of a %s client', (kind) => {
  it('is honoured once among eight presentations at the same time, and the family lives on', async () => {
    const token = await signIn(kind);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(kind, token)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    const losers = answers.filter(({ status }) => status !== 200).map(codeOf);
    expect(losers).toEqual(Array.from({ length: 7 }, () => 70000));
    expect((await refresh(kind, tokenOf(winners[0] as Answer))).status).toBe(200);
  });

  it('presented again by a cache that has not heard gives the same next generation', async () => {
    const token = await signIn(kind);
    const first = await refresh(kind, token);
    world.clock.advance(30);
    const repeated = await refresh(kind, token);
    expect(repeated.status).toBe(200);
    expect((await refresh(kind, tokenOf(first))).status).toBe(200);
    // Both held generation 1: spending it through one of them spends it for the other.
    world.clock.advance(61);
    expect(codeOf(await refresh(kind, tokenOf(repeated)))).toBe(50173);
  });

  it('asked for different things at the same time gives each of them once, all with the same next generation', async () => {
    const token = await signIn(kind);
    const asked = ['User.Read', 'openid', 'openid User.Read', `${orders}/Orders.Read`, `${ordersApi}/Orders.Read`];
    // Everything three times, in another order and letter case, at the same time.
    const spellings = [
      ...asked,
      ...asked.map((scope) => scope.split(' ').reverse().join('  ')),
      ...asked.map((scope) => `${scope} ${scope}`),
    ];
    const answers = await Promise.all(spellings.map((scope) => refresh(kind, token, { form: { scope } })));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners.map(({ body }) => body.scope)).toHaveLength(asked.length);
    expect(new Set(winners.map(({ body }) => body.scope)).size).toBe(asked.length);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(codeOf))).toEqual(new Set([70000]));
    const generations = winners.map((answer) => world.deps.issuance.read.refreshToken(tokenOf(answer))?.generation);
    expect(generations).toEqual(asked.map(() => 1));
    // One live generation: of all the successors, presented for the same thing at once, one counts.
    const next = await Promise.all(winners.map((answer) => refresh(kind, tokenOf(answer))));
    expect(next.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is judged by its first use: asking for something new does not make the overlap longer', async () => {
    const token = await signIn(kind);
    expect((await refresh(kind, token)).status).toBe(200);
    world.clock.advance(50);
    const elsewhere = { form: { scope: `${orders}/Orders.Read` } };
    expect((await refresh(kind, token, elsewhere)).status).toBe(200);
    world.clock.advance(11);
    expect(codeOf(await refresh(kind, token, elsewhere))).toBe(50173);
  });

  it.each<[title: string, scope: string | undefined]>([
    ['for the same resource', undefined],
    ['for another resource', `${orders}/Orders.Read`],
  ])('that was stolen and is replayed after the overlap, %s, ends the whole family', async (_, scope) => {
    const family = world.deps.ids.guid<GrantFamilyId>();
    const token = await signIn(kind, { family });
    const next = tokenOf(await refresh(kind, token));
    world.clock.advance(61);
    const replayed = await refresh(kind, token, { form: { scope } });
    expect(replayed.body).toMatchObject({ suberror: 'bad_token', error_codes: [50173] });
    expect(codeOf(await refresh(kind, next))).toBe(50173);
    expect(await world.deps.revocation.isRevoked(contoso as TenantId, family)).toBe(true);
  });

  it('that a thief presents inside the overlap, for another resource, gives both away at the next use', async () => {
    const token = await signIn(kind);
    const owners = await refresh(kind, token);
    const thiefs = await refresh(kind, token, { form: { scope: `${orders}/Orders.Read` } });
    expect(thiefs.status).toBe(200);
    world.clock.advance(3600);
    expect((await refresh(kind, tokenOf(owners))).status).toBe(200);
    world.clock.advance(61);
    expect(codeOf(await refresh(kind, tokenOf(thiefs), { form: { scope: `${orders}/.default` } }))).toBe(50173);
  });

  it('is not spent by a request that the gate refuses', async () => {
    const token = await signIn(kind);
    expect(codeOf(await refresh(kind, token, { form: { scope: `${orders}/Orders.Write` } }))).toBe(65001);
    world.clock.advance(3600);
    expect((await refresh(kind, token)).status).toBe(200);
  });
});

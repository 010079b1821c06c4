import { createServer, get, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, stepOf, textOf, titleOf } from '../support/browser.js';
import { chromium, chromiumOptions } from '../support/chromium.js';
import { approveDevice, completeSignIn } from '../support/browserless-sign-in.js';
import { signIn as signInOnPages } from '../support/hosted-pages.js';
import { runCommandLine, type SampleProgram } from '../support/sample-program.js';
import { alice, apps, bob, contoso, type SampleWorld, startSampleWorld } from '../support/sample-world.js';
import { type Person, signInAs } from '../support/sign-in-as.js';

let world: SampleWorld;
let api: SampleProgram & { readonly url: string };
const nothingThere = 'http://localhost:9';

beforeAll(async () => {
  world = await startSampleWorld();
  api = await world.serve('api/api.mjs');
}, 120_000);
afterAll(() => world.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

describe('the banner', () => {
  const command = (program: string): string =>
    new RegExp(`^    (.* node .*${program})$`, 'm').exec(world.banner)?.[1] ?? 'not printed';

  test('prints commands that work as they are printed, and an account that can sign in', async () => {
    const printed = { PORT: '0', ORDERS_API_URL: api.url };
    const daemon = runCommandLine(command('daemon.mjs'), printed);
    const [app, ownApi] = ['web-app.mjs', 'api.mjs'].map((program) => runCommandLine(command(program), printed));
    try {
      expect((await daemon.ended()).output).toContain('Standing desk');
      await ownApi?.printed(/The Orders API answers at http:/);
      const [url = ''] = (await app?.printed(/http:\/\/localhost:\d+/)) ?? [];
      const [, userName = '', password = ''] = / as (\S+) with (\S+)$/m.exec(world.banner) ?? [];
      const toGatehouse = (await fetch(`${url}/sign-in`, { redirect: 'manual' })).headers.get('location') ?? '';
      const callback = await completeSignIn(world.openBrowser(), toGatehouse, { userName, password });
      expect(callback.fields.code).toBeDefined();
    } finally {
      await Promise.all([app?.stop(), ownApi?.stop()]);
    }
  });

  test('and the home page names the account too', async () => {
    const page = await world.openBrowser().open(world.baseUrl);
    expect(textOf(page)).toMatch(/Sign in as alice@contoso\.example with Fake-Passw0rd-1/);
    expect(textOf(page)).toContain('Fabrikam');
  });
});

describe('the daemon', () => {
  test('gets a token by its secret, shows the claims, and says that the API does not run', async () => {
    const { code, output } = await world.run('daemon/daemon.mjs', { ORDERS_API_URL: nothingThere }).ended();
    expect(output).toContain(`iss: '${world.baseUrl}/${contoso}/v2.0'`);
    expect(output).toContain(`aud: '${apps.orders}'`);
    expect(output).toContain("azpacr: '1'");
    expect(output).toContain("roles: [ 'Orders.Read.All' ]");
    expect(output).toContain(`The sample API does not run at ${nothingThere}.`);
    expect(code).toBe(0);
  });

  test('gets a token by its certificate, and reads every order', async () => {
    const daemon = world.run('daemon/daemon.mjs --certificate', { ORDERS_API_URL: api.url });
    const { code, output } = await daemon.ended();
    expect(output).toContain("azpacr: '2'");
    expect(output).toMatch(/Standing desk[^]*Ledger, bound/);
    expect(code).toBe(0);
  });
});

describe('a sample that cannot reach Gatehouse', () => {
  test('says so when nothing answers there', async () => {
    const { code, output } = await world.run('daemon/daemon.mjs', { GATEHOUSE_URL: 'https://localhost:1' }).ended();
    expect(output).toMatch(/^Gatehouse does not answer at https:\/\/localhost:1 .*\nStart it with `npm start`/);
    expect(code).toBe(1);
  });

  test('names the CA file when the certificate is not trusted', async () => {
    const { code, output } = await world.run('daemon/daemon.mjs', { NODE_EXTRA_CA_CERTS: '' }).ended();
    expect(output).toMatch(/^This program does not trust the certificate of .*\n.*NODE_EXTRA_CA_CERTS=/);
    expect(code).toBe(1);
  });

  test('says so when its port is taken', async () => {
    const { code, output } = await world.run('api/api.mjs', { PORT: new URL(api.url).port }).ended();
    expect(output).toMatch(/cannot be served .*choose another port with PORT=/);
    expect(code).toBe(1);
  });
});

describe('the API', () => {
  const orders = (token?: string, method = 'GET', body?: string) =>
    fetch(`${api.url}/orders`, {
      method,
      ...(token === undefined ? {} : { headers: bearer(token) }),
      ...(body === undefined ? {} : { body }),
    });

  test('asks for a token', async () => {
    const answer = await orders();
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="", authorization_uri="/);
    expect(await json(answer)).toMatchObject({ code: 'token_missing', action: 'acquire_new_token' });
  });

  test('refuses a token for another API, and logs why', async () => {
    const answer = await orders(await world.tokenOf(alice, `api://${apps.gateway}/access_as_user`));
    expect(answer.status).toBe(401);
    expect(await json(answer)).toMatchObject({ code: 'audience_mismatch', action: 'give_up' });
    await api.printed(/^401 audience_mismatch \(give_up\)/m);
  });

  test('shows people their own orders', async () => {
    const read = `api://${apps.orders}/Orders.Read`;
    const items = async (person: Person) => (await json(await orders(await world.tokenOf(person, read)))).orders;
    expect(await items(alice)).toEqual([expect.objectContaining({ item: 'Standing desk' })]);
    expect(await items(bob)).toEqual([expect.objectContaining({ item: 'Ledger, bound' })]);
  });

  test('takes orders of those alone who may write', async () => {
    const reader = await orders(await world.tokenOf(alice, `api://${apps.orders}/Orders.Read`), 'POST', '{}');
    expect(reader.status).toBe(403);
    expect(reader.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(reader.headers.get('www-authenticate')).toContain('scope="Orders.Write"');
    expect(await json(reader)).toMatchObject({ code: 'scope_missing', action: 'ask_consent' });
    const daemon = await orders(await world.daemonToken(`api://${apps.orders}`), 'POST', '{}');
    expect([daemon.status, (await json(daemon)).code]).toEqual([403, 'app_only_not_allowed']);
    const writer = await world.tokenOf(bob, `api://${apps.orders}/Orders.Write`);
    expect((await orders(writer, 'POST', 'not JSON')).status).toBe(400);
    const placed = await orders(writer, 'POST', '{"item":"Pencil"}');
    expect([placed.status, (await json(placed)).item]).toEqual([201, 'Pencil']);
  });
});

describe('the middle tier', () => {
  test('calls the API for the person who called it, and answers pages of the sample application', async () => {
    const gateway = await world.serve('middle-tier/middle-tier.mjs', { ORDERS_API_URL: api.url });
    const preflight = await fetch(`${gateway.url}/orders`, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'authorization']);
    expect((await fetch(`${gateway.url}/orders`)).status).toBe(401);
    const token = await world.tokenOf(alice, `api://${apps.gateway}/access_as_user`);
    const answer = await fetch(`${gateway.url}/orders`, { headers: bearer(token) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect((await json(answer)).orders).toEqual([expect.objectContaining({ item: 'Standing desk' })]);
  });

  test('asks for what the API behind it asks for, and passes on to its caller what it cannot satisfy', async () => {
    const wanted = { access_token: { acrs: { essential: true, value: 'c1' } } };
    const tokens: string[] = [];
    const strict = await startServer((request, response) => {
      tokens.push(request.headers.authorization ?? '');
      const claims = Buffer.from(JSON.stringify(wanted)).toString('base64');
      response
        .writeHead(401, { 'www-authenticate': `Bearer error="insufficient_claims", claims="${claims}"` })
        .end('{}');
    });
    const gateway = await world.serve('middle-tier/middle-tier.mjs', { ORDERS_API_URL: strict.url });
    const token = await world.tokenOf(alice, `api://${apps.gateway}/access_as_user`);
    const answer = await fetch(`${gateway.url}/orders`, { headers: bearer(token) });
    expect(answer.status).toBe(401);
    const [, claims = ''] = /claims="([^"]+)"/.exec(answer.headers.get('www-authenticate') ?? '') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toEqual(wanted);
    expect(answer.headers.get('access-control-expose-headers')).toBe('WWW-Authenticate');
    // Two tokens, neither of them the caller's.
    expect(new Set([...tokens, `Bearer ${token}`]).size).toBe(3);
    await strict.close();
  });
});

describe('the device code sample', () => {
  test('shows a code, and signs in the person who types it elsewhere', async () => {
    const display = world.run('device-code/device-code.mjs');
    const [, verificationUri = '', userCode = ''] = await display.printed(/the page (\S+) and enter the code (\S+) to/);
    const page = await approveDevice(world.openBrowser(), { verificationUri, userCode }, alice);
    expect(titleOf(page)).toBe('You are signed in');
    const { code, output } = await display.ended();
    expect(output).toContain('Signed in as alice@contoso.example.');
    expect(output).toContain(`${world.baseUrl}/v1.0/me answers 200`);
    expect(output).toContain("userPrincipalName: 'alice@contoso.example'");
    expect(code).toBe(0);
  });

  test('lets nobody in who is not assigned to the application', async () => {
    const display = world.run('device-code/device-code.mjs');
    const [, verificationUri = '', userCode = ''] = await display.printed(/the page (\S+) and enter the code (\S+) to/);
    const admin: Person = { ...alice, userName: 'admin@contoso.example' };
    const page = await approveDevice(world.openBrowser(), { verificationUri, userCode }, admin);
    expect(textOf(page)).toContain('AADSTS50105');
    await display.stop();
  });
});

describe('the web app', () => {
  let app: SampleProgram & { readonly url: string };
  let cookie: string;
  let browser: Browser;

  beforeAll(async () => {
    app = await world.serve('web-app/web-app.mjs', { ORDERS_API_URL: api.url });
  });
  beforeEach(() => {
    cookie = '';
    browser = world.openBrowser();
  });

  /** One request of the person's browser to the application. */
  async function visit(path: string, method = 'GET', asCookie = cookie) {
    const answer = await fetch(new URL(path, app.url), { method, redirect: 'manual', headers: { cookie: asCookie } });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: answer.status, location: answer.headers.get('location') ?? '', body: await answer.text() };
  }
  async function signIn(person: Person) {
    const { url } = await completeSignIn(browser, (await visit('/sign-in')).location, person);
    expect(url).toMatch(`${app.url}/auth/callback?`);
    return visit(url);
  }

  test('signs a person in, shows who it is, and calls Graph and the API for them', async () => {
    expect((await visit('/')).body).toContain('You are not signed in.');
    expect(await signIn(alice)).toMatchObject({ status: 302, location: '/' });
    const { body } = await visit('/');
    expect(body).toContain('Signed in as Alice Example (alice@contoso.example).');
    expect(body).toContain(`<td>${world.baseUrl}/${contoso}/v2.0</td>`);
    expect((await visit('/profile')).body).toContain('&quot;jobTitle&quot;: &quot;Engineer&quot;');
    expect((await visit('/orders')).body).toMatch(/200 http.*Standing desk/s);
  });

  test('asks for more only when it is needed: Bob may order, Alice is told to ask an administrator', async () => {
    await signIn(bob);
    expect((await visit('/orders', 'POST')).body).toMatch(/201 http.*Desk lamp/s);
    browser = world.openBrowser();
    await signIn(alice);
    const asked = await visit('/orders', 'POST');
    expect(asked.status).toBe(302);
    const { answer } = await signInAs(browser, await browser.open(asked.location), alice);
    expect(textOf(answer)).toMatch(/administrator/i);
  });

  test('signs the person out here and at Gatehouse, and their old cookie opens nothing', async () => {
    await signIn(alice);
    const old = cookie;
    const { location } = await visit('/sign-out', 'POST');
    expect(await browser.open(location)).toMatchObject({ status: 302, location: `${app.url}/` });
    expect((await visit('/')).body).toContain('You are not signed in.');
    expect((await visit('/', 'GET', old)).body).toContain('You are not signed in.');
    const again = await browser.open((await visit('/sign-in')).location);
    expect(['identify', 'pick-account']).toContain(stepOf(again));
  });

  test('takes no answer to a sign-in that was begun in another browser', async () => {
    const { url } = await completeSignIn(browser, (await visit('/sign-in')).location, alice);
    const strangers = await visit('/sign-in', 'GET', '');
    expect(strangers.status).toBe(302);
    for (const asCookie of ['', cookie]) {
      const { status, body } = await visit(url, 'GET', asCookie);
      expect([status, body]).toEqual([500, expect.stringContaining('this sign-in was not begun here')]);
    }
    expect((await visit('/')).body).toContain('You are not signed in.');
  });
});

describe('the single-page application', () => {
  test('signs a person in and out in a browser, and calls Graph and the middle tier, without a complaint', async () => {
    const free = await startServer(() => {});
    await free.close();
    const gateway = await world.serve('middle-tier/middle-tier.mjs', { ORDERS_API_URL: api.url, SPA_URL: free.url });
    const spa = await world.serve('spa/serve.mjs', { GATEWAY_URL: gateway.url, PORT: new URL(free.url).port });
    const chrome = await chromium.launch(chromiumOptions(world.certificate));
    try {
      const page = await chrome.newPage();
      const complaints: string[] = [];
      page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      const press = (name: string) => page.getByRole('button', { name }).click();
      const answer = page.locator('#answer');
      await page.goto(spa.url);
      await press('Sign in');
      await page.waitForURL(`${world.baseUrl}/**`);
      await signInOnPages(page, { ...alice, displayName: 'Alice Example' });
      await page.getByText('Signed in as alice@contoso.example.').waitFor();
      await press('My profile');
      await answer.getByText('"jobTitle": "Engineer"').waitFor();
      await press('My orders');
      await answer.getByText('"item": "Standing desk"').waitFor();
      await press('Sign out');
      await page.getByText('You are not signed in.').waitFor();
      expect(complaints).toEqual([]);
    } finally {
      await chrome.close();
    }
  }, 90_000);

  test('serves its own files and the library, and nothing else of this machine', async () => {
    const spa = await world.serve('spa/serve.mjs');
    // Not by `fetch`, which would take the dots out of the address before it is sent.
    const status = (path: string) =>
      new Promise((resolve, reject) => {
        get({ host: 'localhost', port: new URL(spa.url).port, path }, ({ statusCode }) => resolve(statusCode)).on(
          'error',
          reject,
        );
      });
    expect(await status('/@azure/msal-browser/dist/index.mjs')).toBe(200);
    expect(await status('/serve.mjs')).toBe(404);
    for (const path of [
      '/@azure/%2e%2e/vitest/vitest.mjs',
      '/@azure/..%2fvitest%2fvitest.mjs',
      '/@azure/msal-browser/package.json',
    ]) {
      expect([path, await status(path)]).toEqual([path, 404]);
    }
  });
});

async function startServer(handle: RequestListener) {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://localhost:${port}`, close };
}

// Owns: `gatehouse serve` with the sample tenants in a process of its own, the sample programs beside it, and a person's way through
// them. Used by: the tests of examples/.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from './browser.js';
import { completeSignIn, openBrowser } from './browserless-sign-in.js';
import { runCommandLine, type SampleProgram } from './sample-program.js';
import type { Person } from './sign-in-as.js';
import { trustingFetch } from './trusting-fetch.js';

export const contoso = 'c0000000-0000-4000-8000-000000000001';
export const apps = {
  web: 'a0000000-0000-4000-8000-000000000001',
  daemon: 'a0000000-0000-4000-8000-000000000004',
  orders: 'a0000000-0000-4000-8000-000000000005',
  gateway: 'a0000000-0000-4000-8000-000000000006',
} as const;
export const alice: Person = { userName: 'alice@contoso.example', password: 'Fake-Passw0rd-1' };
export const bob: Person = { userName: 'bob@contoso.example', password: 'Fake-Passw0rd-1' };

export interface SampleWorld {
  readonly baseUrl: string;
  /** What a person read when the platform was up. */
  readonly banner: string;
  /** The certificate that the platform shows, in PEM. */
  readonly certificate: string;
  /** Runs a program of examples/, on a free port where it serves something. */
  run(program: string, env?: Readonly<Record<string, string>>): SampleProgram;
  /** Runs a program that serves something. @returns where */
  serve(program: string, env?: Readonly<Record<string, string>>): Promise<SampleProgram & { readonly url: string }>;
  openBrowser(): Browser;
  /** A token that a person gives an application, by code and PKCE; consent is given where it is asked for. */
  tokenOf(person: Person, scope: string): Promise<string>;
  /** A token of the daemon for itself. */
  daemonToken(resource: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the platform as on a terminal: what is known of it here is what it printed. */
export async function startSampleWorld(): Promise<SampleWorld> {
  // A folder that a shell must be told of with care.
  const folder = await mkdtemp(join(tmpdir(), "gatehouse's samples "));
  const settings = '--dev --port 0 --seed examples/contoso.yaml --log-level error --data "$DATA"';
  const platform = runCommandLine(`node packages/cli/src/main.ts serve ${settings}`, { DATA: folder });
  const [banner] = await platform.printed(/^  Gatehouse [^]*Ctrl\+C stops it\.$/m);
  const [, baseUrl = ''] = /^  Gatehouse +(\S+)$/m.exec(banner) ?? [];
  const [, caFile = ''] = /^  Trust +(.+) \(the CA file\)$/m.exec(banner) ?? [];
  const ca = await readFile(caFile, 'utf8');
  const pem = await readFile(join(folder, 'tls', 'server.pem'), 'utf8');
  const [certificate = ''] = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/s.exec(pem) ?? [];
  const programs: SampleProgram[] = [];
  const call = trustingFetch(ca);
  const run: SampleWorld['run'] = (program, env = {}) => {
    const place = { NODE_EXTRA_CA_CERTS: caFile, GATEHOUSE_URL: baseUrl, PORT: '0' };
    const started = runCommandLine(`node examples/${program}`, { ...place, ...env });
    programs.push(started);
    return started;
  };
  return {
    baseUrl,
    banner,
    certificate,
    run,
    serve: async (program, env) => {
      const started = run(program, env);
      const [url] = await started.printed(/http:\/\/localhost:\d+/);
      return { ...started, url };
    },
    openBrowser: () => openBrowser({ baseUrl, ca }),
    tokenOf: (person, scope) => tokenOf(baseUrl, openBrowser({ baseUrl, ca }), call, person, scope),
    daemonToken: (resource) =>
      redeem(baseUrl, call, {
        grant_type: 'client_credentials',
        client_id: apps.daemon,
        client_secret: 'fake-secret-for-the-contoso-daemon',
        scope: `${resource}/.default`,
      }),
    stop: async () => {
      await Promise.all(programs.map((program) => program.stop()));
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function tokenOf(
  baseUrl: string,
  browser: Browser,
  call: typeof fetch,
  person: Person,
  scope: string,
): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const client = { client_id: apps.web, redirect_uri: 'http://localhost:3000/auth/callback', scope };
  const question = new URLSearchParams({
    ...client,
    response_type: 'code',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const url = `${baseUrl}/${contoso}/oauth2/v2.0/authorize?${question.toString()}`;
  const { fields } = await completeSignIn(browser, url, person);
  return redeem(baseUrl, call, {
    ...client,
    grant_type: 'authorization_code',
    code: fields.code ?? '',
    code_verifier: verifier,
    client_secret: 'fake-secret-for-the-contoso-web-app',
  });
}

async function redeem(baseUrl: string, call: typeof fetch, form: Readonly<Record<string, string>>): Promise<string> {
  const answer = await call(`${baseUrl}/${contoso}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const body = (await answer.json()) as { readonly access_token?: string };
  if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`);
  return body.access_token;
}

// Owns: what an honest application does against a running platform: bring a person through the sign-in, redeem what came back,
// call an API. The tests of attacks begin with it and then do one thing wrong.
import { authorizeAddress, verifier } from './authorize-address.js';
import { completeSignIn, openBrowser } from './browserless-sign-in.js';
import type { CompatPlatform } from './compat-platform.js';
import { apps, people, redirectUris, secrets, tenants } from './compat-seed.js';
import type { Person } from './sign-in-as.js';

type Running = Pick<CompatPlatform, 'baseUrl' | 'ca' | 'fetch'>;

/** What an endpoint for programs answered. */
export interface ProgramAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly access_token?: string;
    readonly id_token?: string;
    readonly refresh_token?: string;
    readonly error?: string;
    readonly error_codes?: readonly number[];
    readonly [name: string]: unknown;
  };
}

/** Parameters of a form or a query; undefined leaves one out. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** What the web application of the seed sends to redeem its own codes. */
export const webClient = {
  client_id: apps.web,
  client_secret: secrets.web,
  redirect_uri: redirectUris.web,
  code_verifier: verifier,
} as const;

/** Posts to the token endpoint of a tenant. */
export async function askToken(
  platform: Running,
  form: Fields,
  tenant: string = tenants.contoso,
): Promise<ProgramAnswer> {
  const body = new URLSearchParams(given(form));
  return read(await platform.fetch(`${platform.baseUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body }));
}

/** Signs a person in to the web application, or to another one as `asked` says. @returns what came back to it. */
export async function authorize(
  platform: Running,
  asked: Fields = {},
  person: Person = people.ann,
  tenant: string = tenants.contoso,
): Promise<Readonly<Record<string, string>>> {
  const client = { client_id: asked.client_id ?? apps.web, redirect_uri: asked.redirect_uri ?? redirectUris.web };
  const address = authorizeAddress(platform.baseUrl, { ...asked, ...client }, tenant);
  return (await completeSignIn(openBrowser(platform), address, person)).fields;
}

/** Redeems a code as the web application does, changed as told. */
export function redeem(
  platform: Running,
  code: string | undefined,
  changes: Fields = {},
  tenant?: string,
): Promise<ProgramAnswer> {
  return askToken(platform, { grant_type: 'authorization_code', ...webClient, code, ...changes }, tenant);
}

/** Signs Ann in to the web application. @returns its tokens. */
export async function tokensFor(platform: Running, scope: string): Promise<ProgramAnswer['body']> {
  const { code } = await authorize(platform, { scope });
  const { status, body } = await redeem(platform, code);
  if (status !== 200) throw new Error(`the code was refused: ${JSON.stringify(body)}`);
  return body;
}

/** Sends a token to an API of the platform, as a header. */
export async function callApi(platform: Running, path: string, token: string | undefined): Promise<ProgramAnswer> {
  const headers = { authorization: `Bearer ${token ?? ''}` };
  return read(await platform.fetch(`${platform.baseUrl}${path}`, { headers }));
}

async function read(answer: Response): Promise<ProgramAnswer> {
  const body = (await answer.json()) as ProgramAnswer['body'];
  return { status: answer.status, headers: answer.headers, body };
}

function given(fields: Fields): [string, string][] {
  return Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

import { createHash, randomBytes } from 'node:crypto';
import {
  type AppId,
  type CorrelationId,
  type GrantFamilyId,
  type RequestId,
  type SessionId,
  type TenantId,
  type UserId,
} from '@gatehouse/model';
import { codeChallengeOf, parseParameters } from '@gatehouse/wire';
import { createClientAuthenticator, type FetchJson } from '../../../credentials/clients/index.js';
import { createDeviceCodes } from '../../../credentials/device-codes/index.js';
import { createPasswords, passwordSeed } from '../../../credentials/methods/index.js';
import { createOwnTokens } from '../../../credentials/own-tokens/index.js';
import { applySeed, loadSeed, openDirectory } from '../../../directory/index.js';
import { type Admission, type Attempt, createGate } from '../../../gate/index.js';
import { authorizationCode, createIssuance, type RedirectPlatform } from '../../../issuance/index.js';
import { AdjustableClock } from '../../../platform/clock/index.js';
import { systemIds } from '../../../platform/ids/index.js';
import { loadKeyEncryptionKey, openKeys } from '../../../platform/keys/index.js';
import { createLog } from '../../../platform/log/index.js';
import { createSingleUse } from '../../../platform/single-use/index.js';
import { openStore } from '../../../platform/store/index.js';
import { createRevocation } from '../../../signals/revocation/index.js';
import type { HttpAnswer, HttpRequest } from '../../http/index.js';
import { defaultRefreshSettings, type OAuthDoorDeps, oauthRoutes, type RefreshSettings } from '../index.js';
import { contoso, sampleTenants } from './sample-tenants.data.js';

export const baseUrl = 'https://login.example';
/** The verifier whose challenge `codeFor` uses. */
export const verifier = 'not-a-secret-verifier-of-forty-three-characters';

export type Form = Readonly<Record<string, string | undefined>>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface TokenWorld {
  readonly clock: AdjustableClock;
  readonly deps: OAuthDoorDeps;
  /** What the operator's log holds so far. */
  readonly log: readonly string[];
  /** The sign-in records of a tenant, oldest first. */
  records(tenant?: string): Promise<readonly SignInRow[]>;
  send(method: string, path: string, over?: Partial<HttpRequest>): Promise<Answer>;
  /** Posts a form to the token endpoint of an authority. */
  token(form: Form, over?: Partial<HttpRequest>, authority?: string): Promise<Answer>;
  userId(userName: string, tenant?: string): Promise<UserId>;
  /** A code as the authorization endpoint gives it to a person who signed in just now. */
  codeFor(client: string, options: CodeOptions): Promise<string>;
  /** Changes a person's account as an administrator would. */
  change(
    userName: string,
    column: 'account_enabled' | 'sign_in_sessions_valid_from',
    value: boolean | Date,
  ): Promise<void>;
  /** Gives an application a secret that counts in one tenant only. */
  addTenantSecret(appId: string, secret: string): Promise<void>;
  stop(): Promise<void>;
}

export interface SignInRow {
  readonly attempt: string;
  readonly status: string;
  readonly error_code: number | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly client_app_id: string;
}

export interface CodeOptions {
  readonly redirectUri: string;
  readonly platform: RedirectPlatform;
  readonly scope?: string;
  readonly nonce?: string;
  readonly codeChallenge?: string | null;
  readonly user?: string;
  readonly tenant?: string;
  readonly authority?: Attempt['authority'];
  readonly family?: GrantFamilyId;
  readonly session?: SessionId;
  /** Names of ID token claims that the authorization request asked for. */
  readonly requestedClaims?: readonly string[];
  /** Where the person's browser was. */
  readonly signInAddress?: string;
}

/** The token side of the door over a real store in memory, real keys, directory, gate and issuance; only time and the network are scripted. */
export async function startTokenWorld(
  over: {
    readonly refresh?: Partial<RefreshSettings>;
    readonly http?: FetchJson;
    readonly tenants?: readonly object[];
  } = {},
): Promise<TokenWorld> {
  const clock = new AdjustableClock({ now: () => Date.UTC(2030, 0, 1) });
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } });
  const ids = systemIds;
  const store = await openStore({ engine: 'embedded', memory: true, clock });
  const key = await loadKeyEncryptionKey({ kind: 'environment', keys: randomBytes(32).toString('base64') }, ids);
  if (key.kind === 'invalid') throw new Error(key.problem);
  const keys = await openKeys({ store, clock, ids, keyEncryptionKey: key.key });
  const extensions = [passwordSeed(clock)];
  const seed = loadSeed(
    [{ name: 'sample', content: JSON.stringify({ tenants: over.tenants ?? sampleTenants }) }],
    extensions,
  );
  if (seed.kind === 'refused') throw new Error(JSON.stringify(seed.problems));
  const applied = await applySeed(seed.seed, { store, clock, extensions });
  if (applied.kind === 'refused') throw new Error(JSON.stringify(applied.problems));
  const directory = openDirectory({ store, clock, ids });
  const revocation = createRevocation({ store, clock });
  const singleUse = createSingleUse(store, clock);
  const gate = createGate({ directory, store, clock, ids, log });
  const issuance = createIssuance({ clock, ids, keys, baseUrl });
  const http = over.http ?? { getJson: async () => ({ kind: 'failed', reason: 'no network here' }) };
  const deps: OAuthDoorDeps = {
    directory,
    gate,
    issuance,
    keys,
    singleUse,
    revocation,
    clients: createClientAuthenticator({ clock, keys, http, baseUrl }),
    deviceCodes: createDeviceCodes({ store, clock, ids }),
    ownTokens: createOwnTokens({
      directory,
      keys,
      isRevoked: (tenant, family) => revocation.isRevoked(tenant, family),
    }),
    passwords: createPasswords({
      store,
      directory,
      guard: {
        begin: async () => ({ kind: 'open', proved: async () => undefined }),
        forget: async () => undefined,
      },
      clock,
      log,
    }),
    clock,
    ids,
    log,
    baseUrl,
    refresh: { ...defaultRefreshSettings, ...over.refresh },
  };
  const made = world(deps, clock);
  return {
    ...made,
    log: lines,
    change: async (userName, column, value) => {
      const id = await made.userId(userName);
      await store.inTenant(contoso as TenantId, async (tx) => {
        await tx.run(`update users set ${column} = $3 where tenant_id = $1 and id = $2`, [tx.tenant, id, value]);
        tx.journal({ operation: 'user.update', actor: { kind: 'platform' }, target: { type: 'user', id } });
      });
    },
    addTenantSecret: async (appId, secret) => {
      const configuration = await directory.configuration(contoso as TenantId);
      const { id } = configuration?.servicePrincipal(appId as AppId) ?? {};
      if (id === undefined) throw new Error(`${appId} is not present`);
      const digest = createHash('sha256').update(secret).digest('base64url');
      await store.inTenant(contoso as TenantId, async (tx) => {
        await tx.run(
          `insert into password_credentials (tenant_id, service_principal_id, key_id, start_at, end_at, hint, digest)
           values ($1, $2, $3, $4, $5, 'fak', $6)`,
          [tx.tenant, id, ids.guid(), new Date(clock.now()), new Date(clock.now() + 86_400_000), digest],
        );
        tx.journal({
          operation: 'service-principal.update',
          actor: { kind: 'platform' },
          target: { type: 'servicePrincipal', id },
        });
      });
    },
    records: async (tenant = contoso) => {
      await gate.drain();
      return store.inTenant(tenant as TenantId, (tx) =>
        tx.rows<SignInRow>(
          'select attempt, status, error_code, user_id, user_name, client_app_id from sign_ins order by at, id',
        ),
      );
    },
    stop: async () => {
      await gate.drain();
      await singleUse.drain();
      revocation.close();
      directory.close();
      await keys.close();
      await store.close();
    },
  };
}

function world(
  deps: OAuthDoorDeps,
  clock: AdjustableClock,
): Omit<TokenWorld, 'stop' | 'log' | 'records' | 'change' | 'addTenantSecret'> {
  const routes = oauthRoutes(deps);
  const send = async (method: string, path: string, over: Partial<HttpRequest> = {}): Promise<Answer> => {
    const [plain = '', queryText = ''] = path.split('?');
    for (const route of routes) {
      const params = match(route.path, plain);
      if (params === undefined || !(route.methods as readonly string[]).includes(method)) continue;
      return read(await route.handle(request(method, plain, queryText, params, clock, over)));
    }
    throw new Error(`no route for ${method} ${path}`);
  };
  const userId = async (userName: string, tenant = contoso): Promise<UserId> => {
    const standing = await deps.directory.userByName(tenant as TenantId, userName);
    if (standing === undefined) throw new Error(`no ${userName}`);
    return standing.user.id;
  };
  return {
    clock,
    deps,
    send,
    userId,
    token: (form, over = {}, authority = contoso) =>
      send('POST', `/${authority}/oauth2/v2.0/token`, {
        body: encode(form),
        mediaType: 'application/x-www-form-urlencoded',
        ...over,
      }),
    codeFor: async (client, options) =>
      issueCode(deps, client, await userId(options.user ?? 'ada@contoso.example', options.tenant), options),
  };
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern, path].map((each) => each.split('/')) as [string[], string[]];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return params;
}

function request(
  method: string,
  path: string,
  queryText: string,
  params: Record<string, string>,
  clock: AdjustableClock,
  over: Partial<HttpRequest>,
): HttpRequest {
  return {
    method,
    path,
    params,
    query: parseParameters(queryText),
    queryText,
    body: '',
    mediaType: '',
    headers: {},
    cookies: {},
    origin: undefined,
    clientAddress: '192.0.2.1',
    userAgent: 'test',
    requestId: '00000000-0000-4000-8000-00000000000a' as RequestId,
    correlationId: '00000000-0000-4000-8000-00000000000b' as CorrelationId,
    arrivedAt: clock.now(),
    ...over,
  };
}

function read({ status, headers = {}, body = '' }: HttpAnswer): Answer {
  const json = String(headers['content-type']).startsWith('application/json');
  return { status, headers, text: body, body: json ? (JSON.parse(body) as Record<string, unknown>) : {} };
}

/** Encodes a form, leaving out what is undefined. */
export function encode(form: Form): string {
  const sent = Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(sent).toString();
}

async function issueCode(deps: OAuthDoorDeps, client: string, user: UserId, options: CodeOptions): Promise<string> {
  const { session = deps.ids.guid<SessionId>(), family = deps.ids.guid<GrantFamilyId>() } = options;
  const admission = await admit(deps, client, user, session, options);
  const { code } = await deps.issuance.issue(
    admission,
    authorizationCode({
      family,
      redirectUri: options.redirectUri,
      platform: options.platform,
      scope: options.scope ?? 'openid profile offline_access User.Read',
      nonce: options.nonce ?? null,
      codeChallenge: options.codeChallenge === undefined ? codeChallengeOf(verifier) : options.codeChallenge,
      ...(options.requestedClaims === undefined ? {} : { requestedClaims: options.requestedClaims }),
      ...(options.signInAddress === undefined ? {} : { signInAddress: options.signInAddress }),
      lifetime: 300_000,
    }),
  );
  return code;
}

async function admit(
  deps: OAuthDoorDeps,
  client: string,
  user: UserId,
  session: SessionId,
  options: CodeOptions,
): Promise<Admission> {
  const outcome = await deps.gate.admit({
    kind: 'authorization_request',
    tenant: (options.tenant ?? contoso) as TenantId,
    authority: options.authority ?? 'tenant',
    client: client as AppId,
    principal: { kind: 'user', id: user, authentication: { methods: ['pwd'], at: deps.clock.now() } },
    target: { kind: 'sign_in_only' },
    request: {
      scopes: [],
      usesDefault: false,
      openIdScopes: ['openid'],
      authenticatedSince: null,
      forceConsent: false,
    },
    network: { address: '192.0.2.1', userAgent: 'test' },
    requestId: deps.ids.guid<RequestId>(),
    correlationId: deps.ids.guid<CorrelationId>(),
    session,
  });
  if (outcome.kind !== 'admitted') throw new Error(JSON.stringify(outcome));
  return outcome.admission;
}

/** A body with what differs from run to run replaced, for golden files. */
export function golden(value: object): string {
  const text = JSON.stringify(value, null, 2)
    .replace(/"eyJ[\w-]+\.[\w-]+\.[\w-]+"/g, '"<jwt>"')
    .replace(/"g1\.[\w-]+"/g, '"<sealed>"')
    .replace(/("(?:ext_)?expires_in": )3[6-9]\d\d|("(?:ext_)?expires_in": )[45]\d{3}/g, '$1$2"<60 to 90 minutes>"')
    .replace(/"user_code": "\w+"/, '"user_code": "<user code>"')
    .replace(/"device_code": "[\w-]+"/, '"device_code": "<device code>"')
    .replace(/enter the code \w+/, 'enter the code <user code>')
    .replace(/"client_info": "[\w-]+"/, '"client_info": "<client info>"');
  return `${text}\n`;
}

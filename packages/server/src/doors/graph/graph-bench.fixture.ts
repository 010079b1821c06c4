import type { AppId, CorrelationId, RequestId, TenantId, UserId } from '@gatehouse/model';
import type { Principal } from '@gatehouse/protect';
import { parseParameters } from '@gatehouse/wire';
import { createPasswords } from '../../credentials/methods/index.js';
import { applySeed, createRoleAssignment, type Directory, loadSeed, openDirectory } from '../../directory/index.js';
import { systemClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import type { Log } from '../../platform/log/index.js';
import type { OutboundDns } from '../../platform/outbound-dns/index.js';
import { type JournalEntry, openStore, type Store } from '../../platform/store/index.js';
import type { HttpRequest } from '../http/index.js';
import { answerBatch, isBatch } from './batch/index.js';
import { createGraphVersions } from './call-operation.js';
import type { GraphDoorDeps } from './graph-door-deps.js';

// What Graph resources are tested with: a real directory in memory, and calls that go the whole way behind the token.

export const tenant = '10000000-0000-4000-8000-000000000001' as TenantId;
export const otherTenant = '10000000-0000-4000-8000-000000000002' as TenantId;
export const avery = '70000000-0000-4000-8000-000000000001' as UserId;
/** The people of the bench; avery administers everything, the others nothing. */
const people = ['avery', 'blake', 'casey', 'drew', 'ellis'] as const;

/** The id of a person of the bench, or of the bench's other tenant (`mallory`). */
export function personId(name: (typeof people)[number] | 'mallory'): UserId {
  const number = name === 'mallory' ? 9 : people.indexOf(name) + 1;
  return `70000000-0000-4000-8000-00000000000${number}` as UserId;
}

/** What a call is answered with; `body` is parsed when it is JSON. */
export interface BenchAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly error?: { readonly code: string; readonly message: string };
  };
  readonly text: string;
}

export interface BenchCall {
  /** Who calls: a person of the bench through an app with `scopes`, or an app with `roles`. Avery when absent. */
  readonly as?: UserId | 'app';
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body?: unknown;
  readonly tenant?: TenantId;
}

export interface GraphBench {
  readonly directory: Directory;
  readonly store: Store;
  /** What the domain name system says: the text records of each name, or that it does not answer. */
  readonly texts: Map<string, readonly string[] | 'silence'>;
  /** Every change of the bench's tenant, in order. */
  journal(): Promise<readonly JournalEntry[]>;
  /** Makes a call: `GET /users?$top=1`, below v1.0 or, with `/beta` in front, below beta. */
  call(method: string, url: string, how?: BenchCall): Promise<BenchAnswer>;
  /** Applies one more seed, for what a resource's tests need. */
  seed(tenants: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };

export async function openGraphBench(more: object = {}): Promise<GraphBench> {
  const store = await openStore({ engine: 'embedded', memory: true, clock: systemClock });
  const seed = async (tenants: readonly object[]) => {
    const loaded = loadSeed([{ name: 'test', content: JSON.stringify({ tenants }) }]);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
    const applied = await applySeed(loaded.seed, { store, clock: systemClock });
    if (applied.kind === 'refused') throw new Error(JSON.stringify(applied.problems));
  };
  await seed([
    {
      id: tenant,
      displayName: 'Contoso',
      domains: ['contoso.example'],
      users: people.map((name) => ({
        id: personId(name),
        userPrincipalName: `${name}@contoso.example`,
        displayName: name,
      })),
      ...more,
    },
    {
      id: otherTenant,
      displayName: 'Fabrikam',
      domains: ['fabrikam.example'],
      users: [{ id: personId('mallory'), userPrincipalName: 'mallory@fabrikam.example', displayName: 'mallory' }],
    },
  ]);
  const directory = openDirectory({ store, clock: systemClock, ids: systemIds });
  await makeAdministrator(directory);
  const texts: GraphBench['texts'] = new Map();
  const dns: OutboundDns = {
    texts: async (name) => {
      const known = texts.get(name) ?? [];
      return known === 'silence' ? { kind: 'failed', reason: 'silence' } : { kind: 'found', texts: known };
    },
  };
  const deps: GraphDoorDeps = {
    directory,
    clock: systemClock,
    ids: systemIds,
    log,
    baseUrl: 'https://login.example',
    ownTokens: { keys: async () => undefined, revocations: { check: async () => ({ kind: 'active' }) } },
    keys: { tenantSecret: async (of) => new TextEncoder().encode(`bench ${of}`) },
    passwords: createPasswords({
      store,
      directory,
      guard: {
        begin: async () => ({ kind: 'open', proved: async () => undefined }),
        forget: async () => undefined,
      },
      clock: systemClock,
      log,
    }),
    dns,
  };
  const close = async () => {
    directory.close();
    await store.close();
  };
  const journal = () => store.journal.read(tenant, 0, 100_000);
  return {
    directory,
    store,
    texts,
    journal,
    seed,
    close,
    call: (method, url, how = {}) => call(deps, method, url, how),
  };
}

async function makeAdministrator(directory: Directory): Promise<void> {
  const by = { actor: { kind: 'operator', name: 'bench' } } as const;
  const role = { roleDefinitionId: '62e90394-69f5-4237-9190-012177145e10', principalId: avery, directoryScopeId: '/' };
  await directory.perform(tenant, by, createRoleAssignment(role));
}

async function call(deps: GraphDoorDeps, method: string, url: string, how: BenchCall): Promise<BenchAnswer> {
  const [version] = createGraphVersions(deps).filter(
    ({ name }) => name === (url.startsWith('/beta/') ? 'beta' : 'v1.0'),
  );
  if (version === undefined) throw new Error('unreachable');
  const request = requestFor(method, url.startsWith('/beta/') ? url : `/v1.0${url}`, how);
  const at = how.tenant ?? tenant;
  const id = how.as ?? avery;
  const principal = principalOf(id, at, how);
  const person = id === 'app' ? null : ((await deps.directory.userById(at, id)) ?? null);
  const serve = (one: HttpRequest) => version.call({ kind: 'caller', tenant: at, principal, person }, one);
  const answer = await (isBatch(request) ? answerBatch(request, serve) : serve(request));
  const text = answer.body ?? '';
  const isJson = String(answer.headers?.['content-type'] ?? '').startsWith('application/json');
  return {
    status: answer.status,
    headers: answer.headers ?? {},
    body: isJson ? (JSON.parse(text) as BenchAnswer['body']) : {},
    text,
  };
}

/** The object id of the bench's application, where an app calls. */
export const appObjectId = '80000000-0000-4000-8000-000000000001';

function principalOf(id: UserId | 'app', at: TenantId, { scopes, roles }: BenchCall): Principal {
  const caller = {
    oid: id === 'app' ? appObjectId : id,
    tid: at,
    sub: 'bench',
    appId: '80000000-0000-4000-8000-000000000002' as AppId,
    version: '1.0' as const,
    issuer: '',
    audience: '',
    capabilities: new Set<string>(),
    acrs: new Set<string>(),
    issuedAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
    claims: {},
  };
  return id === 'app'
    ? { ...caller, kind: 'app', roles: new Set(roles ?? []) }
    : { ...caller, kind: 'user', roles: new Set(), scopes: new Set(scopes ?? everything) };
}

/** Scopes that do for every operation: tests of a resource's behaviour are not about permissions. */
const everything = [
  'AdministrativeUnit.ReadWrite.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'AuditLog.Read.All',
  'CustomSecAttributeAssignment.ReadWrite.All',
  'CustomSecAttributeDefinition.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Device.ReadWrite.All',
  'Directory.AccessAsUser.All',
  'Directory.ReadWrite.All',
  'Domain.ReadWrite.All',
  'Group.ReadWrite.All',
  'Organization.ReadWrite.All',
  'Policy.Read.All',
  'Policy.ReadWrite.ApplicationConfiguration',
  'Policy.ReadWrite.Authorization',
  'Policy.ReadWrite.ConditionalAccess',
  'Policy.ReadWrite.PermissionGrant',
  'RoleManagement.ReadWrite.Directory',
  'User.DeleteRestore.All',
  'User.Invite.All',
  'User.ReadWrite.All',
];

function requestFor(method: string, url: string, { headers = {}, body }: BenchCall): HttpRequest {
  const [path = '', ...rest] = url.split('?');
  const queryText = rest.join('?');
  return {
    method,
    path,
    params: {},
    query: parseParameters(queryText),
    queryText,
    body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    mediaType: body === undefined ? '' : 'application/json',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    cookies: {},
    origin: undefined,
    clientAddress: '127.0.0.1',
    userAgent: undefined,
    requestId: 'r' as RequestId,
    correlationId: 'c' as CorrelationId,
    arrivedAt: 0,
  };
}

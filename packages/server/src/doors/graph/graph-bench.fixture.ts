import type { CorrelationId, RequestId, TenantId, UserId } from '@gatehouse/model';
import type { Principal } from '@gatehouse/protect';
import { parseParameters } from '@gatehouse/wire';
import { applySeed, type Directory, loadSeed, openDirectory } from '../../directory/index.js';
import { systemClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import { openStore } from '../../platform/store/index.js';
import type { HttpRequest } from '../http/index.js';
import { readQueryOptions } from './query-options.js';
import type { GraphEntity, GraphResource, GraphResult, GraphView } from './resource.js';
import { respond } from './respond.js';

// What Graph resources are tested with: a real directory in memory with a few people, and calls as the door makes them.

export const tenant = '10000000-0000-4000-8000-000000000001' as TenantId;
export const avery = '70000000-0000-4000-8000-000000000001' as UserId;
const people = ['avery', 'blake', 'casey', 'drew', 'ellis'];

export interface GraphBench {
  readonly directory: Directory;
  /** Runs the operation of a resource at `path` and gives what it answers, as the door would send it. */
  call(
    resource: GraphResource,
    path: string,
    more?: CallOptions,
  ): Promise<{ readonly status: number; readonly body: GraphEntity }>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly query?: string;
  readonly key?: string;
  readonly as?: UserId | 'app';
  readonly view?: GraphView;
}

export async function openGraphBench(): Promise<GraphBench> {
  const store = await openStore({ engine: 'embedded', memory: true, clock: systemClock });
  const content = JSON.stringify({
    tenants: [
      {
        id: tenant,
        displayName: 'Contoso',
        domains: ['contoso.example'],
        users: people.map((name, index) => ({
          id: `70000000-0000-4000-8000-00000000000${index + 1}`,
          userPrincipalName: `${name}@contoso.example`,
          displayName: name,
        })),
      },
    ],
  });
  const loaded = loadSeed([{ name: 'test', content }]);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  await applySeed(loaded.seed, { store, clock: systemClock });
  const directory = openDirectory({ store, clock: systemClock, ids: systemIds });
  const close = async () => {
    directory.close();
    await store.close();
  };
  return { directory, close, call: (resource, path, more = {}) => call(directory, resource, path, more) };
}

async function call(
  directory: Directory,
  resource: GraphResource,
  path: string,
  { query = '', key, as = avery, view = 'full' }: CallOptions,
) {
  const operation = resource.operations.find((one) => one.path === path);
  if (operation === undefined) throw new Error(`no operation at ${path}`);
  const params = key === undefined ? {} : { key };
  const request = requestFor(path.replace(':key', key ?? ''), query);
  const options = readQueryOptions(request.query, operation);
  const versionUrl = 'https://login.example/v1.0';
  const person = as === 'app' ? null : ((await directory.userById(tenant, as)) ?? null);
  const result: GraphResult =
    options.kind === 'error'
      ? options
      : await operation.run({
          tenant,
          caller: {} as Principal,
          person,
          query: options,
          params,
          request,
          directory,
          versionUrl,
        });
  if (result.kind === 'error') return { status: result.status, body: { code: result.code } };
  if (options.kind === 'error') throw new Error('unreachable');
  const answer = respond(result, operation, { query: options, request, versionUrl, view });
  return { status: answer.status, body: JSON.parse(answer.body ?? '') as GraphEntity };
}

function requestFor(path: string, queryText: string): HttpRequest {
  return {
    method: 'GET',
    path: `/v1.0${path}`,
    params: {},
    query: parseParameters(queryText),
    queryText,
    body: '',
    mediaType: '',
    headers: {},
    cookies: {},
    origin: undefined,
    clientAddress: '127.0.0.1',
    userAgent: undefined,
    requestId: 'r' as RequestId,
    correlationId: 'c' as CorrelationId,
    arrivedAt: 0,
  };
}

import type { TenantId } from '@gatehouse/model';
import { parseQueryOptions, invalidQueryMessage } from '@gatehouse/wire';
import type { Author, DirectoryOperation } from '../../directory/index.js';
import type { HttpAnswer, HttpRequest } from '../http/index.js';
import { authorize, authorizeKnown, type AuthorizeQuestion, type AuthorizeTools } from './authorize.js';
import { errorAnswer, type GraphError, graphError } from './graph-error.js';
import type { GraphDoorDeps } from './graph-door-deps.js';
import { readJson } from './read-json.js';
import type { GraphCall, GraphCaller, GraphResult, OperationAccess } from './resource.js';
import { resources } from './resources/index.js';
import { respond } from './respond.js';
import { createOperationFinder, type FoundOperation, type OperationFinder } from './routing/find-operation.js';
import { resolveKeys } from './routing/resolve-keys.js';

/** One version of the API. */
export interface GraphVersion {
  readonly name: 'v1.0' | 'beta';
  /** Finds the operation that a request means, decides whether the caller may, performs it and renders what came of it. */
  call(caller: GraphCaller, request: HttpRequest): Promise<HttpAnswer>;
}

/** Both versions, over the same resources. */
export function createGraphVersions(deps: GraphDoorDeps): readonly GraphVersion[] {
  const operations = resources.flatMap((resource) => resource.operations);
  return (['v1.0', 'beta'] as const).map((name) => {
    const finder = createOperationFinder(operations, name);
    const versionUrl = `${deps.baseUrl}/${name}`;
    return { name, call: (caller, request) => call(deps, finder, versionUrl, caller, request) };
  });
}

async function call(
  deps: GraphDoorDeps,
  finder: OperationFinder,
  versionUrl: string,
  caller: GraphCaller,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const found = finder.find(request.method, request.path);
  if (found.kind === 'error') return errorAnswer(found, request);
  const prepared = await prepare(deps, found, versionUrl, caller, request);
  if (prepared.kind === 'error') return errorAnswer(prepared, request);
  const result: GraphResult = await found.operation.run(prepared.call);
  return result.kind === 'error' ? errorAnswer(result, request) : respond(result, prepared.call);
}

interface Prepared {
  readonly kind: 'prepared';
  readonly call: GraphCall;
}

async function prepare(
  deps: GraphDoorDeps,
  found: FoundOperation,
  versionUrl: string,
  caller: GraphCaller,
  request: HttpRequest,
): Promise<Prepared | GraphError> {
  const { operation, isMe } = found;
  if (isMe && caller.person === null) return meNeedsPerson();
  const query = parseQueryOptions(request.query);
  if (query.kind === 'invalid') return invalidQuery(query);
  const body = readJson(request);
  if (body.kind === 'error') return body;
  const author = authorOf(caller, request);
  const perform = <Outcome>(asked: DirectoryOperation<Outcome>) => deps.directory.perform(caller.tenant, author, asked);
  const keys = await resolveKeys(found.params, perform);
  if (keys.kind === 'error') return keys;
  const params = isMe && caller.person !== null ? { ...keys.params, user: caller.person.user.id } : keys.params;
  const configuration = await configurationOf(deps, caller.tenant);
  const question = { caller, operation, params, body: body.value, configuration };
  const deny: AuthorizeTools['deny'] = (facts) =>
    deps.log.info('graph call denied', { requestId: request.requestId, path: request.path, ...facts });
  const authorized = await authorize(question, { perform, deny });
  if (authorized.kind === 'error') return authorized;
  const { visible, createsAsOwner } = authorized;
  return {
    kind: 'prepared',
    call: {
      caller,
      params,
      query,
      eventual: request.headers.consistencylevel?.toLowerCase() === 'eventual',
      body: body.value,
      request,
      versionUrl,
      path: `/${request.path.split('/').slice(2).filter(Boolean).join('/')}`,
      door: deps,
      author,
      configuration,
      visible,
      createsAsOwner,
      perform,
      ...laterDecisions(question, deny),
    },
  };
}

/** What operations ask when they run. */
function laterDecisions(question: AuthorizeQuestion, deny: AuthorizeTools['deny']): Pick<GraphCall, 'permits' | 'may'> {
  const asking = (access: Omit<OperationAccess, 'target'>): AuthorizeQuestion => ({
    ...question,
    operation: { ...question.operation, access: { ...access, target: { kind: 'tenant' } } },
  });
  return {
    permits: (access, known) => authorizeKnown(asking(access), known, { deny }),
    may: (access, known) => authorizeKnown(asking(access), known, { deny: () => undefined }) === undefined,
  };
}

async function configurationOf({ directory }: GraphDoorDeps, tenant: TenantId) {
  const configuration = await directory.configuration(tenant);
  if (configuration === undefined) throw new Error(`a token names the tenant ${tenant}, which is not there`);
  return configuration;
}

function authorOf({ principal, person }: GraphCaller, { correlationId }: HttpRequest): Author {
  return {
    actor:
      person === null
        ? { kind: 'app', appId: principal.appId, servicePrincipalId: principal.oid }
        : { kind: 'user', id: person.user.id, viaApp: principal.appId },
    correlationId,
  };
}

function meNeedsPerson(): GraphError {
  return graphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
}

function invalidQuery(query: Parameters<typeof invalidQueryMessage>[0]): GraphError {
  const code = query.problem === 'unsupported' ? 'Request_UnsupportedQuery' : 'BadRequest';
  return graphError(400, code, invalidQueryMessage(query));
}

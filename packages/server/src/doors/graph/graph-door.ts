import { graphAppId, graphResourceUri, parseGuid, type TenantId, type UserId } from '@gatehouse/model';
import { decidePermission } from '@gatehouse/policy';
import { createProtector, type Principal, type Protector } from '@gatehouse/protect';
import type { OwnTokens } from '../../credentials/own-tokens/index.js';
import type { Directory, UserStanding } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { Log } from '../../platform/log/index.js';
import type { HttpAnswer, HttpRequest, Route } from '../http/index.js';
import { findOperation, type FoundOperation } from './find-operation.js';
import { errorAnswer, failureAnswer, type GraphError, graphError } from './graph-error.js';
import { readQueryOptions } from './query-options.js';
import type { GraphView } from './resource.js';
import { respond } from './respond.js';

/** What Graph calls are answered from. `baseUrl`: scheme, host and port, without a trailing slash. */
export interface GraphDoorDeps {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
  readonly baseUrl: string;
  readonly ownTokens: OwnTokens;
}

const versions = ['v1.0', 'beta'] as const;

/** Every path of the Graph door, for both versions; those that are not there are refused in Graph's words too. */
export function graphRoutes(deps: GraphDoorDeps): readonly Route[] {
  const protector = createProtector({
    issuers: { authority: `${deps.baseUrl}/common`, keys: deps.ownTokens.keys },
    allowedTenants: 'any',
    audience: [graphAppId, graphResourceUri, `${graphResourceUri}/`],
    revocations: deps.ownTokens.revocations,
    now: () => deps.clock.now(),
  });
  return versions.flatMap((version) =>
    [`/${version}`, `/${version}/*`].map((path) => ({
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      path,
      cors: 'open',
      answers: failureAnswer,
      handle: (request) => serve(deps, protector, `${deps.baseUrl}/${version}`, request),
    })),
  );
}

interface Caller {
  readonly kind: 'caller';
  readonly tenant: TenantId;
  readonly caller: Principal;
  /** The person behind a delegated call; null for an app. */
  readonly person: UserStanding | null;
}

async function serve(
  deps: GraphDoorDeps,
  protector: Protector,
  versionUrl: string,
  request: HttpRequest,
): Promise<HttpAnswer> {
  // What is there to be called, and what is not, is nobody's business who has no token.
  const caller = await authenticate(deps, protector, request);
  if (caller.kind === 'error') return errorAnswer(caller, request);
  const found = findOperation(request.method, request.path);
  if (found.kind === 'error') return errorAnswer(found, request);
  const view = decide(deps, found, caller, request);
  if (typeof view !== 'string') return errorAnswer(view, request);
  return run(deps, found, caller, view, versionUrl, request);
}

async function authenticate(
  { directory, log }: GraphDoorDeps,
  protector: Protector,
  request: HttpRequest,
): Promise<Caller | GraphError> {
  const verified = await protector.verify(request.headers.authorization ?? '');
  if (verified.kind === 'invalid') {
    const { status, headers } = protector.challenge(verified.error);
    const { code, detail, message } = verified.error;
    log.info('graph call refused', { requestId: request.requestId, code, detail });
    return graphError(status, status === 503 ? 'ServiceNotAvailable' : 'InvalidAuthenticationToken', message, headers);
  }
  const { principal } = verified;
  const tenant = principal.tid as TenantId;
  const person = await personBehind(directory, tenant, principal);
  if (principal.kind === 'user' && person === null) return denied();
  return { kind: 'caller', tenant, caller: principal, person };
}

function decide(
  { log }: GraphDoorDeps,
  { operation, params }: FoundOperation,
  { caller, person }: Caller,
  request: HttpRequest,
): GraphView | GraphError {
  if (caller.kind !== 'user' && operation.appOnly !== undefined) return operation.appOnly;
  const own = person !== null && operation.isOwn?.(person.user, params) === true;
  const decision = decidePermission(
    caller.kind === 'user'
      ? { kind: 'user', scopes: caller.scopes, userType: person?.user.userType ?? 'Guest' }
      : { kind: 'app', roles: caller.roles },
    operation.permissions,
    own,
  );
  if (decision.kind === 'allowed') {
    return decision.alone && !own && decision.by === operation.narrowed?.permission ? 'narrowed' : 'full';
  }
  const { why, least } = decision;
  log.info('graph call denied', { requestId: request.requestId, path: request.path, why, least });
  return denied();
}

async function run(
  { directory }: GraphDoorDeps,
  { operation, params }: FoundOperation,
  { tenant, caller, person }: Caller,
  view: GraphView,
  versionUrl: string,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const query = readQueryOptions(request.query, operation);
  if (query.kind === 'error') return errorAnswer(query, request);
  const result = await operation.run({ tenant, caller, person, query, params, request, directory, versionUrl });
  return result.kind === 'error'
    ? errorAnswer(result, request)
    : respond(result, operation, { query, request, versionUrl, view });
}

async function personBehind(
  directory: Directory,
  tenant: TenantId,
  principal: Principal,
): Promise<UserStanding | null> {
  const id = principal.kind === 'user' ? parseGuid<UserId>(principal.oid) : undefined;
  return id === undefined ? null : ((await directory.userById(tenant, id)) ?? null);
}

/** The caller learns that it may not, not what would do: the log has that. */
function denied(): GraphError {
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

import { graphAppId, graphResourceUri, parseGuid, type TenantId, type UserId } from '@gatehouse/model';
import { decidePermission } from '@gatehouse/policy';
import { createProtector, type Principal, type Protector } from '@gatehouse/protect';
import type { OwnTokens } from '../../credentials/own-tokens/index.js';
import type { Directory, UserStanding } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/index.js';
import type { Log } from '../../platform/log/index.js';
import type { HttpAnswer, HttpRequest, Route } from '../http/index.js';
import { errorAnswer, type GraphError, graphError } from './graph-error.js';
import { readQueryOptions } from './query-options.js';
import type { GraphOperation } from './resource.js';
import { resources } from './resources/index.js';
import { respond } from './respond.js';

export interface GraphDoorDeps {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
  readonly baseUrl: string;
  readonly ownTokens: OwnTokens;
}

const versions = ['v1.0', 'beta'] as const;

/** Every route of the Graph door, for both versions. */
export function graphRoutes(deps: GraphDoorDeps): readonly Route[] {
  const protector = createProtector({
    issuers: { authority: `${deps.baseUrl}/common`, keys: deps.ownTokens.keys },
    allowedTenants: 'any',
    audience: [graphAppId, graphResourceUri, `${graphResourceUri}/`],
    revocations: deps.ownTokens.revocations,
    now: () => deps.clock.now(),
  });
  return versions.flatMap((version) =>
    resources.flatMap((resource) =>
      resource.operations.map((operation) => ({
        methods: [operation.method],
        path: `/${version}${operation.path}`,
        cors: 'open',
        answers: 'json',
        handle: (request) => serve(deps, protector, operation, `${deps.baseUrl}/${version}`, request),
      })),
    ),
  );
}

async function serve(
  deps: GraphDoorDeps,
  protector: Protector,
  operation: GraphOperation,
  versionUrl: string,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const verified = await protector.verify(request.headers.authorization ?? '');
  if (verified.kind === 'invalid') {
    const { status, headers } = protector.challenge(verified.error);
    deps.log.info('graph call refused', {
      requestId: request.requestId,
      code: verified.error.code,
      detail: verified.error.detail,
    });
    const code = status === 503 ? 'ServiceNotAvailable' : 'InvalidAuthenticationToken';
    return errorAnswer(graphError(status, code, verified.error.message), request, headers);
  }
  const { principal } = verified;
  const tenant = principal.tid as TenantId;
  const person = await personBehind(deps.directory, tenant, principal);
  if (principal.kind === 'user' && person === null) return errorAnswer(denied(), request);
  const decision = decidePermission(
    principal.kind === 'user'
      ? { kind: 'user', scopes: principal.scopes, userType: person?.user.userType ?? 'Guest' }
      : { kind: 'app', roles: principal.roles },
    operation.permissions,
  );
  if (decision.kind === 'denied') {
    deps.log.info('graph call denied', {
      requestId: request.requestId,
      path: request.path,
      why: decision.why,
      least: decision.least,
    });
    return errorAnswer(denied(), request);
  }
  return run(deps, operation, { tenant, caller: principal, person }, versionUrl, request);
}

async function run(
  deps: GraphDoorDeps,
  operation: GraphOperation,
  call: { tenant: TenantId; caller: Principal; person: UserStanding | null },
  versionUrl: string,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const query = readQueryOptions(request.query, operation);
  if (query.kind === 'error') return errorAnswer(query, request);
  const result = await operation.run({ ...call, query, request, directory: deps.directory, versionUrl });
  return result.kind === 'error'
    ? errorAnswer(result, request)
    : respond(result, operation, query, request, versionUrl);
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

import { graphAppId, graphResourceUri, parseGuid, type TenantId, type UserId } from '@gatehouse/model';
import { createProtector, type Principal, type Protector } from '@gatehouse/protect';
import type { Directory, UserStanding } from '../../directory/index.js';
import type { HttpAnswer, HttpRequest, Route } from '../http/index.js';
import { denied } from './authorize.js';
import { answerBatch, isBatch } from './batch/index.js';
import { type GraphVersion, createGraphVersions } from './call-operation.js';
import { descriptionRoutes } from './describe/index.js';
import { errorAnswer, failureAnswer, type GraphError, graphError } from './graph-error.js';
import type { GraphDoorDeps } from './graph-door-deps.js';
import type { GraphCaller } from './resource.js';

/** Every path of the Graph door, for both versions; those that are not there are refused in Graph's words too. */
export function graphRoutes(deps: GraphDoorDeps): readonly Route[] {
  const protector = createProtector({
    issuers: { authority: `${deps.baseUrl}/common`, keys: deps.ownTokens.keys },
    allowedTenants: 'any',
    audience: [graphAppId, graphResourceUri, `${graphResourceUri}/`],
    revocations: deps.ownTokens.revocations,
    now: () => deps.clock.now(),
  });
  const calls = createGraphVersions(deps).flatMap((version): readonly Route[] =>
    [`/${version.name}`, `/${version.name}/*`].map((path) => ({
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      path,
      cors: 'open',
      answers: failureAnswer,
      handle: (request) => serve(deps, protector, version, request),
    })),
  );
  return [...descriptionRoutes(deps), ...calls];
}

async function serve(
  deps: GraphDoorDeps,
  protector: Protector,
  version: GraphVersion,
  request: HttpRequest,
): Promise<HttpAnswer> {
  // What is there to be called, and what is not, is nobody's business who has no token.
  const caller = await authenticate(deps, protector, request);
  if (caller.kind === 'error') return errorAnswer(caller, request);
  return isBatch(request)
    ? answerBatch(request, (inner) => version.call(caller, inner))
    : version.call(caller, request);
}

async function authenticate(
  { directory, log }: GraphDoorDeps,
  protector: Protector,
  request: HttpRequest,
): Promise<GraphCaller | GraphError> {
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
  return { kind: 'caller', tenant, principal, person };
}

async function personBehind(
  directory: Directory,
  tenant: TenantId,
  principal: Principal,
): Promise<UserStanding | null> {
  const id = principal.kind === 'user' ? parseGuid<UserId>(principal.oid) : undefined;
  return id === undefined ? null : ((await directory.userById(tenant, id)) ?? null);
}

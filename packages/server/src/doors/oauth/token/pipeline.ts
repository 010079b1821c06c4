import { type AppId, type Refusal, refuse } from '@gatehouse/model';
import { writeScope } from '@gatehouse/wire';
import type { AuthenticatedClient } from '../../../credentials/clients/index.js';
import type { TenantConfiguration } from '../../../directory/index.js';
import { type Admission, type Attempt, openAdmission } from '../../../gate/index.js';
import type { HttpAnswer, HttpRequest } from '../../http/index.js';
import { type Authority, resolveAuthority } from '../authority/resolve-authority.js';
import type { OAuthDoor } from '../deps.js';
import type { Grant, PresentedGrant, ProvenGrant, TokenRequest } from '../grants/grant.js';
import { grantOfType } from '../grants/index.js';
import { jsonAnswer, oauthError } from '../respond.js';
import { type AskedTarget, askedTarget, readScope } from './asked-target.js';
import { clientTypeFault } from './client-type.js';
import { issueTokens } from './issue-tokens.js';
import { type ClientRequest, type EndpointVersion, missing, readClientRequest } from './read-token-request.js';
import { withVersionOneResource } from './version-one.js';

/**
 * Answers one token request. The phases are the same for every grant, in this order:
 *
 *   parse -> tenant -> application -> the grant reads -> the client authenticates -> the grant proves
 *         -> the gate decides -> the grant redeems -> issue -> respond
 *
 * The client authenticates before anything is spent, so that nobody without its credential can burn a code; single-use things are
 * spent before tokens are made, since replay safety beats a retry after a rare failure (RFC 9700 §4.14, RFC 6749 §10.5).
 */
export async function answerTokenRequest(
  http: HttpRequest,
  version: EndpointVersion,
  deps: OAuthDoor,
): Promise<HttpAnswer> {
  const parsed = readClientRequest(http);
  if ('kind' in parsed) return refused(parsed, http, deps);
  const result = await run(http, version, parsed, deps);
  return result.kind === 'refused' ? refused(result, http, deps, parsed) : jsonAnswer(200, result.body);
}

function refused(refusal: Refusal, http: HttpRequest, deps: OAuthDoor, client?: ClientRequest): HttpAnswer {
  deps.log.info('token request refused', {
    requestId: http.requestId,
    code: refusal.code,
    why: refusal.why,
    client: client?.clientId,
  });
  const answer = oauthError(refusal, http, deps.baseUrl, refusal.code === 900561 ? { allow: 'POST' } : {});
  // RFC 6749 §5.2: whoever authenticated in the header is told its scheme.
  return answer.status === 401 && /^basic\b/i.test(http.headers.authorization ?? '')
    ? { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Basic realm="token"' } }
    : answer;
}

/** Everything known when the gate is asked. */
interface Asked {
  readonly request: TokenRequest;
  readonly grant: Grant;
  readonly proven: ProvenGrant;
  readonly client: AuthenticatedClient;
  readonly target: AskedTarget;
  readonly attempt: Attempt;
}

async function run(
  http: HttpRequest,
  version: EndpointVersion,
  client: ClientRequest,
  deps: OAuthDoor,
): Promise<{ readonly kind: 'issued'; readonly body: object } | Refusal> {
  const grantType = client.form.get('grant_type');
  if (grantType === undefined) return missing('grant_type');
  const grant = grantOfType(grantType);
  if (grant === undefined) return refuse(70003, 'unknown grant type', { grant: grantType });
  const request = await readTokenRequest(http, version, client, deps);
  if ('kind' in request) return request;
  const presented = await grant.read(request, deps);
  if ('kind' in presented) return completed(presented, request);
  const asked = await prove(request, grant, presented, client, deps);
  if ('kind' in asked) return completed(asked, request);
  const outcome = await deps.gate.admit(asked.attempt);
  if (outcome.kind === 'required') return outcome.refusal;
  if (outcome.kind === 'refused') return outcome;
  return redeemAndIssue(asked, outcome.admission, deps);
}

async function readTokenRequest(
  http: HttpRequest,
  version: EndpointVersion,
  { clientId, form, claims }: ClientRequest,
  deps: OAuthDoor,
): Promise<TokenRequest | Refusal> {
  const fields = withVersionOneResource(form, version);
  if (typeof fields !== 'function') return fields;
  const authority = await resolveAuthority(http.params.tenant ?? '', deps.directory);
  if (authority.kind === 'refused') return authority;
  const application = await deps.directory.application(clientId);
  if (application === undefined) return unknownClient(clientId, authority);
  return { http, version, authority, application, clientId, field: fields, claims };
}

function unknownClient(client: AppId, authority: Authority): Refusal {
  return refuse(700016, 'no such application', { client, tenant: authority.tenant?.displayName ?? authority.spelled });
}

/** The client authenticates, the grant proves itself, and together they say what the gate is asked. Failures are kept on record. */
async function prove(
  request: TokenRequest,
  grant: Grant,
  presented: PresentedGrant,
  { credential }: ClientRequest,
  deps: OAuthDoor,
): Promise<Asked | Refusal> {
  const scope = presented.scope === null ? null : readScope(presented.scope);
  if (scope?.kind === 'refused') return scope;
  const configuration = presented.tenant === null ? undefined : await deps.directory.configuration(presented.tenant);
  const client = await authenticate(request, presented, credential, configuration, deps);
  if (client.kind === 'refused') return kept(client, request, grant, presented, deps);
  // Before the grant proves itself where that is possible: a scope that cannot be had must not cost a code.
  const early = scope === null || configuration === undefined ? null : askedTarget(scope, configuration);
  if (early !== null && 'kind' in early) return early;
  const proven = await presented.prove({ application: request.application, method: client.method });
  if ('kind' in proven) return kept(proven, request, grant, presented, deps);
  const target = early ?? (await findTarget(proven, deps));
  if ('kind' in target) return target;
  return { request, grant, proven, client, target, attempt: attemptOf(request, grant, proven, target) };
}

async function authenticate(
  { application, http }: TokenRequest,
  { clientType }: PresentedGrant,
  credential: ClientRequest['credential'],
  configuration: TenantConfiguration | undefined,
  deps: OAuthDoor,
): Promise<AuthenticatedClient | Refusal> {
  const fault = clientTypeFault(clientType, application, credential.kind, http.origin);
  if (fault !== undefined) return fault;
  const servicePrincipal = configuration?.servicePrincipal(application.appId);
  return deps.clients.authenticate({
    application,
    servicePrincipal,
    tenant: configuration?.tenant ?? null,
    credential,
  });
}

/** For grants that know their scope or tenant only when they are proved. */
async function findTarget(proven: ProvenGrant, deps: OAuthDoor): Promise<AskedTarget | Refusal> {
  const scope = readScope(proven.scope);
  if (scope.kind === 'refused') return scope;
  const configuration = await deps.directory.configuration(proven.tenant);
  return configuration === undefined
    ? refuse(90002, 'the tenant is gone', { tenant: proven.tenant })
    : askedTarget(scope, configuration);
}

function attemptOf(
  { http, authority, clientId }: TokenRequest,
  grant: Grant,
  proven: ProvenGrant,
  target: AskedTarget,
): Attempt {
  return {
    kind: grant.attempt,
    tenant: proven.tenant,
    authority: authority.kind,
    client: clientId,
    network: { address: http.clientAddress, userAgent: http.userAgent },
    requestId: http.requestId,
    correlationId: http.correlationId,
    principal: proven.principal,
    target: { kind: 'resource', name: target.name },
    request: {
      scopes: target.resource?.scopes.map(({ value }) => value) ?? [],
      usesDefault: target.resource?.usesDefault ?? false,
      openIdScopes: target.openId,
      authenticatedSince: null,
      forceConsent: false,
    },
    ...(proven.session === null ? {} : { session: proven.session }),
    ...(proven.family === null ? {} : { family: proven.family }),
  };
}

/** A device that asks again and again while its person types has not failed. */
const unremarkable: readonly number[] = [70016, 700160];

async function kept(
  refusal: Refusal,
  request: TokenRequest,
  grant: Grant,
  presented: PresentedGrant,
  deps: OAuthDoor,
): Promise<Refusal> {
  if (presented.tenant === null || unremarkable.includes(refusal.code)) return refusal;
  const { http, authority, clientId } = request;
  const attempt: Attempt = {
    kind: grant.attempt,
    tenant: presented.tenant,
    authority: authority.kind,
    client: clientId,
    network: { address: http.clientAddress, userAgent: http.userAgent },
    requestId: http.requestId,
    correlationId: http.correlationId,
    principal: presented.principal,
    target: { kind: 'platform' },
    request: { scopes: [], usesDefault: false, openIdScopes: [], authenticatedSince: null, forceConsent: false },
  };
  await deps.gate.recordFailure(attempt, refusal);
  return refusal;
}

async function redeemAndIssue(
  asked: Asked,
  admission: Admission,
  deps: OAuthDoor,
): Promise<{ readonly kind: 'issued'; readonly body: object } | Refusal> {
  const { proven, request, target, client } = asked;
  const redeemed = proven.redeem === undefined ? proven.refresh : await proven.redeem();
  if (redeemed !== null && 'kind' in redeemed) {
    await deps.gate.recordFailure(asked.attempt, redeemed);
    return completed(redeemed, request);
  }
  const { grant: given, resource } = openAdmission(admission).admitted;
  const person = proven.principal.kind === 'user';
  const asksForItself = target.resource?.usesDefault === true && resource?.servicePrincipal.appId === request.clientId;
  const body = await issueTokens(deps.issuance, admission, {
    client,
    proven,
    version: request.version,
    refresh: redeemed,
    openIdScopes: given.openIdScopes,
    // Microsoft identity platform documentation, "the .default scope": a client that asks for its own gets an ID token.
    withIdToken: (person && asksForItself) || given.openIdScopes.includes('openid'),
    // A client that keeps no secret runs where the person is.
    signInAddress: proven.signInAddress ?? (client.method === 'none' ? request.http.clientAddress : undefined),
    scope: person ? writeScope(target.resource, given.scopes, given.openIdScopes) : null,
    claims: request.claims,
    wantsClientInfo: request.field('client_info') === '1',
  });
  return { kind: 'issued', body };
}

/** Public sentences name the client and the tenant; grants need not know how. */
function completed(refusal: Refusal, { clientId, authority }: TokenRequest): Refusal {
  const details = { client: clientId, tenant: authority.tenant?.displayName ?? authority.spelled, ...refusal.details };
  return { ...refusal, details };
}

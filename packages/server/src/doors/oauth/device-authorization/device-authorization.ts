import { type Refusal, refuse } from '@gatehouse/model';
import type { HttpAnswer, HttpRequest } from '../../http/index.js';
import { resolveAuthority } from '../authority/resolve-authority.js';
import type { OAuthDoorDeps } from '../deps.js';
import { jsonAnswer, oauthError } from '../respond.js';
import { readScope } from '../token/asked-target.js';
import { type ClientRequest, type EndpointVersion, missing, readClientRequest } from '../token/read-token-request.js';
import { withVersionOneResource } from '../token/version-one.js';
import { screenDeviceRequest } from './screen-request.js';

/** RFC 8628 §3.2. */
interface DeviceAuthorizationBody {
  readonly user_code: string;
  readonly device_code: string;
  readonly verification_uri: string;
  readonly expires_in: number;
  readonly interval: number;
  readonly message: string;
}

/**
 * Gives a device its codes (RFC 8628 §3.1, §3.2), unless nobody could use them: the device would hear of that only when they end. The client does not authenticate here: the codes give nothing until a person has
 * agreed, and the token endpoint asks for its credential then.
 * `verification_uri_complete` is left out (Microsoft identity platform documentation, "device authorization grant flow").
 */
export async function authorizeDevice(
  http: HttpRequest,
  version: EndpointVersion,
  deps: OAuthDoorDeps,
): Promise<HttpAnswer> {
  const request = readClientRequest(http);
  const answer = 'kind' in request ? request : await issueCodes(http, version, request, deps);
  if (!('kind' in answer)) return jsonAnswer(200, answer);
  deps.log.info('device authorization refused', { requestId: http.requestId, code: answer.code, why: answer.why });
  return oauthError(answer, http, deps.baseUrl, answer.code === 900561 ? { allow: 'POST' } : {});
}

async function issueCodes(
  http: HttpRequest,
  version: EndpointVersion,
  { clientId, form }: ClientRequest,
  deps: OAuthDoorDeps,
): Promise<DeviceAuthorizationBody | Refusal> {
  const field = withVersionOneResource(form, version);
  if (typeof field !== 'function') return field;
  const scope = field('scope');
  if (scope === undefined) return missing('scope');
  const parsed = readScope(scope);
  if (parsed.kind === 'refused') return parsed;
  const authority = await resolveAuthority(http.params.tenant ?? '', deps.directory);
  if (authority.kind === 'refused') return authority;
  const application = await deps.directory.application(clientId);
  if (application === undefined) {
    const tenant = authority.tenant?.displayName ?? authority.spelled;
    return refuse(700016, 'no such application', { client: clientId, tenant });
  }
  const refusal = await screenDeviceRequest({ http, authority, application, scopes: parsed }, deps);
  if (refusal !== undefined) return refusal;
  // Where the authority leaves the tenant open, the application's home keeps the codes until somebody has signed in.
  const keeper = authority.tenant?.id ?? application.tenant;
  const grant = { client: clientId, authority: authority.kind, scope, requestedFrom: http.clientAddress };
  const codes = await deps.deviceCodes.create(keeper, grant);
  const verificationUri = `${deps.baseUrl}/common/oauth2/deviceauth`;
  return {
    user_code: codes.userCode,
    device_code: codes.deviceCode,
    verification_uri: verificationUri,
    expires_in: codes.expiresIn,
    interval: codes.interval,
    message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${codes.userCode} to authenticate.`,
  };
}

import { type Application, type Refusal, refuse } from '@gatehouse/model';
import type { ScopeRequest } from '@gatehouse/wire';
import type { Attempt } from '../../../gate/index.js';
import type { HttpRequest } from '../../http/index.js';
import type { Authority } from '../authority/resolve-authority.js';
import type { OAuthDoorDeps } from '../deps.js';

/** What a device asks for. */
export interface DeviceRequest {
  readonly http: HttpRequest;
  readonly authority: Authority;
  readonly application: Application;
  readonly scopes: ScopeRequest;
}

/**
 * Asks what would be said to anybody who signs in, so that a device is not sent to wait for what can never be.
 * @returns the refusal, or undefined when a sign-in can help.
 */
export async function screenDeviceRequest(
  request: DeviceRequest,
  { gate }: Pick<OAuthDoorDeps, 'gate'>,
): Promise<Refusal | undefined> {
  if (request.authority.tenant === null) return openAuthorityFault(request);
  for (const attempt of attemptsOf(request, request.authority)) {
    const outcome = await gate.admit(attempt);
    if (outcome.kind === 'refused') return outcome;
  }
  return undefined;
}

/** What is certain before the person's tenant is known: the gate cannot be asked yet. */
function openAuthorityFault({ application, authority }: DeviceRequest): Refusal | undefined {
  const { appId: client, signInAudience, isDisabled } = application;
  const why = `${signInAudience} at authority ${authority.kind}`;
  if (isDisabled) return refuse(7000112, 'the registration is disabled', { client });
  if (signInAudience === 'AzureADMyOrg') return refuse(50194, why, { client });
  const forOrganisations = signInAudience === 'AzureADMultipleOrgs' && authority.kind === 'consumers';
  const forPersons = signInAudience === 'PersonalMicrosoftAccount' && authority.kind === 'organizations';
  return forOrganisations || forPersons ? refuse(50020, why, { client }) : undefined;
}

/** One attempt of nobody for each resource. */
function attemptsOf(
  { http, application, scopes }: DeviceRequest,
  { kind, tenant }: Extract<Authority, { kind: 'tenant' }>,
): readonly Attempt[] {
  const common = {
    kind: 'device_code',
    tenant: tenant.id,
    authority: kind,
    client: application.appId,
    principal: { kind: 'nobody' },
    network: { address: http.clientAddress, userAgent: http.userAgent },
    requestId: http.requestId,
    correlationId: http.correlationId,
  } as const;
  const rest = { openIdScopes: scopes.openId, authenticatedSince: null, forceConsent: false };
  if (scopes.resources.length === 0) {
    return [{ ...common, target: { kind: 'sign_in_only' }, request: { scopes: [], usesDefault: false, ...rest } }];
  }
  return scopes.resources.map((asked) => ({
    ...common,
    target: { kind: 'resource', name: asked.resource },
    request: { scopes: asked.scopes.map(({ value }) => value), usesDefault: asked.usesDefault, ...rest },
  }));
}

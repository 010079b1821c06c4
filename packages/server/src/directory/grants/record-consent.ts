import { type AppId, type Application, graphAppId, type ServicePrincipalId } from '@gatehouse/model';
import { mayBePresentIn } from '@gatehouse/policy';
import type { Clock } from '../../platform/clock/index.js';
import type { Ids } from '../../platform/ids/index.js';
import type { Actor, TenantTransaction } from '../../platform/store/index.js';
import type { Consent } from '../directory.js';
import { newServicePrincipal } from '../service-principals/new-service-principal.js';
import { readServicePrincipalsByAppId } from '../service-principals/repository.js';
import { createServicePrincipal } from '../service-principals/write-service-principal.js';
import { addToGrant } from './write-grants.js';

/** What a consent is written with. */
export interface ConsentContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly actor: Actor;
  /** The registrations of the applications that the consent may bring into the tenant. */
  readonly applications: ReadonlyMap<AppId, Application>;
}

/** The applications that a consent may bring into the tenant: the client; and Microsoft Graph, which keeps the OpenID scopes. */
export function applicationsBroughtBy(consent: Consent): readonly AppId[] {
  return consent.openIdScopes.length > 0 ? [consent.client, graphAppId] : [consent.client];
}

/** Writes all of a consent in one transaction: the service principals that are missing, and one grant for each resource. */
export async function recordConsent(tx: TenantTransaction, consent: Consent, context: ConsentContext): Promise<void> {
  const present = new Map<AppId, ServicePrincipalId>();
  for (const appId of applicationsBroughtBy(consent)) present.set(appId, await bringIn(tx, appId, context));
  const clientId = present.get(consent.client) as ServicePrincipalId;
  const scopes = new Map<ServicePrincipalId, string[]>();
  const graph = present.get(graphAppId);
  if (graph !== undefined) scopes.set(graph, [...consent.openIdScopes]);
  for (const { id, scopes: values } of consent.resources) scopes.set(id, [...(scopes.get(id) ?? []), ...values]);
  // Always in one order: consents for the same resources at the same time wait for each other instead of standing still.
  const resources = [...scopes].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [resourceId, values] of resources) {
    const grant = { clientId, resourceId, principalId: consent.principalId, scopes: values };
    await addToGrant(tx, { ...grant, consentType: 'Principal' }, context.actor);
  }
}

/** The application's service principal in the tenant, made when there is none. */
async function bringIn(
  tx: TenantTransaction,
  appId: AppId,
  { applications, clock, ids, actor }: ConsentContext,
): Promise<ServicePrincipalId> {
  const stored = await idOf(tx, appId);
  if (stored !== undefined) return stored;
  const application = applications.get(appId);
  if (application === undefined) throw new Error(`no application has the appId ${appId}`);
  if (!mayBePresentIn(application, tx.tenant)) {
    throw new Error(`the application ${appId} does not reach the tenant ${tx.tenant}`);
  }
  const id = ids.guid<ServicePrincipalId>();
  const fresh = newServicePrincipal(application, { tenant: tx.tenant, id, createdAt: clock.now() });
  if (await createServicePrincipal(tx, fresh, actor)) return id;
  // Somebody else made it in the meantime.
  const theirs = await idOf(tx, appId);
  if (theirs === undefined) throw new Error(`the service principal of ${appId} in ${tx.tenant} was removed at once`);
  return theirs;
}

async function idOf(tx: TenantTransaction, appId: AppId): Promise<ServicePrincipalId | undefined> {
  return (await readServicePrincipalsByAppId(tx, [appId]))[0]?.id;
}

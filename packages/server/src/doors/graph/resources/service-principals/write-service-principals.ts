import { type AppId, type Application, type OwnerId, parseGuid, type ServicePrincipalId } from '@gatehouse/model';
import {
  addServicePrincipal,
  type DirectoryRefusal,
  editServicePrincipal,
  isRefused,
  refused,
  type StoredServicePrincipal,
} from '../../../../directory/index.js';
import { denied } from '../../authorize.js';
import { type KeyCredentialBody, readKeyCredentials } from '../../entities/application-credentials.js';
import { securityAttributeProperty, securityAttributesDenied } from '../../entities/security-attributes.js';
import { servicePrincipalType, withServicePrincipalValues } from '../../entities/service-principal.js';
import { servicePrincipalSet } from '../../entities/service-principal-set.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { created, type PreparedChange } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphResult } from '../../resource.js';
import { type ReadBody, readBody } from '../../schema/index.js';

const title = 'ServicePrincipal';

/** `POST /servicePrincipals`: brings an application into the tenant. */
export async function createServicePrincipal(call: GraphCall): Promise<GraphResult> {
  const openProperty = securityAttributeProperty(call, 'servicePrincipals');
  const body = readBody(servicePrincipalType, call.body, 'create', { openProperty });
  if (body.kind === 'error') return body;
  const { values } = body;
  const appId = typeof values.appId === 'string' ? parseGuid<AppId>(values.appId) : undefined;
  if (appId === undefined) return refusalError(refused('invalid', { property: 'appId' }), title);
  const application = await call.door.directory.application(appId);
  const { oid, appId: caller } = call.caller.principal;
  if (call.createsAsOwner && !isOwner(application, call)) return denied();
  const refusal = await securityAttributesDenied('servicePrincipals', null, values, call);
  if (refusal !== undefined) return refusal;
  if (application === undefined) return noApplication(appId);
  const owners = call.createsAsOwner ? [oid as OwnerId] : [];
  const outcome = await call.perform(
    addServicePrincipal(application, call.configuration, (fresh) => {
      const made = decided(fresh, { displayName: fresh.displayName, ...values }, application, call);
      return isRefused(made) ? made : { ...made, owners, properties: { ...made.properties, createdByAppId: caller } };
    }),
  );
  if (!isRefused(outcome)) return created(servicePrincipalSet, outcome, knowing(application, call));
  if (outcome.reason === 'taken') return alreadyThere(appId);
  return outcome.property === 'appId' ? noApplication(appId) : refusalError(outcome, title);
}

/**
 * Whoever may only make service principals of his own brings in his own applications, not what others registered
 * (Microsoft Graph documentation: create servicePrincipal).
 */
function isOwner(application: Application | undefined, { caller: { tenant, principal } }: GraphCall): boolean {
  return application?.tenant === tenant && application.owners.some((owner) => owner === principal.oid);
}

/** The same call, where an application is known that the tenant did not know before. */
function knowing(application: Application, call: GraphCall): GraphCall {
  const { configuration } = call;
  const knownApplication = (appId: AppId) =>
    appId === application.appId ? application : configuration.knownApplication(appId);
  return { ...call, configuration: { ...configuration, knownApplication } };
}

/** What is changed of a service principal by a body. */
export async function prepareUpdate(
  id: string,
  { values }: ReadBody,
  check: (stored: StoredServicePrincipal) => DirectoryRefusal | undefined,
  call: GraphCall,
): Promise<PreparedChange<StoredServicePrincipal>> {
  const refusal = await securityAttributesDenied('servicePrincipals', id, values, call);
  if (refusal !== undefined) return refusal;
  const { configuration } = call;
  return editServicePrincipal(id as ServicePrincipalId, configuration, (before) => {
    const application = configuration.knownApplication(before.appId);
    return check(before) ?? decided(before, values, application, call);
  });
}

function decided(
  before: StoredServicePrincipal,
  values: GraphEntity,
  application: Application | undefined,
  { door }: GraphCall,
): StoredServicePrincipal | DirectoryRefusal {
  const after = withServicePrincipalValues(before, values, application);
  if (values.keyCredentials === undefined) return after;
  const bodies = values.keyCredentials as readonly KeyCredentialBody[];
  const keyCredentials = readKeyCredentials(bodies, before.keyCredentials, door.ids);
  return isRefused(keyCredentials) ? keyCredentials : { ...after, keyCredentials };
}

function noApplication(appId: AppId): GraphError {
  const sentence = `The appId '${appId}' of the service principal does not reference a valid application object.`;
  return graphError(400, 'Request_BadRequest', sentence);
}

function alreadyThere(appId: AppId): GraphError {
  const sentence = `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`;
  return graphError(409, 'Request_MultipleObjectsWithSameKeyValue', sentence);
}

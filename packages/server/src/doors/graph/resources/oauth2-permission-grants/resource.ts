import { parseGuid, type PermissionGrant, type ServicePrincipalId, type UserId } from '@gatehouse/model';
import {
  changePermissionGrant,
  createPermissionGrant,
  deletePermissionGrant,
  isRefused,
  type ObjectType,
  refused,
} from '../../../../directory/index.js';
import { denied } from '../../authorize.js';
import { objectSet } from '../../entities/directory-object.js';
import { permissionGrantType } from '../../entities/permission-grant.js';
import { permissionGrantSet, permissionGrantsOf } from '../../entities/permission-grant-set.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { countEntities, countPlainly, getEntity, listEntities, listPage } from '../../operations/read-entities.js';
import { created, deleteEntity, updateEntity } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult, OperationAccess } from '../../resource.js';
import { readBody } from '../../schema/index.js';
import {
  createAccess,
  deleteAccess,
  readAccess,
  readOfServicePrincipalAccess,
  readOfUserAccess,
  updateAccess,
} from './grant-access.js';

/** Delegated permissions granted to clients (Microsoft Graph documentation: oAuth2PermissionGrant). */
export const oauth2PermissionGrants: GraphResource = {
  name: 'oauth2 permission grants',
  types: [permissionGrantType],
  sets: { oauth2PermissionGrants: 'oAuth2PermissionGrant' },
  operations: [
    listEntities(permissionGrantSet, { summary: 'List delegated permission grants', access: readAccess }),
    countEntities(permissionGrantSet, { summary: 'Count delegated permission grants', access: readAccess }),
    onTenant(getEntity(permissionGrantSet, { summary: 'Get a delegated permission grant', access: readAccess })),
    {
      method: 'POST',
      path: '/oauth2PermissionGrants',
      summary: 'Create a delegated permission grant',
      access: { ...createAccess, target: { kind: 'new' } },
      describes: { answer: permissionGrantType, body: permissionGrantType },
      run: createGrant,
    },
    onTenant(
      updateEntity(permissionGrantSet, {
        summary: 'Change the scopes of a delegated permission grant',
        access: updateAccess,
        prepare: (id, { values }, check, { configuration }) => {
          const published = (resource: ServicePrincipalId) =>
            configuration.servicePrincipalById(resource)?.oauth2PermissionScopes ?? [];
          return changePermissionGrant(
            id,
            (before) => (values.scope === undefined ? before.scopes : scopesOf(values.scope)),
            published,
            check,
          );
        },
      }),
    ),
    onTenant(
      deleteEntity(permissionGrantSet, {
        summary: 'Delete a delegated permission grant',
        access: deleteAccess,
        prepare: (id, check) => deletePermissionGrant(id, check),
      }),
    ),
    ...grantsOf('user', 'principalId', readOfUserAccess, true),
    ...grantsOf('servicePrincipal', 'clientId', readOfServicePrincipalAccess),
  ],
};

/** Grants are no directory objects: whoever may act on them may act on those of the whole tenant. */
function onTenant(operation: GraphOperation): GraphOperation {
  return { ...operation, access: { ...operation.access, target: { kind: 'tenant' } } };
}

const title = 'OAuth2PermissionGrant';

async function createGrant(call: GraphCall): Promise<GraphResult> {
  const body = readBody(permissionGrantType, call.body, 'create');
  if (body.kind === 'error') return body;
  const draft = draftOf(body.values);
  if (draft.kind === 'error') return draft;
  const { grant } = draft;
  // Whoever may only make what is his own consents for himself (Microsoft Entra built-in roles: Application Developer).
  if (call.createsAsOwner && grant.principalId !== call.caller.principal.oid) return denied();
  const resource = call.configuration.servicePrincipalById(grant.resourceId);
  if (resource === undefined) return notFound(grant.resourceId);
  const outcome = await call.perform(createPermissionGrant(grant, resource.oauth2PermissionScopes));
  if (!isRefused(outcome)) return created(permissionGrantSet, outcome, call);
  return outcome.reason === 'already_referenced'
    ? graphError(409, 'Request_MultipleObjectsWithSameKeyValue', 'Permission entry already exists.')
    : refusalError(outcome, title);
}

type Draft = { readonly kind: 'draft'; readonly grant: Omit<PermissionGrant, 'id'> } | GraphError;

function draftOf(values: Readonly<Record<string, unknown>>): Draft {
  const { consentType, principalId } = values;
  if (consentType !== 'AllPrincipals' && consentType !== 'Principal') {
    return refusalError(refused('invalid', { property: 'consentType' }), title);
  }
  const ids = new Map<string, string>();
  for (const name of ['clientId', 'resourceId', ...(typeof principalId === 'string' ? ['principalId'] : [])]) {
    const id = parseGuid<never>(String(values[name]));
    if (id === undefined) return refusalError(refused('invalid', { property: name }), title);
    ids.set(name, id);
  }
  const person = ids.get('principalId');
  const grant: Omit<PermissionGrant, 'id'> = {
    clientId: ids.get('clientId') as ServicePrincipalId,
    resourceId: ids.get('resourceId') as ServicePrincipalId,
    consentType,
    ...(person !== undefined && { principalId: person as UserId }),
    scopes: scopesOf(values.scope),
  };
  return { kind: 'draft', grant };
}

/** RFC 6749 §3.3: scopes stand with spaces between them. */
function scopesOf(scope: unknown): readonly string[] {
  return String(scope)
    .split(/\s+/)
    .filter((value) => value !== '');
}

/** The grants of one person, or of one client, as its own collection. */
function grantsOf(
  type: ObjectType,
  side: 'principalId' | 'clientId',
  access: Omit<OperationAccess, 'target'>,
  me?: true,
): readonly GraphOperation[] {
  const { name, find } = objectSet(type);
  const path = `/${name}/:${type}/oauth2PermissionGrants`;
  const reading = {
    method: 'GET' as const,
    access: { ...access, target: { kind: 'object', place: type } as const },
    ...(me && { me }),
  };
  const within = async (call: GraphCall, list: (set: typeof permissionGrantSet) => Promise<GraphResult>) => {
    const id = call.params[type] ?? '';
    if ((await call.perform(find(id, call))) === undefined) return notFound(id);
    return list(permissionGrantsOf(side, id, `${name}('${id}')/oauth2PermissionGrants`));
  };
  const whose = side === 'principalId' ? 'that a person gave' : 'that a client has';
  return [
    {
      ...reading,
      path,
      summary: `List delegated permission grants ${whose}`,
      describes: { answer: permissionGrantType, many: true },
      run: (call) => within(call, (set) => listPage(set, call)),
    },
    {
      ...reading,
      path: `${path}/$count`,
      summary: `Count delegated permission grants ${whose}`,
      run: (call) => within(call, (set) => countPlainly(set, call)),
    },
  ];
}

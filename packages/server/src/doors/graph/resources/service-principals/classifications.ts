import type { PermissionId, ServicePrincipalId } from '@gatehouse/model';
import {
  createPermissionClassification,
  deleteDocument,
  findServicePrincipal,
  isRefused,
  listDocuments,
  type PermissionClassification,
  permissionClassificationKind,
  refused,
} from '../../../../directory/index.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { listPage } from '../../operations/read-entities.js';
import { created } from '../../operations/write-entities.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult } from '../../resource.js';
import { type EntityType, guid, readBody, text } from '../../schema/index.js';
import { classificationReadAccess, classificationWriteAccess } from './service-principal-access.js';

/** `delegatedPermissionClassification` (Microsoft Graph documentation). */
export const classificationType: EntityType = {
  name: 'delegatedPermissionClassification',
  base: 'entity',
  properties: [
    text('classification', { required: true }),
    guid('permissionId', { required: true }),
    text('permissionName', { maxLength: 256 }),
  ],
  navigations: [],
};

const title = 'DelegatedPermissionClassification';
const path = '/servicePrincipals/:servicePrincipal/delegatedPermissionClassifications';
const target = { kind: 'object', place: 'servicePrincipal' } as const;

/** How the permissions of an API are classified. Consent does not look at it yet. */
export const classificationOperations: readonly GraphOperation[] = [
  {
    method: 'GET',
    path,
    summary: 'List how the delegated permissions of an API are classified',
    access: { ...classificationReadAccess, target },
    describes: { answer: classificationType, many: true },
    run: listClassifications,
  },
  {
    method: 'POST',
    path,
    summary: 'Classify a delegated permission of an API',
    // Policies belong to the tenant, whatever object they are written on.
    access: { ...classificationWriteAccess, target: { kind: 'tenant' } },
    describes: { answer: classificationType, body: classificationType },
    run: classify,
  },
  {
    method: 'DELETE',
    path: `${path}/:classification`,
    summary: 'Remove the classification of a delegated permission',
    access: { ...classificationWriteAccess, target: { kind: 'tenant' } },
    run: removeClassification,
  },
];

interface Classification extends PermissionClassification {
  readonly id: string;
}

function setOf(call: GraphCall): EntitySet<Classification> {
  const parent = idOf(call);
  const all = listDocuments(permissionClassificationKind, parent);
  return {
    name: `servicePrincipals('${parent}')/delegatedPermissionClassifications`,
    type: classificationType,
    place: 'classification',
    render: (one) => ({ ...one }),
    find: (id) => async (work) => classificationsOf(await all(work)).find((one) => one.id === id),
    page: (query) => async (work) => pageInMemory(classificationsOf(await all(work)), ({ id }) => ({ id }), query),
  };
}

function classificationsOf(documents: readonly { readonly id: string; readonly body: PermissionClassification }[]) {
  return documents.map(({ id, body }): Classification => ({ id, ...body }));
}

function idOf({ params }: GraphCall): ServicePrincipalId {
  return (params.servicePrincipal ?? '') as ServicePrincipalId;
}

async function listClassifications(call: GraphCall): Promise<GraphResult> {
  const parent = await call.perform(findServicePrincipal(idOf(call)));
  return parent === undefined ? notFound(idOf(call)) : listPage(setOf(call), call);
}

async function classify(call: GraphCall): Promise<GraphResult> {
  const body = readBody(classificationType, call.body, 'create');
  if (body.kind === 'error') return body;
  // The type has seen to it that this is a GUID in lower case.
  const { classification, permissionName, permissionId } = body.values as Readonly<Record<string, unknown>> & {
    readonly permissionId: PermissionId;
  };
  if (classification !== 'low' && classification !== 'medium' && classification !== 'high') {
    return refusalError(refused('invalid', { property: 'classification' }), title);
  }
  const published = call.configuration.servicePrincipalById(idOf(call))?.oauth2PermissionScopes ?? [];
  const permission = published.find(({ id }) => id === permissionId);
  if (typeof permissionName === 'string' && permission !== undefined && permission.value !== permissionName) {
    return refusalError(refused('invalid', { property: 'permissionName' }), title);
  }
  const outcome = await call.perform(
    createPermissionClassification(idOf(call), { permissionId, classification }, published),
  );
  if (isRefused(outcome)) return refusalError(outcome, title);
  return created(setOf(call), { id: outcome.id, ...outcome.body }, call);
}

async function removeClassification(call: GraphCall): Promise<GraphResult> {
  const id = call.params.classification ?? '';
  const outcome = await call.perform(
    deleteDocument(permissionClassificationKind, id, async (_work, { parentId }) =>
      parentId === idOf(call) ? undefined : refused('not_found', { value: id }),
    ),
  );
  return isRefused(outcome) ? refusalError(outcome, title) : { kind: 'none' };
}

import type { ApplicationId } from '@gatehouse/model';
import { type ExtensionProperty, extensionDataTypes, extensionTargets } from '@gatehouse/policy';
import {
  createExtensionProperty,
  deleteExtensionProperty,
  type DirectoryRefusal,
  findApplication,
  isRefused,
  listExtensionProperties,
  type StoredDocument,
} from '../../../../directory/index.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { type EntityType, filters, flag, readBody, text, texts } from '../../schema/index.js';
import { extensionAccess, readAccess } from './application-access.js';
import { type ContainedEntities, countContained, listContained, showContained } from './contained-entities.js';

/** `extensionProperty` (Microsoft Graph documentation): an attribute that an application adds to directory objects. */
export const extensionPropertyType: EntityType = {
  name: 'extensionProperty',
  base: 'directoryObject',
  properties: [
    text('appDisplayName', { writable: 'never' }),
    text('dataType', { required: true }),
    flag('isMultiValued', { nullable: false }),
    flag('isSyncedFromOnPremises', { writable: 'never' }),
    text('name', { required: true, query: { filter: filters.exact } }),
    texts('targetObjects', { required: true }),
  ],
  navigations: [],
};

const contained: ContainedEntities = { type: extensionPropertyType, name: 'extensionProperties', asked: ['name'] };

const path = '/applications/:application/extensionProperties';
const one = `${path}/:extension`;

/** The directory extensions that an application defines. */
export const extensionProperties: readonly GraphOperation[] = [
  operation('GET', path, 'List directory extensions of an application', readAccess, list),
  operation('GET', `${path}/$count`, 'Count directory extensions of an application', readAccess, count),
  operation('POST', path, 'Define a directory extension', extensionAccess, create),
  operation('GET', one, 'Get a directory extension', readAccess, get),
  operation('DELETE', one, 'Delete a directory extension', extensionAccess, remove),
];

/** What Graph shows of the definition of an extension. */
export function extensionPropertyEntity(
  { id, body }: StoredDocument<ExtensionProperty>,
  appDisplayName: string,
): GraphEntity {
  return { ...body, id, appDisplayName, isSyncedFromOnPremises: false };
}

function operation(
  method: GraphOperation['method'],
  at: string,
  summary: string,
  access: Omit<OperationAccess, 'target'>,
  run: (id: ApplicationId, call: GraphCall) => Promise<GraphResult>,
): GraphOperation {
  return {
    method,
    path: at,
    summary,
    access: { ...access, target: { kind: 'object', place: 'application' } },
    describes: { answer: extensionPropertyType },
    run: (call) => run(call.params.application as ApplicationId, call),
  };
}

async function entitiesOf(id: ApplicationId, call: GraphCall): Promise<readonly GraphEntity[] | GraphError> {
  const application = await call.perform(findApplication(id));
  if (application === undefined) return notFound(id);
  const all = await call.perform(listExtensionProperties(id));
  return all.map((extension) => extensionPropertyEntity(extension, application.displayName));
}

async function list(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const all = await entitiesOf(id, call);
  return 'kind' in all ? all : listContained(contained, all, call);
}

async function count(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const all = await entitiesOf(id, call);
  return 'kind' in all ? all : countContained(contained, all, call);
}

async function get(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const { extension = '' } = call.params;
  const all = await entitiesOf(id, call);
  if ('kind' in all) return all;
  const found = all.find((entity) => entity.id === extension.toLowerCase());
  return found === undefined ? notFound(extension) : showContained(contained, found, call, 200);
}

async function create(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const body = readBody(extensionPropertyType, call.body, 'create');
  if (body.kind === 'error') return body;
  const { isMultiValued = false, ...draft } = body.values as unknown as Omit<ExtensionProperty, 'isMultiValued'> & {
    readonly isMultiValued?: boolean;
  };
  const odd = oddWord(draft);
  if (odd !== undefined) return odd;
  const made = await call.perform(createExtensionProperty(id, { ...draft, isMultiValued }));
  if (isRefused(made)) return extensionError(made);
  const application = await call.perform(findApplication(id));
  const entity = extensionPropertyEntity(made, application?.displayName ?? '');
  return showContained(contained, entity, call, 201);
}

async function remove(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const outcome = await call.perform(deleteExtensionProperty(id, (call.params.extension ?? '').toLowerCase()));
  return isRefused(outcome) ? extensionError(outcome) : { kind: 'none' };
}

function oddWord({ dataType, targetObjects }: Pick<ExtensionProperty, 'dataType' | 'targetObjects'>) {
  const words = [
    ...(extensionDataTypes.includes(dataType) ? [] : ['dataType']),
    ...(targetObjects.every((target) => extensionTargets.includes(target)) ? [] : ['targetObjects']),
  ];
  const [property] = words;
  if (property === undefined) return undefined;
  return graphError(
    400,
    'Request_BadRequest',
    `Invalid value specified for property '${property}' of resource 'ExtensionProperty'.`,
  );
}

function extensionError(refusal: DirectoryRefusal): GraphError {
  if (refusal.reason !== 'taken') return refusalError(refusal, 'ExtensionProperty');
  return graphError(
    400,
    'Request_MultipleObjectsWithSameKeyValue',
    `An extension property exists with the name ${refusal.value ?? ''}.`,
  );
}

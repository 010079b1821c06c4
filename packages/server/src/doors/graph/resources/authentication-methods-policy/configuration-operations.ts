import type { MethodConfiguration } from '@gatehouse/policy';
import {
  changePolicy,
  createPolicy,
  deletePolicy,
  isRefused,
  putPolicy,
  type StoredDocument,
} from '../../../../directory/index.js';
import { methodConfigurationTypes } from '../../entities/policies/authentication-methods.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { explained, findAll, findOne, mergeValues, staleRefusal } from '../../operations/document-set.js';
import { lowerGuids } from '../../operations/lower-guids.js';
import { etagOf } from '../../operations/entity-set.js';
import { notFound } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { checkEntityQuery, type EntityType, readBody } from '../../schema/index.js';
import { configurationId, configurations as set, configurationTypeOf } from './configuration-set.js';

type Access = Omit<OperationAccess, 'target'>;

const readers = ['Policy.Read.AuthenticationMethod', 'Policy.ReadWrite.AuthenticationMethod', 'Policy.Read.All'];

export const reading: Access = {
  permissions: { delegated: readers, application: readers },
  actions: ['microsoft.directory/userCredentialPolicies/standard/read'],
};

export const changing: Access = {
  permissions: {
    delegated: ['Policy.ReadWrite.AuthenticationMethod'],
    application: ['Policy.ReadWrite.AuthenticationMethod'],
  },
  actions: ['microsoft.directory/userCredentialPolicies/basic/update'],
};

const provider = 'externalAuthenticationMethodConfiguration';

/** The configurations of methods: list, get, change, put back; and adding a provider elsewhere. */
export function methodConfigurationOperations(): readonly GraphOperation[] {
  const target = { kind: 'tenant' } as const;
  const [one, several] = set.nouns;
  const path = `/${set.name}`;
  const byId = `${path}/:id`;
  const writing = { access: { ...changing, target } };
  return [
    {
      method: 'GET',
      path,
      summary: `List ${several}`,
      access: { ...reading, target },
      describes: { answer: set.type, many: true },
      run: listConfigurations,
    },
    {
      method: 'GET',
      path: byId,
      summary: `Get ${one}`,
      access: { ...reading, target },
      describes: { answer: set.type },
      run: getConfiguration,
    },
    { ...writing, method: 'POST', path, summary: 'Add a method that a provider elsewhere offers', run: addProvider },
    { ...writing, method: 'PATCH', path: byId, summary: `Update ${one}`, run: changeConfiguration },
    {
      ...writing,
      method: 'DELETE',
      path: byId,
      summary: `Put ${one} back as it was at first`,
      run: removeConfiguration,
    },
  ];
}

async function listConfigurations(call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(set.type, call.query);
  if (query.kind === 'error') return query;
  const documents = await call.perform(findAll(set));
  return {
    kind: 'collection',
    context: set.name,
    entities: documents.map(({ body }) => ({ type: configurationTypeOf(body['@odata.type']), values: body })),
    select: query.select,
    next: null,
  };
}

async function getConfiguration(call: GraphCall): Promise<GraphResult> {
  const id = configurationId(call.params.id ?? '');
  const found = await call.perform(findOne(set, id));
  if (found === undefined) return notFound(id);
  const { body } = found;
  const type = configurationTypeOf(body['@odata.type']);
  const query = checkEntityQuery(type, call.query);
  if (query.kind === 'error') return query;
  return {
    kind: 'entity',
    context: set.name,
    entity: { type, values: body },
    select: query.select,
    etag: etagOf(body),
  };
}

async function addProvider(call: GraphCall): Promise<GraphResult> {
  const type = methodConfigurationTypes.get(provider);
  if (type === undefined) throw new Error('there is no type for providers elsewhere');
  const body = readBody(type, call.body, 'create');
  if (body.kind === 'error') return body;
  const id = call.door.ids.guid();
  const draft: MethodConfiguration = {
    '@odata.type': `#microsoft.graph.${provider}`,
    state: 'disabled',
    excludeTargets: [],
    includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    ...lowerGuids(body.values),
    id,
  };
  const made = await call.perform(createPolicy(set.kind, { id, body: draft }));
  if (isRefused(made)) return explained(set, made);
  return { kind: 'entity', status: 201, context: set.name, entity: { type, values: made.body }, select: null };
}

async function changeConfiguration(call: GraphCall): Promise<GraphResult> {
  const id = configurationId(call.params.id ?? '');
  const found = await call.perform(findOne(set, id));
  if (found === undefined) return notFound(id);
  const type = configurationTypeOf(found.body['@odata.type']);
  const faulty = typeFault(call.body, type);
  if (faulty !== undefined) return faulty;
  const body = readBody(type, call.body, 'update', { id });
  if (body.kind === 'error') return body;
  const change = async (before: StoredDocument<MethodConfiguration>, work: Parameters<typeof staleRefusal>[3]) =>
    (await staleRefusal(set, before, call, work)) ?? mergeValues(before.body, lowerGuids(body.values));
  const initial = set.builtIn?.find((one) => one.id === id)?.body;
  const outcome =
    initial === undefined
      ? await call.perform(changePolicy(set.kind, id, change))
      : await call.perform(putPolicy(set.kind, id, { initial, isImplied: true, change }));
  return isRefused(outcome) ? explained(set, outcome) : { kind: 'none' };
}

/** What is built in stays, and is as it was at first; a provider elsewhere goes (Microsoft Graph documentation: delete emailAuthenticationMethodConfiguration). */
async function removeConfiguration(call: GraphCall): Promise<GraphResult> {
  const id = configurationId(call.params.id ?? '');
  const removed = await call.perform(
    deletePolicy(set.kind, id, (before, work) => staleRefusal(set, before, call, work)),
  );
  if (!isRefused(removed)) return { kind: 'none' };
  const isInitial = removed.reason === 'not_found' && set.builtIn?.some((one) => one.id === id) === true;
  return isInitial ? { kind: 'none' } : explained(set, removed);
}

/** Microsoft Graph documentation: update fido2AuthenticationMethodConfiguration. A body must say which configuration it is. */
function typeFault(body: unknown, { name }: EntityType): GraphError | undefined {
  const given =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['@odata.type'] : undefined;
  return given === undefined
    ? graphError(400, 'Request_BadRequest', `A body must have '@odata.type': '#microsoft.graph.${name}'.`)
    : undefined;
}

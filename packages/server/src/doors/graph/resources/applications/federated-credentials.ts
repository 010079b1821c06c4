import type { Application, ApplicationId, FederatedIdentityCredential } from '@gatehouse/model';
import {
  changeFederatedCredential,
  createFederatedCredential,
  type DirectoryRefusal,
  federatedCredentialOf,
  findApplication,
  isRefused,
  refused,
  removeFederatedCredential,
} from '../../../../directory/index.js';
import { withValues } from '../../entities/with-values.js';
import { isStale } from '../../operations/entity-set.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../../resource.js';
import { type EntityType, filters, readBody, text, texts } from '../../schema/index.js';
import { federationAccess, readAccess } from './application-access.js';
import { type ContainedEntities, countContained, keyOf, listContained, showContained } from './contained-entities.js';

/** `federatedIdentityCredential` (Microsoft Graph documentation): trust in the tokens of another issuer. */
export const federatedCredentialType: EntityType = {
  name: 'federatedIdentityCredential',
  base: 'entity',
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    text('name', { required: true, query: { filter: filters.exact } }),
    text('issuer', { required: true, query: { filter: filters.exact } }),
    text('subject', { required: true, query: { filter: filters.exact } }),
    text('description'),
    texts('audiences', { required: true }),
  ],
  navigations: [],
};

const contained: ContainedEntities = {
  type: federatedCredentialType,
  name: 'federatedIdentityCredentials',
  asked: ['name', 'issuer', 'subject'],
};

const path = '/applications/:application/federatedIdentityCredentials';
const one = `${path}/:credential`;

/** What an application trusts instead of a secret; the newest word is the store's own, so that writes are seen at once. */
export const federatedCredentials: readonly GraphOperation[] = [
  operation('GET', path, 'List federated credentials', readAccess, list),
  operation('GET', `${path}/$count`, 'Count federated credentials', readAccess, async (id, call) => {
    const all = await credentialsOf(id, call);
    return all === undefined ? notFound(id) : countContained(contained, all.map(federatedCredentialEntity), call);
  }),
  operation('POST', path, 'Create a federated credential', federationAccess, async (id, call) =>
    create(id, call.body, call),
  ),
  operation('GET', one, 'Get a federated credential', readAccess, get),
  operation('PATCH', one, 'Update a federated credential, or make it if it is missing', federationAccess, update),
  operation('DELETE', one, 'Delete a federated credential', federationAccess, remove),
];

/** What Graph shows of a federated credential. Keys given for an issuer that cannot be reached are ours, and are not told. */
export function federatedCredentialEntity({ jwks: _jwks, ...credential }: FederatedIdentityCredential): GraphEntity {
  return credential;
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
    describes: { answer: federatedCredentialType },
    run: (call) => run(call.params.application as ApplicationId, call),
  };
}

async function credentialsOf(
  id: ApplicationId,
  call: GraphCall,
): Promise<Application['federatedIdentityCredentials'] | undefined> {
  return (await call.perform(findApplication(id)))?.federatedIdentityCredentials;
}

async function list(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const all = await credentialsOf(id, call);
  return all === undefined ? notFound(id) : listContained(contained, all.map(federatedCredentialEntity), call);
}

async function get(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const key = keyOf('credential', 'name', call);
  const found = federatedCredentialOf((await credentialsOf(id, call)) ?? [], key);
  return found === undefined ? notFound(key) : showContained(contained, federatedCredentialEntity(found), call, 200);
}

async function create(id: ApplicationId, given: unknown, call: GraphCall): Promise<GraphResult> {
  const body = readBody(federatedCredentialType, given, 'create');
  if (body.kind === 'error') return body;
  const { description, ...draft } = body.values as unknown as Omit<
    FederatedIdentityCredential,
    'id' | 'description'
  > & {
    readonly description?: string | null;
  };
  const made = await call.perform(
    createFederatedCredential(id, { ...draft, ...(typeof description === 'string' && { description }) }),
  );
  if (isRefused(made)) return refusalError(made, 'FederatedIdentityCredential');
  return showContained(contained, federatedCredentialEntity(made), call, 201);
}

async function update(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const key = keyOf('credential', 'name', call);
  // Microsoft Graph documentation: upsert federatedIdentityCredential.
  const mayCreate = (call.request.headers.prefer ?? '').toLowerCase().includes('create-if-missing');
  if (mayCreate && federatedCredentialOf((await credentialsOf(id, call)) ?? [], key) === undefined) {
    const { body } = call;
    const named = typeof body === 'object' && body !== null && !Array.isArray(body) ? { name: key, ...body } : body;
    return create(id, named, call);
  }
  const body = readBody(federatedCredentialType, call.body, 'update');
  if (body.kind === 'error') return body;
  const outcome = await call.perform(
    changeFederatedCredential(
      id,
      key,
      (before) =>
        staleness(before, call) ??
        (withValues(before as object, body.values, Object.keys(body.values)) as FederatedIdentityCredential),
    ),
  );
  return isRefused(outcome) ? refusalError(outcome, 'FederatedIdentityCredential') : { kind: 'none' };
}

async function remove(id: ApplicationId, call: GraphCall): Promise<GraphResult> {
  const outcome = await call.perform(removeFederatedCredential(id, keyOf('credential', 'name', call)));
  return isRefused(outcome) ? refusalError(outcome, 'FederatedIdentityCredential') : { kind: 'none' };
}

function staleness(before: FederatedIdentityCredential, { request }: GraphCall): DirectoryRefusal | undefined {
  return isStale(federatedCredentialEntity(before), request) ? refused('stale') : undefined;
}

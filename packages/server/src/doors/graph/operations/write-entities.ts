import { type DirectoryOperation, type DirectoryRefusal, isRefused, refused } from '../../../directory/index.js';
import { type GraphError, graphError } from '../graph-error.js';
import { refusalError } from '../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, OperationAccess } from '../resource.js';
import { type BodyExtras, type ReadBody, readBody } from '../schema/index.js';
import { type EntitySet, etagOf, isStale, renderEntities } from './entity-set.js';
import type { EntityOperation } from './read-entities.js';

/** What came of preparing a change: the operation that makes it, or why it cannot be. */
export type PreparedChange<Entity> = DirectoryOperation<Entity | DirectoryRefusal> | GraphError;

/** How entities are made of bodies. */
export interface CreateEntity<Entity> extends Omit<EntityOperation, 'me'> {
  readonly extras?: (call: GraphCall) => BodyExtras;
  prepare(body: ReadBody, call: GraphCall): PreparedChange<Entity> | Promise<PreparedChange<Entity>>;
}

/** `POST /users`: makes an entity and answers with it. */
export function createEntity<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  { summary, access, extras, prepare, beta }: CreateEntity<Entity>,
): GraphOperation {
  return {
    method: 'POST',
    path: `/${set.name}`,
    summary,
    access: { ...access, target: { kind: 'new' } },
    describes: { answer: set.type, body: set.type },
    ...(beta && { beta }),
    run: async (call) => {
      const body = readBody(set.type, call.body, 'create', withOpen(set, extras?.(call), call));
      if (body.kind === 'error') return body;
      const change = await prepare(body, call);
      if (typeof change !== 'function') return change;
      const entity = await call.perform(change);
      return isRefused(entity) ? refusalError(entity, titleOf(set)) : created(set, entity, call);
    },
  };
}

/** What a new entity is answered with. */
export async function created<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  entity: Entity,
  call: GraphCall,
): Promise<GraphResult> {
  const [shown] = await renderEntities(set, [entity], [], call);
  if (shown === undefined) throw new Error('a new entity is not shown');
  return {
    kind: 'entity',
    status: 201,
    context: set.name,
    entity: shown,
    select: null,
    etag: etagOf(shown.values),
  };
}

/** How entities are changed by bodies. */
export interface UpdateEntity<Entity> extends EntityOperation {
  readonly extras?: (call: GraphCall) => BodyExtras;
  /** @param check must be called with the entity as stored, while nobody else changes it: it refuses what the caller did not know. */
  prepare(
    id: string,
    body: ReadBody,
    check: (stored: Entity) => DirectoryRefusal | undefined,
    call: GraphCall,
  ): PreparedChange<Entity> | Promise<PreparedChange<Entity>>;
}

/** `PATCH /users/{key}`: changes what the body names, and answers with nothing. */
export function updateEntity<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  { summary, access, extras, prepare, me, beta }: UpdateEntity<Entity>,
): GraphOperation {
  return {
    method: 'PATCH',
    path: `/${set.name}/:${set.place}`,
    summary,
    access: { ...access, target: { kind: 'object', place: set.place } },
    describes: { body: set.type },
    ...(me && { me }),
    ...(beta && { beta }),
    run: async (call) => {
      const id = call.params[set.place] ?? '';
      const body = readBody(set.type, call.body, 'update', { ...withOpen(set, extras?.(call), call), id });
      if (body.kind === 'error') return body;
      const change = await prepare(id, body, staleCheck(set, call), call);
      if (typeof change !== 'function') return change;
      const outcome = await call.perform(change);
      return isRefused(outcome) ? refusalError(outcome, titleOf(set)) : { kind: 'none' };
    },
  };
}

/** How entities are removed. */
export interface DeleteEntity<Entity> extends EntityOperation {
  /** @param check must be called with the entity as stored: it refuses what the caller did not know. */
  prepare(
    id: string,
    check: (stored: Entity) => DirectoryRefusal | undefined,
    call: GraphCall,
  ): PreparedChange<unknown> | Promise<PreparedChange<unknown>>;
}

/** `DELETE /users/{key}`: removes an entity, and answers with nothing. */
export function deleteEntity<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  { summary, access, prepare, beta }: DeleteEntity<Entity>,
): GraphOperation {
  return {
    method: 'DELETE',
    path: `/${set.name}/:${set.place}`,
    summary,
    access: { ...access, target: { kind: 'object', place: set.place } },
    ...(beta && { beta }),
    run: async (call) => {
      const change = await prepare(call.params[set.place] ?? '', staleCheck(set, call), call);
      if (typeof change !== 'function') return change;
      const outcome = await call.perform(change);
      return isRefused(outcome) ? refusalError(outcome, titleOf(set)) : { kind: 'none' };
    },
  };
}

/** What an action does: a POST at an entity or a set. */
export interface Action {
  readonly path: string;
  readonly summary: string;
  readonly access: OperationAccess;
  readonly me?: true;
  readonly beta?: true;
  run(parameters: GraphEntity, call: GraphCall): Promise<GraphResult>;
}

/** `POST /users/{key}/revokeSignInSessions`: an action with parameters in its body (OData 4.01 Protocol §11.5.5). */
export function action({ run, ...operation }: Action): GraphOperation {
  return {
    ...operation,
    method: 'POST',
    run: async (call) => {
      const { body = {} } = call;
      if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        return graphError(400, 'Request_BadRequest', 'The parameters of an action are an object.');
      }
      return run(body as GraphEntity, call);
    },
  };
}

/** The name of a set's entities as sentences have it: `User`. */
export function titleOf({ type: { name } }: Pick<EntitySet<{ readonly id: string }>, 'type'>): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function staleCheck<Entity extends { readonly id: string }>(set: EntitySet<Entity>, call: GraphCall) {
  return (stored: Entity): DirectoryRefusal | undefined =>
    isStale(set.render(stored, call), call.request) ? refused('stale') : undefined;
}

function withOpen<Entity extends { readonly id: string }>(
  { openProperty }: EntitySet<Entity>,
  extras: BodyExtras = {},
  call: GraphCall,
): BodyExtras {
  return { ...(openProperty && { openProperty: openProperty(call) }), ...extras };
}

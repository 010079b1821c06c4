import type { RelatedTo } from '../../../directory/index.js';
import { type GraphError, graphError } from '../graph-error.js';
import { notFound } from '../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResult, OperationAccess } from '../resource.js';
import { type CheckedQuery, checkEntityQuery, checkQuery, type EntityType } from '../schema/index.js';
import { cursorOf, type EntitySet, etagOf, renderEntities } from './entity-set.js';

/** What an operation made from an entity set says beside that. */
export interface EntityOperation {
  readonly summary: string;
  readonly access: Omit<OperationAccess, 'target'>;
  readonly me?: true;
  readonly beta?: true;
}

/** `GET /users`: a page of entities. */
export function listEntities<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  { summary, access, beta }: EntityOperation,
): GraphOperation {
  return {
    method: 'GET',
    path: `/${set.name}`,
    summary,
    access: { ...access, target: { kind: 'tenant' } },
    describes: { answer: set.type, many: true },
    ...(beta && { beta }),
    run: (call) => listPage(set, call),
  };
}

/** One page of a set, as the call asks for it. */
export async function listPage<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  call: GraphCall,
  within: RelatedTo | null = null,
): Promise<GraphResult> {
  const query = await checkedQuery(set, call);
  if (query.kind === 'error') return query;
  if (set.page === undefined) throw new Error(`${set.name} cannot be listed`);
  const { objects, next } = await call.perform(set.page(query.objectQuery, call, within));
  const count = query.count ? await call.perform(countOf(set)(query.objectQuery.condition, call, within)) : undefined;
  if (count?.kind === 'too-many') return tooManyToCount();
  return {
    kind: 'collection',
    context: set.name,
    entities: await renderEntities(set, objects, query.expand, call),
    select: query.select,
    next: next === null ? null : query.nextToken(next),
    ...(count !== undefined && { count: count.count }),
  };
}

/** `GET /users/$count`: how many entities there are, as plain text; an advanced query (Microsoft Graph documentation). */
export function countEntities<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  { summary, access, beta }: EntityOperation,
): GraphOperation {
  return {
    method: 'GET',
    path: `/${set.name}/$count`,
    summary,
    access: { ...access, target: { kind: 'tenant' } },
    ...(beta && { beta }),
    run: (call) => countPlainly(set, call),
  };
}

/** How many entities of a set a call asks for, as plain text. */
export async function countPlainly<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  call: GraphCall,
  within: RelatedTo | null = null,
): Promise<GraphResult> {
  if (set.type.base === 'directoryObject' && !call.eventual) return countNeedsHeader();
  const query = await checkedQuery(set, { ...call, query: { ...call.query, count: true } });
  if (query.kind === 'error') return query;
  const count = await call.perform(countOf(set)(query.objectQuery.condition, call, within));
  return count.kind === 'too-many'
    ? tooManyToCount()
    : { kind: 'raw', mediaType: 'text/plain', body: String(count.count) };
}

/** Microsoft Graph documentation: advanced query capabilities on directory objects. */
export function countNeedsHeader(): GraphError {
  return graphError(400, 'Request_BadRequest', '$count is not currently supported.');
}

/** `GET /users/{key}`: one entity. */
export function getEntity<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  { summary, access, me, beta }: EntityOperation,
): GraphOperation {
  return {
    method: 'GET',
    path: `/${set.name}/:${set.place}`,
    summary,
    access: { ...access, target: { kind: 'object', place: set.place } },
    describes: { answer: set.type },
    ...(me && { me }),
    ...(beta && { beta }),
    run: async (call) => {
      const id = call.params[set.place] ?? '';
      const query = checkEntityQuery(set.type, call.query, {
        ...(set.expandable && { expandable: set.expandable }),
        ...(set.openProperty && { openProperty: set.openProperty(call) }),
      });
      if (query.kind === 'error') return query;
      const entity = await call.perform(set.find(id, call));
      if (entity === undefined) return notFound(id);
      const [shown] = await renderEntities(set, [entity], query.expand, call);
      if (shown === undefined) return notFound(id);
      return { kind: 'entity', context: set.name, entity: shown, select: query.select, etag: etagOf(shown.values) };
    },
  };
}

async function checkedQuery<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  call: GraphCall,
): Promise<CheckedQuery | GraphError> {
  return checkQuery(seenType(set.type, call.visible), call.query, {
    eventual: call.eventual,
    defaults: set.pageSize ?? { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
    ...(set.expandable && { expandable: set.expandable }),
    ...(set.openProperty && { openProperty: set.openProperty(call) }),
  });
}

/** What a caller may not see he cannot ask by either: the answer would tell. */
function seenType(type: EntityType, visible: readonly string[] | null): EntityType {
  if (visible === null) return type;
  const properties = type.properties.map(({ query, ...property }) =>
    query === undefined || !visible.includes(property.name) ? property : { ...property, query },
  );
  return { ...type, properties };
}

/** A set that is at hand whole has no count of its own: what a page without end holds is counted. */
function countOf<Entity extends { readonly id: string }>({ count, page, name }: EntitySet<Entity>): Counting<Entity> {
  if (count !== undefined) return count;
  if (page === undefined) throw new Error(`${name} cannot be counted`);
  return (condition, call, within) => async (work) => {
    const whole = { condition, order: null, top: mostAtHand, after: null };
    const { objects } = await page(whole, call, within)(work);
    return { kind: 'counted', count: objects.length };
  };
}

type Counting<Entity extends { readonly id: string }> = NonNullable<EntitySet<Entity>['count']>;

/** More than any collection that is at hand whole. */
const mostAtHand = 1_000_000;

/** A count that would walk a large tenant is refused: who needs it can narrow the filter. */
function tooManyToCount(): GraphError {
  return graphError(400, 'Request_UnsupportedQuery', 'There are too many objects to count with this filter.');
}

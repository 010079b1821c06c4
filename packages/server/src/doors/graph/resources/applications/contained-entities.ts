import { parseGuid } from '@gatehouse/model';
import { cursorOf, etagOf } from '../../operations/entity-set.js';
import { countNeedsHeader } from '../../operations/read-entities.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import type { GraphCall, GraphEntity, GraphResult } from '../../resource.js';
import { checkEntityQuery, checkQuery, type EntityType } from '../../schema/index.js';

/** Entities that live inside an application: few, and at hand whole. */
export interface ContainedEntities {
  readonly type: EntityType;
  /** As in paths: `federatedIdentityCredentials`. */
  readonly name: string;
  /** The names of the properties by which they can be asked for. */
  readonly asked: readonly string[];
}

/** One page of them. */
export async function listContained(
  { type, name, asked }: ContainedEntities,
  entities: readonly GraphEntity[],
  call: GraphCall,
): Promise<GraphResult> {
  const query = checkQuery(type, call.query, {
    eventual: call.eventual,
    defaults: { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
  });
  if (query.kind === 'error') return query;
  const fieldsOf = (entity: GraphEntity) => ({
    ...(Object.fromEntries(asked.map((one) => [one, entity[one] ?? null])) as Readonly<Record<string, string | null>>),
    id: String(entity.id),
  });
  const { condition } = query.objectQuery;
  const { objects, next } = pageInMemory(entities, fieldsOf, query.objectQuery);
  const all = { condition, order: null, after: null, top: Math.max(1, entities.length) };
  return {
    kind: 'collection',
    context: contextOf(name, call),
    entities: objects.map((values) => ({ type, values })),
    select: query.select,
    next: next === null ? null : query.nextToken(next),
    ...(query.count && { count: pageInMemory(entities, fieldsOf, all).objects.length }),
  };
}

/** How many there are, as plain text. */
export function countContained(
  { type }: ContainedEntities,
  entities: readonly GraphEntity[],
  { eventual }: GraphCall,
): GraphResult {
  if (type.base === 'directoryObject' && !eventual) return countNeedsHeader();
  return { kind: 'raw', mediaType: 'text/plain', body: String(entities.length) };
}

/** One of them, as its kind of answer has it. */
export function showContained(
  { type, name }: ContainedEntities,
  values: GraphEntity,
  call: GraphCall,
  status: 200 | 201,
): GraphResult {
  const query = status === 201 ? null : checkEntityQuery(type, call.query);
  if (query?.kind === 'error') return query;
  const select = query?.select ?? null;
  return {
    kind: 'entity',
    status,
    context: contextOf(name, call),
    entity: { type, values },
    select,
    ...(status === 200 && { etag: etagOf(values) }),
  };
}

/** The key that a path gives: an id, or the value of an alternate key with its name in front or without. */
export function keyOf(place: string, alternate: string, { params }: GraphCall): string {
  const key = params[place] ?? params[alternate] ?? params.id ?? '';
  return parseGuid(key) ?? key;
}

function contextOf(name: string, { params }: GraphCall): string {
  return `applications('${params.application}')/${name}`;
}

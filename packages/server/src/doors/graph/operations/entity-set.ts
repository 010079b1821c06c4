import { createHash, createHmac } from 'node:crypto';
import type { Condition, ObjectPage, ObjectQuery } from '@gatehouse/model';
import type { DirectoryOperation, RelatedTo } from '../../../directory/index.js';
import type { GraphCall, GraphEntity, TypedEntity } from '../resource.js';
import {
  createCursor,
  type Cursor,
  type EntityType,
  type Expandable,
  type Expansion,
  type OpenProperty,
} from '../schema/index.js';

/** How many entities of a kind satisfy a condition, or that there are too many to count. */
export type EntityCount = { readonly kind: 'counted'; readonly count: number } | { readonly kind: 'too-many' };

/** Entities of one type that can be listed, found and changed: what the operations below are made from. */
export interface EntitySet<Entity extends { readonly id: string }> {
  /** As in paths and contexts: `users`. */
  readonly name: string;
  readonly type: EntityType;
  /** The place of paths that stands for one of them: `user`. */
  readonly place: string;
  /** All properties of an entity, by Graph's names, as JSON shows them. */
  readonly render: (entity: Entity, call: GraphCall) => GraphEntity;
  readonly find: (id: string, call: GraphCall) => DirectoryOperation<Entity | undefined>;
  /** `within`: only those that a relation leads to from one object. */
  readonly page?: (
    query: ObjectQuery,
    call: GraphCall,
    within: RelatedTo | null,
  ) => DirectoryOperation<ObjectPage<Entity>>;
  readonly count?: (
    condition: Condition | null,
    call: GraphCall,
    within: RelatedTo | null,
  ) => DirectoryOperation<EntityCount>;
  /** How many entities a page holds, and may hold at most; 100 and 999 when absent. */
  readonly pageSize?: { readonly top: number; readonly maxTop: number };
  /** What navigations lead to, for `$expand`, and how it is found for several entities at once. */
  readonly expandable?: Expandable;
  readonly expand?: (
    ids: readonly string[],
    expansion: Expansion,
    call: GraphCall,
  ) => Promise<ReadonlyMap<string, unknown>>;
  /** What undeclared properties are, where the type is open. */
  readonly openProperty?: (call: GraphCall) => OpenProperty;
}

/** Entities as answers show them, with what `$expand` asks for. */
export async function renderEntities<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  entities: readonly Entity[],
  expansions: readonly Expansion[],
  call: GraphCall,
): Promise<readonly TypedEntity[]> {
  const [expansion] = expansions;
  const plain = entities.map((entity) => ({ type: set.type, values: set.render(entity, call) }));
  if (expansion === undefined || set.expand === undefined) return plain;
  const found = await set.expand(
    entities.map(({ id }) => id),
    expansion,
    call,
  );
  const nothing = expansion.navigation.collection ? [] : null;
  return plain.map((one, index) => ({
    ...one,
    expanded: { [expansion.navigation.name]: found.get(entities[index]?.id ?? '') ?? nothing },
  }));
}

/**
 * What an `If-Match` may name of an entity: it changes with every property (RFC 9110 §8.8.3). Weak, since what is shown of the entity
 * depends on the query.
 */
export function etagOf(values: GraphEntity): string {
  return `W/"${createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)}"`;
}

/** True when the request names an entity tag that is not this entity's any more (RFC 9110 §13.1.1). */
export function isStale(values: GraphEntity, { headers }: GraphCall['request']): boolean {
  const wanted = headers['if-match']?.trim();
  if (wanted === undefined || wanted === '' || wanted === '*') return false;
  const tag = etagOf(values);
  return !wanted.split(',').some((one) => one.trim() === tag);
}

/** What skip tokens of this call are written and read with. */
export async function cursorOf({ caller, door, path }: GraphCall): Promise<Cursor> {
  const key = await door.keys.tenantSecret(caller.tenant, 'graph pages');
  return createCursor({
    digest: (text) => createHmac('sha256', key).update(text).digest('base64url'),
    tenant: caller.tenant,
    path: path.toLowerCase(),
  });
}

import type { QueryPlace } from '@gatehouse/model';
import {
  changesOf,
  findDeleted,
  type JournalRow,
  lastSequence,
  relatedIds,
  type Relation,
} from '../../../directory/index.js';
import { type GraphError, graphError } from '../graph-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResult, TypedEntity } from '../resource.js';
import { checkEntityQuery } from '../schema/index.js';
import { cursorOf, type EntitySet } from './entity-set.js';
import type { EntityOperation } from './read-entities.js';

/** What changed of a set since it was last asked (Microsoft Graph documentation: delta query). */
export interface DeltaOperation extends EntityOperation {
  /** The kinds of journal target that are such entities. */
  readonly nouns: readonly string[];
  /** A relation whose changes are told with the entity, as `members@delta`. */
  readonly members?: {
    readonly property: string;
    readonly relation: Relation;
    readonly journaled: readonly [add: string, remove: string];
  };
}

const usualPage = 100;
const largestPage = 999;
const mostEntries = 1_000;
/** A page whose relations hold more ends there. */
const mostMembers = 20_000;

/** `GET /groups/delta`: first everything, page by page, then what changed since the token that came at the end. */
export function deltaOperation<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  operation: DeltaOperation,
): GraphOperation {
  return {
    method: 'GET',
    path: `/${set.name}/delta`,
    summary: operation.summary,
    access: { ...operation.access, target: { kind: 'tenant' } },
    describes: { answer: set.type, many: true },
    run: (call) => runDelta(set, operation, call),
  };
}

/** Where a delta stands: still listing everything, or telling of changes after a sequence number. */
interface Stand {
  readonly kind: 'listing' | 'changes';
  /** The journal's sequence number from which changes will be told, or have been told. */
  readonly sequence: number;
  /** The last entity listed. */
  readonly after: string | null;
}

interface Delta<Entity extends { readonly id: string }> {
  readonly set: EntitySet<Entity>;
  readonly operation: DeltaOperation;
  readonly call: GraphCall;
  readonly select: readonly string[] | null;
  readonly top: number;
  token(stand: Stand): string;
}

async function runDelta<Entity extends { readonly id: string }>(
  set: EntitySet<Entity>,
  operation: DeltaOperation,
  call: GraphCall,
): Promise<GraphResult> {
  const { query } = call;
  const shown = checkEntityQuery(set.type, { ...query, skiptoken: null, deltatoken: null, top: null });
  if (shown.kind === 'error') return shown;
  const top = query.top ?? preferredPage(call) ?? usualPage;
  if (top < 1 || top > largestPage) return invalid(`Invalid page size specified: '${top}'.`);
  const cursor = await cursorOf(call);
  // Tokens are bound to what is selected (Microsoft Graph documentation: delta query, state tokens).
  const question = (kind: Stand['kind']) => JSON.stringify(['delta', kind, shown.select]);
  const token = ({ kind, sequence, after }: Stand) =>
    cursor.write(question(kind), { value: sequence, id: after ?? '' });
  // The id is always told: a change says nothing without it.
  const select = shown.select === null ? null : [...new Set([...shown.select, 'id'])];
  const delta = { set, operation, call, select, top, token };
  if (query.deltatoken === 'latest') {
    const sequence = await call.perform(lastSequence());
    return { ...emptyPage(delta), delta: token({ kind: 'changes', sequence, after: null }) };
  }
  const given = query.deltatoken ?? query.skiptoken;
  if (given === null) return listEverything(delta, await call.perform(lastSequence()), null);
  const listing = cursor.read(question('listing'), given);
  if (listing !== undefined) return listEverything(delta, sequenceOf(listing), listing.id === '' ? null : listing.id);
  const changes = cursor.read(question('changes'), given);
  return changes === undefined ? expired() : tellChanges(delta, sequenceOf(changes));
}

async function listEverything<Entity extends { readonly id: string }>(
  delta: Delta<Entity>,
  sequence: number,
  after: string | null,
): Promise<GraphResult> {
  const { set, call, top, token } = delta;
  if (set.page === undefined) throw new Error(`${set.name} cannot be listed`);
  const place = after === null ? null : { value: null, id: after };
  const { objects, next } = await call.perform(
    set.page({ condition: null, order: null, top, after: place }, call, null),
  );
  const entities: TypedEntity[] = [];
  let members = 0;
  let last: string | null = next?.id ?? null;
  for (const [index, object] of objects.entries()) {
    const related = await membersOf(delta, object.id);
    members += related?.length ?? 0;
    entities.push(shownEntity(delta, object, related));
    if (members > mostMembers && index < objects.length - 1) {
      last = object.id;
      break;
    }
  }
  const page = { ...emptyPage(delta), entities };
  return last === null
    ? { ...page, delta: token({ kind: 'changes', sequence, after: null }) }
    : { ...page, next: token({ kind: 'listing', sequence, after: last }) };
}

async function tellChanges<Entity extends { readonly id: string }>(
  delta: Delta<Entity>,
  sequence: number,
): Promise<GraphResult> {
  const { set, operation, call, top, token } = delta;
  const entries = await call.perform(changesOf(operation.nouns, sequence, mostEntries));
  const told: JournalRow[] = [];
  const ids = new Set<string>();
  for (const entry of entries) {
    if (ids.size === top && !ids.has(entry.target.id)) break;
    ids.add(entry.target.id);
    told.push(entry);
  }
  const reached = told.at(-1)?.sequence ?? sequence;
  const page = { ...emptyPage(delta), entities: await changedEntities(delta, [...ids], told) };
  const isWhole = told.length === entries.length && entries.length < mostEntries;
  const stand: Stand = { kind: 'changes', sequence: reached, after: null };
  if (!isWhole) return { ...page, next: token(stand) };
  return { ...page, context: set.name, delta: token(stand) };
}

async function changedEntities<Entity extends { readonly id: string }>(
  delta: Delta<Entity>,
  ids: readonly string[],
  entries: readonly JournalRow[],
): Promise<readonly TypedEntity[]> {
  const { set, call } = delta;
  if (ids.length === 0 || set.page === undefined) return [];
  const condition = { kind: 'in', field: 'id', values: ids } as const;
  const { objects } = await call.perform(
    set.page({ condition, order: null, top: ids.length, after: null }, call, null),
  );
  const found = new Map(objects.map((object) => [object.id, object]));
  return Promise.all(
    ids.map(async (id) => {
      const object = found.get(id);
      const own = entries.filter((entry) => entry.target.id === id);
      return object === undefined ? removed(delta, id) : shownEntity(delta, object, changedMembers(delta, own));
    }),
  );
}

/** Gone for good, or deleted and still there to be restored. */
async function removed<Entity extends { readonly id: string }>(
  { set, call }: Delta<Entity>,
  id: string,
): Promise<TypedEntity> {
  const deleted = await call.perform(findDeleted(id));
  const reason = deleted === undefined ? 'deleted' : 'changed';
  return { type: { ...set.type, properties: [], base: 'entity' }, values: { id, '@removed': { reason } } };
}

function shownEntity<Entity extends { readonly id: string }>(
  { set, call, select, operation }: Delta<Entity>,
  object: Entity,
  related: readonly GraphEntity[] | undefined,
): TypedEntity {
  const { members } = operation;
  const isWanted = select === null || call.query.select.some(([name]) => name === members?.property);
  return {
    type: set.type,
    values: set.render(object, call),
    ...(members !== undefined && isWanted && related !== undefined && related.length > 0
      ? { expanded: { [`${members.property}@delta`]: related } }
      : {}),
  };
}

async function membersOf<Entity extends { readonly id: string }>(
  { operation: { members }, call }: Delta<Entity>,
  id: string,
): Promise<readonly GraphEntity[] | undefined> {
  if (members === undefined) return undefined;
  const related = await call.perform(relatedIds(members.relation, id, largestRelation));
  return related.map((one) => ({ '@odata.type': `#microsoft.graph.${one.type}`, id: one.id }));
}

/** More members than any group here is meant to have: what is beyond is not told. */
const largestRelation = 1_000_000;

/** What became of each member, by the last that the journal says of it. */
function changedMembers<Entity extends { readonly id: string }>(
  { operation: { members } }: Delta<Entity>,
  entries: readonly JournalRow[],
): readonly GraphEntity[] | undefined {
  if (members === undefined) return undefined;
  const [add] = members.journaled;
  const last = new Map<string, GraphEntity>();
  for (const { operation, changes } of entries.filter((entry) => members.journaled.includes(entry.operation))) {
    for (const change of changes) {
      const member = (change.new ?? change.old) as { readonly id?: string; readonly type?: string } | undefined;
      if (member?.id === undefined) continue;
      const type = member.type ?? '';
      const told = {
        '@odata.type': `#microsoft.graph.${type.charAt(0).toLowerCase()}${type.slice(1)}`,
        id: member.id,
      };
      last.set(member.id, operation === add ? told : { ...told, '@removed': { reason: 'deleted' } });
    }
  }
  return [...last.values()];
}

function emptyPage<Entity extends { readonly id: string }>({ set, select }: Delta<Entity>) {
  return { kind: 'collection', context: `${set.name}/$delta`, entities: [], select, next: null } as const;
}

/** `Prefer: odata.maxpagesize=50` (OData 4.01 Protocol §8.2.8.5). */
function preferredPage({ request }: GraphCall): number | undefined {
  const size = /(?:^|[,;\s])odata\.maxpagesize=(\d{1,4})(?:$|[,;\s])/i.exec(request.headers.prefer ?? '')?.[1];
  return size === undefined ? undefined : Math.min(Number(size), largestPage);
}

function sequenceOf({ value }: QueryPlace): number {
  return typeof value === 'number' ? value : 0;
}

function expired(): GraphError {
  // Microsoft Graph documentation: delta query, synchronization reset.
  return graphError(
    410,
    'syncStateNotFound',
    'The sync state generation is not found; continuing from it is not possible.',
  );
}

function invalid(message: string): GraphError {
  return graphError(400, 'Request_BadRequest', message);
}

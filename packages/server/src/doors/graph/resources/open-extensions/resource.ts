import {
  changeOpenExtension,
  createOpenExtension,
  deleteOpenExtension,
  type ExtendedObject,
  findOpenExtension,
  isRefused,
  listOpenExtensions,
  type StoredOpenExtension,
} from '../../../../directory/index.js';
import type { GraphError } from '../../graph-error.js';
import { etagOf, isStale } from '../../operations/entity-set.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type {
  GraphCall,
  GraphEntity,
  GraphOperation,
  GraphResource,
  GraphResult,
  TypedEntity,
} from '../../resource.js';
import { checkEntityQuery, type EntityType, readBody, text } from '../../schema/index.js';
import { readAccess, writeAccess } from './open-extension-access.js';

/** `openTypeExtension` (Microsoft Graph documentation: openTypeExtension resource type): a name, and any values. */
const openTypeExtensionType: EntityType = {
  name: 'openTypeExtension',
  base: 'entity',
  open: true,
  properties: [text('id'), text('extensionName', { maxLength: 128, nullable: false })],
  navigations: [],
};

/** The kinds of object that values can be hung on, by their place in paths. */
const places = { users: 'user', groups: 'group', devices: 'device' } as const;
type Kind = keyof typeof places;

/** Values that applications hang on objects (Microsoft Graph documentation: open extensions). */
export const openExtensions: GraphResource = {
  name: 'openExtensions',
  types: [openTypeExtensionType],
  operations: (Object.keys(places) as Kind[]).flatMap(operationsOf),
};

function operationsOf(kind: Kind): readonly GraphOperation[] {
  const place = places[kind];
  const path = `/${kind}/:${place}/extensions`;
  const target = { kind: 'object', place } as const;
  const me = kind === 'users' ? ({ me: true } as const) : {};
  const reading = { method: 'GET', access: { ...readAccess[kind], target }, ...me } as const;
  const writing = { access: { ...writeAccess[kind], target }, ...me } as const;
  const describes = { answer: openTypeExtensionType, body: openTypeExtensionType };
  return [
    { ...reading, path, summary: `List open extensions of one of the ${kind}`, run: (call) => list(place, call) },
    { ...reading, path: `${path}/:extension`, summary: 'Get an open extension', run: (call) => get(place, call) },
    {
      ...writing,
      method: 'POST',
      path,
      summary: 'Hang values on an object',
      describes,
      run: (call) => create(place, call),
    },
    {
      ...writing,
      method: 'PATCH',
      path: `${path}/:extension`,
      summary: 'Put other values in place of those of an open extension',
      describes: { body: openTypeExtensionType },
      run: (call) => update(place, call),
    },
    {
      ...writing,
      method: 'DELETE',
      path: `${path}/:extension`,
      summary: 'Take an open extension away',
      run: (call) => remove(place, call),
    },
  ];
}

type ObjectKind = (typeof places)[Kind];

function objectOf(place: ObjectKind, { params }: GraphCall): ExtendedObject {
  return { type: place, id: params[place] ?? '' };
}

/** A name, or the whole id (Microsoft Graph documentation: get open extension). */
function nameOf({ params }: GraphCall): string {
  return (params.extension ?? '').replace(/^#?microsoft\.graph\.openTypeExtension\./i, '');
}

async function list(place: ObjectKind, call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(openTypeExtensionType, call.query, { openProperty: () => 'any' });
  if (query.kind === 'error') return query;
  const found = await call.perform(listOpenExtensions(objectOf(place, call)));
  if (isRefused(found)) return refusalOf(found);
  return {
    kind: 'collection',
    context: contextOf(place, call),
    entities: found.map(entityOf),
    select: query.select,
    next: null,
    polymorphic: true,
  };
}

async function get(place: ObjectKind, call: GraphCall): Promise<GraphResult> {
  const query = checkEntityQuery(openTypeExtensionType, call.query, { openProperty: () => 'any' });
  if (query.kind === 'error') return query;
  const found = await call.perform(findOpenExtension(objectOf(place, call), nameOf(call)));
  return found === undefined ? notFound(nameOf(call)) : answer(place, found, call, query.select);
}

async function create(place: ObjectKind, call: GraphCall): Promise<GraphResult> {
  const body = bodyOf(call, 'create');
  if (body.kind === 'error') return body;
  const { extensionName, values } = body;
  if (extensionName === undefined) return invalid('extensionName');
  const creator = call.caller.principal.appId;
  const made = await call.perform(createOpenExtension(objectOf(place, call), { extensionName, creator, values }));
  return isRefused(made) ? refusalOf(made) : { ...answer(place, made, call, null), status: 201 };
}

async function update(place: ObjectKind, call: GraphCall): Promise<GraphResult> {
  const body = bodyOf(call, 'update');
  if (body.kind === 'error') return body;
  const name = nameOf(call);
  const object = objectOf(place, call);
  const stored = await call.perform(findOpenExtension(object, name));
  if (stored === undefined) return notFound(name);
  // What a body repeats changes nothing; a name never changes.
  const { extensionName = stored.body.extensionName, values } = body;
  if (extensionName !== stored.body.extensionName) return invalid('extensionName');
  if (isStale(valuesOf(stored), call.request)) return refusalOf({ kind: 'refused', reason: 'stale' });
  // All of the values are replaced (Microsoft Graph documentation: update open extension).
  const changed = await call.perform(changeOpenExtension(object, name, (before) => ({ ...before, values })));
  return isRefused(changed) ? refusalOf(changed) : { kind: 'none' };
}

async function remove(place: ObjectKind, call: GraphCall): Promise<GraphResult> {
  const removed = await call.perform(deleteOpenExtension(objectOf(place, call), nameOf(call)));
  return isRefused(removed) ? refusalOf(removed) : { kind: 'none' };
}

interface GivenExtension {
  readonly kind: 'given';
  readonly extensionName: string | undefined;
  readonly values: GraphEntity;
}

/** What a body says: a name, which may stand as the id as well, and values that are no structures. */
function bodyOf(call: GraphCall, mode: 'create' | 'update'): GivenExtension | GraphError {
  const body = readBody(openTypeExtensionType, call.body, mode, { openProperty: () => 'any' });
  if (body.kind === 'error') return body;
  const { id = null, extensionName, ...values } = body.values as GraphEntity;
  const name = (extensionName ?? id) as string | null;
  const odd = Object.entries(values).find(
    ([, value]) => !isPlain(value) && !(Array.isArray(value) && value.every(isPlain)),
  );
  if (odd !== undefined) return invalid(odd[0]);
  return { kind: 'given', extensionName: name ?? undefined, values };
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function answer(
  place: ObjectKind,
  stored: StoredOpenExtension,
  call: GraphCall,
  select: readonly string[] | null,
): Extract<GraphResult, { kind: 'entity' }> {
  const entity = entityOf(stored);
  const context = contextOf(place, call);
  return { kind: 'entity', context, entity, select, polymorphic: true, etag: etagOf(entity.values) };
}

/** Undeclared values are shown unasked: a type of its own declares what this extension has. */
function entityOf(stored: StoredOpenExtension): TypedEntity {
  const declared = Object.keys(stored.body.values).map((name) => text(name));
  const type = { ...openTypeExtensionType, properties: [...openTypeExtensionType.properties, ...declared] };
  return { type, values: valuesOf(stored) };
}

function valuesOf({ body: { extensionName, values } }: StoredOpenExtension): GraphEntity {
  return { ...values, id: extensionName, extensionName };
}

function contextOf(place: ObjectKind, { params }: GraphCall): string {
  return `${place}s('${params[place] ?? ''}')/extensions`;
}

function refusalOf(refusal: Parameters<typeof refusalError>[0]): GraphError {
  return refusalError(refusal, 'OpenTypeExtension');
}

function invalid(property: string): GraphError {
  return refusalOf({ kind: 'refused', reason: 'invalid', property });
}

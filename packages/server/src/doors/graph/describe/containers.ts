import type { GraphOperation } from '../resource.js';
import { type EntityType, many, type Navigation, one } from '../schema/index.js';

/** What the platform calls the types of its containers, by path; others are called after their last segment. */
const typeNames: ReadonlyMap<string, string> = new Map([
  ['directory', 'directory'],
  ['identity', 'identityContainer'],
  ['policies', 'policyRoot'],
]);

/** A place in the tree of paths: what an operation answers there, and what lies below. */
interface Place {
  answer?: { readonly type: string; readonly isMany: boolean };
  readonly below: Map<string, Place>;
}

/** Where the service begins beside what resources say themselves. */
export interface Containers {
  /** Entities that hold others and are nothing more: `/policies`, `/directory`, `/identity/conditionalAccess`. */
  readonly types: readonly EntityType[];
  /** By name, with their types. */
  readonly singletons: Readonly<Record<string, string>>;
  readonly sets: Readonly<Record<string, string>>;
}

/**
 * Finds the containers in the paths of operations, so that metadata leads to all of them (OData CSDL 4.01 §13.3): a first segment that
 * is neither a set nor a singleton of its own is one.
 * @param known the names of sets and singletons.
 */
export function containersOf(operations: readonly GraphOperation[], known: ReadonlySet<string>): Containers {
  const root: Place = { below: new Map() };
  for (const { method, path, describes } of operations) {
    if (method !== 'GET' || describes?.answer === undefined) continue;
    const segments = path.split('/').slice(1);
    if (known.has(segments[0] ?? '') || segments.some((segment) => !/^[a-zA-Z0-9]+$/.test(segment))) continue;
    placeOf(root, segments).answer ??= { type: describes.answer.name, isMany: describes.many === true };
  }
  const found = [...root.below].filter(([, { answer }]) => answer === undefined);
  const sets = [...root.below].flatMap(([name, { answer }]) => (answer?.isMany === true ? [[name, answer.type]] : []));
  return {
    types: found.flatMap(([name, place]) => typesOf(name, place)),
    singletons: Object.fromEntries(found.map(([name]) => [name, typeName(name)])),
    sets: Object.fromEntries(sets) as Readonly<Record<string, string>>,
  };
}

function placeOf(root: Place, segments: readonly string[]): Place {
  return segments.reduce((place, segment) => {
    const below = place.below.get(segment) ?? { below: new Map<string, Place>() };
    place.below.set(segment, below);
    return below;
  }, root);
}

function typesOf(path: string, { below }: Place): readonly EntityType[] {
  const navigations = [...below].map(([name, place]): Navigation => {
    const { answer } = place;
    if (answer === undefined) return one(name, typeName(`${path}/${name}`), { contained: true });
    return answer.isMany ? many(name, answer.type, { contained: true }) : one(name, answer.type, { contained: true });
  });
  const type: EntityType = { name: typeName(path), base: 'entity', properties: [], navigations };
  const inner = [...below].filter(([, { answer }]) => answer === undefined);
  return [type, ...inner.flatMap(([name, place]) => typesOf(`${path}/${name}`, place))];
}

function typeName(path: string): string {
  return typeNames.get(path) ?? `${path.slice(path.lastIndexOf('/') + 1)}Root`;
}

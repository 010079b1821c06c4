import { builtInStrengths } from '@gatehouse/policy';
import { parseGuid } from '@gatehouse/model';
import type { ReferenceKind } from '../references.js';
import type { Body, BodyContext, DocumentContext } from './document-section.js';

/** What the words at a place in a policy name. */
export type NamedKind = ReferenceKind | 'role' | 'named-location' | 'authentication-strength-policy';

/** A place in a policy at which it names something: a list of words, or one word. */
export interface NamingPlace {
  readonly path: readonly string[];
  readonly kind: NamedKind;
  /** Words that are no names. */
  readonly words?: readonly string[];
}

/** The body with ids in place of names. What was stored and is gone from the directory stays where it is: its id still stands there. */
export function withIds(body: Body, places: readonly NamingPlace[], context: BodyContext): Body {
  return places.reduce<Body>((changed, place) => {
    const stored = valueAt(context.stored, place.path);
    return mapAt(changed, place.path, (value) => {
      if (typeof value === 'string') return idOf(value, place, place.path, context);
      if (!Array.isArray(value)) return value;
      const ids = value.map((word, index) => idOf(String(word), place, [...place.path, index], context));
      const gone = Array.isArray(stored) ? stored.map(String).filter((id) => isGone(id, place, context)) : [];
      return inOrderOf([...new Set([...ids, ...gone])], stored);
    });
  }, body);
}

/** The body with names in place of ids, without the ids of what is gone. */
export function withNames(body: Body, places: readonly NamingPlace[], context: DocumentContext): Body {
  return places.reduce<Body>(
    (changed, place) =>
      mapAt(changed, place.path, (value) => {
        if (typeof value === 'string') return nameOf(value, place, context);
        if (!Array.isArray(value)) return value;
        return value
          .filter((id) => !isGone(String(id), place, context))
          .map((id) => nameOf(String(id), place, context));
      }),
    body,
  );
}

/** Every name in an item that may mean an object of the directory. */
export function namesAt(item: Body, places: readonly NamingPlace[]): readonly string[] {
  return places.flatMap(({ path, kind, words = [] }) => {
    const value = valueAt(item, path);
    const found = (Array.isArray(value) ? value : [value]).filter((word) => typeof word === 'string');
    const isObject = !['role', 'named-location', 'authentication-strength-policy'].includes(kind);
    return isObject ? found.filter((word) => !words.includes(word)) : [];
  });
}

function idOf(
  word: string,
  { kind, words = [] }: NamingPlace,
  path: readonly PropertyKey[],
  context: BodyContext,
): string {
  if (words.includes(word)) return word;
  const id = lookUp(word, kind, context);
  if (id !== undefined) return id;
  // An id may be that of something that is gone; nothing is called so, but nothing is written wrongly either.
  const guid = parseGuid(word);
  if (guid === undefined) context.refuse(path, `nothing here is called \`${word}\``);
  else context.warn(path, `nothing here has the id ${guid}`);
  return guid ?? word;
}

function lookUp(word: string, kind: NamedKind, context: DocumentContext): string | undefined {
  switch (kind) {
    case 'role':
      return context.roles.find(word);
    case 'named-location':
      return context.documentId(kind, word);
    case 'authentication-strength-policy':
      return strengthIds.get(word) ?? context.documentId(kind, word);
    default:
      return context.references.find(word, [kind])?.id;
  }
}

function nameOf(id: string, { kind, words = [] }: NamingPlace, context: DocumentContext): string {
  if (words.includes(id)) return id;
  const name = calledBy(id, kind, context);
  // A location may be called `All`.
  return name !== undefined && !words.includes(name) && lookUp(name, kind, context) === id ? name : id;
}

function calledBy(id: string, kind: NamedKind, context: DocumentContext): string | undefined {
  switch (kind) {
    case 'role':
      return context.roles.nameOf(id);
    case 'named-location':
      return context.documentName(kind, id);
    case 'authentication-strength-policy':
      return builtInStrengths.get(id)?.displayName ?? context.documentName(kind, id);
    default:
      return context.references.nameOf(id, [kind]);
  }
}

const strengthIds: ReadonlyMap<string, string> = new Map(
  [...builtInStrengths].flatMap(([id, { displayName }]) => [
    [displayName, id],
    [id, id],
  ]),
);

/** True for an id of something that is no longer there. */
function isGone(id: string, place: NamingPlace, context: DocumentContext): boolean {
  const isWord = place.words?.includes(id) === true;
  return !isWord && parseGuid(id) !== undefined && lookUp(id, place.kind, context) === undefined;
}

/** The same list in the stored order, which means nothing, where it holds the same. */
function inOrderOf(wanted: readonly string[], stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return wanted;
  const known = stored.filter((one): one is string => typeof one === 'string' && wanted.includes(one));
  return [...new Set([...known, ...wanted])];
}

function valueAt(body: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return body;
  if (typeof body !== 'object' || body === null) return undefined;
  return valueAt((body as Body)[first], rest);
}

/** The body with the value at a path in place of which stands what `change` gives; unchanged where there is nothing. */
export function mapAt(body: Body, [first = '', ...rest]: readonly string[], change: (value: unknown) => unknown): Body {
  const value = body[first];
  if (value === undefined || value === null) return body;
  if (rest.length === 0) return { ...body, [first]: change(value) };
  if (typeof value !== 'object' || Array.isArray(value)) return body;
  return { ...body, [first]: mapAt(value as Body, rest, change) };
}

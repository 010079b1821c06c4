import type { GraphError } from '../../graph-error.js';
import { isOpenName, noOpenProperty, type OpenProperty } from '../declared-properties.js';
import type { Navigation, Property } from '../entity-type.js';
import { propertyTypeName, qualifiedName } from '../type-names.js';
import { incompatibleType, unknownProperty } from './body-error.js';

/** An object's type, as far as annotations beside its members matter. */
export interface Annotated {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly navigations: readonly Navigation[];
  readonly open?: true;
}

/** Control information that clients send back with what they read (OData JSON Format 4.01 §4.6). It says nothing that a write needs. */
const ofObjects = new Set(['context', 'id', 'etag', 'editLink', 'readLink']);
const ofNavigations = new Set(['context', 'count', 'nextLink', 'navigationLink', 'associationLink']);

/**
 * Judges a member whose name has an `@`: `@odata.type` must name the type that the place has, other control information of what was
 * read is passed over, and anything else is refused, since nothing of a body is dropped unseen.
 * @returns undefined when the member is no annotation.
 */
export function readAnnotation(
  name: string,
  given: unknown,
  type: Annotated,
  openProperty: OpenProperty = noOpenProperty,
): 'passed' | GraphError | undefined {
  const at = name.indexOf('@');
  if (at < 0) return undefined;
  const [target, term] = [name.slice(0, at), name.slice(at + 1)];
  const information = term.startsWith('odata.') ? term.slice('odata.'.length) : '';
  if (information === 'type') {
    const expected = typeOf(target, type, openProperty);
    if (expected === 'any') return 'passed';
    if (expected === undefined) return unknownProperty(name);
    // What is no text may have no text form either.
    const said = typeof given === 'string' ? given : JSON.stringify(given);
    return typeof given === 'string' && namesType(given, expected) ? 'passed' : incompatibleType(said, expected);
  }
  const isNavigation = type.navigations.some((one) => one.name === target);
  const known = target === '' ? ofObjects : isNavigation ? ofNavigations : undefined;
  return known?.has(information) === true ? 'passed' : unknownProperty(name);
}

function typeOf(target: string, { name, properties, open }: Annotated, openProperty: OpenProperty): string | undefined {
  if (target === '') return qualifiedName(name);
  const declared = properties.find((one) => one.name === target);
  const property = declared ?? (open === true && isOpenName(target) ? openProperty(target, name) : undefined);
  return property === undefined || property === 'any' ? property : propertyTypeName(property);
}

/**
 * OData JSON Format 4.01 §4.6.3: `#` before the name of a type; built-in ones stand without `Edm`. The directory's own namespace, in
 * which names begin with a capital, means Graph's (Microsoft Graph documentation: manage custom security attribute assignments).
 */
function namesType(given: string, expected: string): boolean {
  const bare = given
    .replace(/^#/, '')
    .replace(/^(Collection\()?Edm\./, '$1')
    .replace(/^Microsoft\.DirectoryServices\.(\w)/, (_all, first: string) => `microsoft.graph.${first.toLowerCase()}`);
  return bare === expected.replace(/^(Collection\()?Edm\./, '$1');
}

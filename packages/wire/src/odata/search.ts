import { deepestQuery, mostNodes, type Reading, type Refusal } from './cursor.js';
import type { Path } from './filter.js';
import { longestOption } from './tokens.js';

/**
 * A `$search`, as a tree. `property` is null for a term that names none. A chain of AND or of OR is one node.
 * How a text matches is for the resource to say.
 */
export type Search =
  | { readonly kind: 'term'; readonly property: Path | null; readonly text: string }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Search[] };

/** A term in double quotes, in which a backslash stands before a double quote or a backslash; an operator; or a parenthesis. */
const piece = /[ \t\r\n]*(?:"((?:[^"\\\0]|\\["\\])+)"|(AND|OR)(?![A-Za-z0-9_])|([()]))/y;
const blank = /[ \t\r\n]*$/y;
const clause = /^([A-Za-z_]\w{0,127}(?:\/[A-Za-z_]\w{0,127}){0,9}):/;

/**
 * Reads a `$search`: terms in double quotes, `"property:text"`, combined with AND and OR in capitals outside the quotes, AND before
 * OR, and parentheses (OData 4.01 part 2 §5.1.8; Microsoft Graph documentation, "search query parameter"). Bare words, NOT and terms
 * side by side, which OData knows, are refused: Graph's directory objects do not take them.
 */
export function readSearch(text: string): Reading<Search> {
  if (text.length > longestOption)
    return refused(longestOption, `The value is longer than ${longestOption} characters.`);
  const reader = openReader(text);
  const search = reader.readOr(0);
  if ('reason' in search) return search;
  return reader.isAtEnd() ? { kind: 'read', value: search } : reader.syntaxError();
}

function openReader(text: string) {
  let position = 0;
  let nodes = 0;

  /** The next piece, if it is wanted; otherwise the place stays where it is. */
  const take = (wanted: (found: RegExpExecArray) => boolean): RegExpExecArray | undefined => {
    piece.lastIndex = position;
    const found = piece.exec(text);
    if (found === null || !wanted(found)) return undefined;
    position = piece.lastIndex;
    return found;
  };
  const isAtEnd = (): boolean => {
    blank.lastIndex = position;
    return blank.test(text);
  };
  const syntaxError = (at = position): Refusal => refused(at, `Syntax error at position ${at}.`);

  const readChain = (kind: 'and' | 'or', read: () => Search | Refusal): Search | Refusal => {
    const first = read();
    if ('reason' in first) return first;
    const operands = [first];
    while (take((found) => found[2] === kind.toUpperCase()) !== undefined) {
      const next = read();
      if ('reason' in next) return next;
      operands.push(next);
    }
    return operands.length === 1 ? first : { kind, operands };
  };
  const readOr = (depth: number): Search | Refusal => readChain('or', () => readChain('and', () => readTerm(depth)));
  const readTerm = (depth: number): Search | Refusal => {
    nodes += 1;
    if (nodes > mostNodes) return refused(position, `The query has more than ${mostNodes} parts.`);
    if (depth > deepestQuery) return refused(position, `The query is nested more than ${deepestQuery} levels deep.`);
    if (take((found) => found[3] === '(') !== undefined) {
      const inner = readOr(depth + 1);
      if ('reason' in inner || take((found) => found[3] === ')') !== undefined) return inner;
      return syntaxError();
    }
    const start = position;
    const term = take((found) => found[1] !== undefined)?.[1];
    const read = term === undefined ? undefined : termOf(term.replace(/\\(["\\])/g, '$1'));
    return read ?? syntaxError(start);
  };
  return { readOr, isAtEnd, syntaxError };
}

/** What stands before the first colon is a property when it looks like one. */
function termOf(term: string): Search | undefined {
  const property = clause.exec(term)?.[1];
  const text = property === undefined ? term : term.slice(property.length + 1);
  if (text.trim() === '') return undefined;
  return { kind: 'term', property: property?.split('/') ?? null, text };
}

function refused(position: number, reason: string): Refusal {
  return { kind: 'refused', position, reason };
}

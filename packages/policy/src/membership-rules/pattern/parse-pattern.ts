import type { PatternNode, TextPlace } from './pattern.js';
import type { PatternCursor } from './pattern-cursor.js';
import { readClass, readEscapedSet, setOf } from './read-character-set.js';

const deepestGroup = 50;

const places: ReadonlyMap<string, TextPlace> = new Map([
  ['b', 'wordEdge'],
  ['B', 'noWordEdge'],
  ['A', 'start'],
  ['z', 'end'],
  ['Z', 'lastLineEnd'],
]);

/** Every character but a line feed. */
const anyCharacter: PatternNode = {
  kind: 'set',
  set: { isNegated: true, items: [{ kind: 'range', from: 10, to: 10 }] },
};

/** Reads a whole pattern. .NET documentation: Regular expression language, the parts that an automaton without memory can follow. */
export function parsePattern(cursor: PatternCursor): PatternNode | undefined {
  const node = readChoice(cursor, 0);
  if (node === undefined) return undefined;
  return cursor.ahead() === undefined ? node : cursor.refuse('this `)` closes nothing: write `\\)` for the character');
}

function readChoice(cursor: PatternCursor, depth: number): PatternNode | undefined {
  const parts: PatternNode[] = [];
  do {
    const part = readSequence(cursor, depth);
    if (part === undefined) return undefined;
    parts.push(part);
  } while (cursor.take('|'));
  const [only] = parts;
  return parts.length === 1 ? only : { kind: 'choice', parts };
}

function readSequence(cursor: PatternCursor, depth: number): PatternNode | undefined {
  const parts: PatternNode[] = [];
  for (let next = cursor.ahead(); next !== undefined && next !== '|' && next !== ')'; next = cursor.ahead()) {
    const part = readRepeated(cursor, depth);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const [only] = parts;
  return parts.length === 1 ? only : { kind: 'sequence', parts };
}

function readRepeated(cursor: PatternCursor, depth: number): PatternNode | undefined {
  const part = readAtom(cursor, depth);
  if (part === undefined) return undefined;
  const start = cursor.position;
  const bounds = readQuantifier(cursor);
  if (bounds === undefined) return part;
  // Whether a quantifier is lazy changes what is captured, never whether there is a match.
  cursor.take('?');
  const again = cursor.position;
  if (readQuantifier(cursor) !== undefined) return cursor.refuse('one quantifier cannot follow another', again);
  const { least, most } = bounds;
  if (most !== null && most < least) return cursor.refuse('the counts must be in ascending order', start);
  return { kind: 'repeat', part, least, most };
}

/** A `{` that begins no quantifier is a character. */
function readQuantifier(cursor: PatternCursor): { readonly least: number; readonly most: number | null } | undefined {
  if (cursor.take('*')) return { least: 0, most: null };
  if (cursor.take('+')) return { least: 1, most: null };
  if (cursor.take('?')) return { least: 0, most: 1 };
  const [written, least, comma, most] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(cursor.rest(40)) ?? [];
  if (written === undefined) return undefined;
  cursor.step(written.length);
  if (comma === undefined) return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === '' ? null : Number(most) };
}

function readAtom(cursor: PatternCursor, depth: number): PatternNode | undefined {
  const character = cursor.ahead() ?? '';
  switch (character) {
    case '(':
      return readGroup(cursor, depth);
    case '[':
      return wrapped(readClass(cursor));
    case '\\':
      return readEscape(cursor);
    case '*':
    case '+':
    case '?':
      return cursor.refuse(`there is nothing here to repeat: write \`\\${character}\` for the character`);
    default:
      cursor.step();
      if (character === '.') return anyCharacter;
      if (character === '^') return { kind: 'place', place: 'start' };
      if (character === '$') return { kind: 'place', place: 'lastLineEnd' };
      return { kind: 'set', set: setOf(character) };
  }
}

function readGroup(cursor: PatternCursor, depth: number): PatternNode | undefined {
  const start = cursor.position;
  if (depth >= deepestGroup) return cursor.refuse(`groups may nest at most ${deepestGroup} levels deep`);
  cursor.step();
  if (cursor.rest(2) === '?:') cursor.step(2);
  else if (cursor.ahead() === '?') {
    const reason =
      'groups that begin with `(?` are not supported, but for `(?:`; `-notMatch` asks for the absence of something';
    return cursor.refuse(reason, start);
  }
  const inner = readChoice(cursor, depth + 1);
  if (inner === undefined) return undefined;
  return cursor.take(')') ? inner : cursor.refuse('this `(` is not closed: write `\\(` for the character', start);
}

function readEscape(cursor: PatternCursor): PatternNode | undefined {
  const place = places.get(cursor.ahead(1) ?? '');
  if (place === undefined) return wrapped(readEscapedSet(cursor));
  cursor.step(2);
  return { kind: 'place', place };
}

function wrapped(set: ReturnType<typeof readClass>): PatternNode | undefined {
  return set && { kind: 'set', set };
}

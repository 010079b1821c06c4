import type { CharacterItem, CharacterSet } from './pattern.js';
import type { PatternCursor } from './pattern-cursor.js';

const categories: ReadonlyMap<string, CharacterItem> = new Map([
  ['d', { kind: 'digit', isNegated: false }],
  ['D', { kind: 'digit', isNegated: true }],
  ['w', { kind: 'word', isNegated: false }],
  ['W', { kind: 'word', isNegated: true }],
  ['s', { kind: 'space', isNegated: false }],
  ['S', { kind: 'space', isNegated: true }],
]);

const controls: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
  ['v', '\v'],
]);

/** The set of one character. */
export function setOf(character: string): CharacterSet {
  return { isNegated: false, items: [itemOf(character)] };
}

/** Reads a backslash and what it escapes. */
export function readEscapedSet(cursor: PatternCursor): CharacterSet | undefined {
  const item = readEscapedItem(cursor);
  return item && { isNegated: false, items: [item] };
}

/** Reads `[…]`. A `]` that comes first is a character, as is a `-` at either end. */
export function readClass(cursor: PatternCursor): CharacterSet | undefined {
  const start = cursor.position;
  cursor.step();
  const isNegated = cursor.take('^');
  const items: CharacterItem[] = [];
  while (items.length === 0 || cursor.ahead() !== ']') {
    if (cursor.ahead() === undefined)
      return cursor.refuse('this `[` is not closed: write `\\[` for the character', start);
    // .NET takes `[a-z-[aeiou]]` for a subtraction.
    if (cursor.rest(2) === '-[') return cursor.refuse('write `\\-` for a hyphen before a `[`');
    const item = readRange(cursor);
    if (item === undefined) return undefined;
    items.push(item);
  }
  cursor.step();
  return { isNegated, items };
}

function readRange(cursor: PatternCursor): CharacterItem | undefined {
  const start = cursor.position;
  const from = readItem(cursor);
  if (from === undefined || cursor.ahead() !== '-') return from;
  if (cursor.ahead(1) === undefined || cursor.ahead(1) === ']' || cursor.ahead(1) === '[') return from;
  cursor.step();
  const to = readItem(cursor);
  if (to === undefined) return undefined;
  if (from.kind !== 'range' || to.kind !== 'range' || to.to < from.from) {
    return cursor.refuse('this range of characters is not in order: write `\\-` for a hyphen', start);
  }
  return { kind: 'range', from: from.from, to: to.to };
}

function readItem(cursor: PatternCursor): CharacterItem | undefined {
  if (cursor.ahead() === '\\') return readEscapedItem(cursor);
  const character = cursor.ahead() ?? '';
  cursor.step();
  return itemOf(character);
}

function readEscapedItem(cursor: PatternCursor): CharacterItem | undefined {
  const escaped = cursor.ahead(1);
  if (escaped === undefined) return cursor.refuse('a backslash cannot come last: write `\\\\` for the character');
  const category = categories.get(escaped);
  const [hexadecimal] = /^(?:x[0-9a-f]{2}|u[0-9a-f]{4})/i.exec(cursor.rest(6).slice(1)) ?? [];
  const code = hexadecimal !== undefined && /^[xu]/.test(hexadecimal) ? hexadecimal : undefined;
  if (category === undefined && code === undefined && !controls.has(escaped) && /[\p{L}\p{N}_]/u.test(escaped)) {
    return cursor.refuse(
      /[1-9k]/.test(escaped) ? 'references to groups are not supported' : `\`\\${escaped}\` is not supported`,
    );
  }
  cursor.step(1 + (code ?? escaped).length);
  if (code !== undefined) return itemOf(String.fromCodePoint(Number.parseInt(code.slice(1), 16)));
  return category ?? itemOf(controls.get(escaped) ?? escaped);
}

function itemOf(character: string): CharacterItem {
  const code = character.codePointAt(0) ?? 0;
  return { kind: 'range', from: code, to: code };
}

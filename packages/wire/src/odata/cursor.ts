import { longestOption, type Token, tokenize } from './tokens.js';

/** How deep parentheses, `not`, lambdas and `$expand` may be nested. */
export const deepestQuery = 30;
/** How many tests and listed values one query option may hold. */
export const mostNodes = 200;

/** Why a text cannot be read. `position` counts from 0 in the value of the option; `reason` is a sentence. */
export interface Refusal {
  readonly kind: 'refused';
  readonly position: number;
  readonly reason: string;
}

/** What came of reading the value of one option. */
export type Reading<T> = { readonly kind: 'read'; readonly value: T } | Refusal;

/**
 * A place in the tokens of one option. It only goes forward, so reading takes time in proportion to the text. What reads from it
 * returns undefined once something was refused, and reads no further.
 */
export interface Cursor {
  /** The token to be read next, or one of the two after it. */
  ahead(further?: 1 | 2): Token;
  step(): Token;
  /** Steps over this mark, if it comes next. */
  takeMark(mark: string): boolean;
  /** Steps over this word in any letter case, if it comes next. */
  takeWord(word: string): boolean;
  /** Refuses the token that comes next, or `at`. The position is added to what is said. */
  refuse(what: string, at?: Token): undefined;
  /** Reads something one level further in. */
  deeper<T>(read: () => T | undefined): T | undefined;
  /** Counts what becomes part of the tree. */
  node<T>(made: T): T | undefined;
}

/** Reads the whole value of one option. Never throws. */
export function readWhole<T>(text: string, read: (cursor: Cursor) => T | undefined): Reading<T> {
  if (text.length > longestOption) {
    const reason = `The value is longer than ${longestOption} characters.`;
    return { kind: 'refused', position: longestOption, reason };
  }
  const { cursor, refusal } = openCursor(tokenize(text));
  const value = read(cursor);
  if (value !== undefined && cursor.ahead().kind !== 'end') cursor.refuse('Syntax error');
  const refused = refusal();
  if (refused !== undefined) return refused;
  if (value === undefined) throw new Error('nothing was read and nothing was refused');
  return { kind: 'read', value };
}

function openCursor(tokens: readonly Token[]): { cursor: Cursor; refusal: () => Refusal | undefined } {
  let place = 0;
  let depth = 0;
  let nodes = 0;
  let refusal: Refusal | undefined;
  const last: Token = tokens.at(-1) ?? { kind: 'end', text: '', position: 0 };
  const ahead = (further = 0): Token => tokens[place + further] ?? last;
  const takeIf = (wanted: boolean): boolean => {
    if (wanted) place += 1;
    return wanted;
  };
  const say = (token: Token, reason: string): undefined => {
    refusal = { kind: 'refused', position: token.position, reason };
  };
  const refuse = (what: string, at = ahead()): undefined =>
    say(at, at.kind === 'unreadable' ? at.text : `${what} at position ${at.position}.`);
  const cursor: Cursor = {
    ahead,
    step: () => {
      const token = ahead();
      place += 1;
      return token;
    },
    takeMark: (mark) => takeIf(ahead().kind === 'mark' && ahead().text === mark),
    takeWord: (word) => takeIf(ahead().kind === 'word' && ahead().text.toLowerCase() === word),
    refuse,
    deeper: (read) => {
      if (depth >= deepestQuery) return say(ahead(), `The query is nested more than ${deepestQuery} levels deep.`);
      depth += 1;
      const found = read();
      depth -= 1;
      return found;
    },
    node: (made) => {
      nodes += 1;
      return nodes > mostNodes ? say(ahead(), `The query has more than ${mostNodes} parts.`) : made;
    },
  };
  return { cursor, refusal: () => refusal };
}

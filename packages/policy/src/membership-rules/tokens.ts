/** The longest rule, in UTF-16 code units. Microsoft Entra documentation: Manage rules for dynamic membership groups. */
export const longestRule = 3072;

/** One word of a rule. */
export interface Token {
  /**
   * `operator` is a word with a hyphen before it, which is not part of its text; `end` stands after the last token; `unreadable`
   * ends the tokens, and its text says why.
   */
  readonly kind: 'word' | 'operator' | 'string' | 'number' | 'dateTime' | 'mark' | 'end' | 'unreadable';
  /** As written; of a string, what it says. */
  readonly text: string;
  /** Where it starts, counted from 0. */
  readonly position: number;
}

interface Taken {
  readonly token: Token;
  /** Where the next one may start. */
  readonly end: number;
}

/** What a token may look like, tried in this order. The documentation writes some hyphens as en dashes. */
const shapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['dateTime', /\d{4}-\d\d-\d\d(?:T[\d:.]{1,24}(?:Z|[+-]\d\d:\d\d)?)?(?![\w.:-])/iy],
  ['number', /-?\d{1,19}(?:\.\d{1,19})?(?![\w.:-])/y],
  ['operator', /(?<=[-–])[A-Za-z]{1,32}(?!\w)/y],
  ['word', /[A-Za-z_$]\w{0,199}(?:\.[A-Za-z_]\w{0,199}){0,3}(?![\w.])/y],
  ['mark', /[(),[\]]/y],
];

const space = /\s*/y;

/** Takes a rule of at most `longestRule` apart, once from left to right. White space only separates. */
export function tokenize(rule: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = matchAt(space, rule, 0)?.length ?? 0;
  while (position < rule.length) {
    const { token, end } = readAt(rule, position);
    tokens.push(token);
    if (token.kind === 'unreadable') return tokens;
    position = end + (matchAt(space, rule, end)?.length ?? 0);
  }
  return [...tokens, { kind: 'end', text: '', position: rule.length }];
}

function readAt(rule: string, position: number): Taken {
  if (rule[position] === '"') return readDoubleQuoted(rule, position);
  if (rule[position] === "'") return readSingleQuoted(rule, position);
  if (rule.startsWith('`"', position)) return readWithQuotes(rule, position);
  for (const [kind, shape] of shapes) {
    const start = kind === 'operator' ? position + 1 : position;
    const text = matchAt(shape, rule, start);
    if (text !== undefined) return { token: { kind, text, position }, end: start + text.length };
  }
  const character = String.fromCodePoint(rule.codePointAt(position) ?? 0);
  if (/[“”‘’]/.test(character)) return unreadable('write straight double quotes around texts', position);
  return unreadable(`\`${character}\` cannot be read here`, position);
}

/** A backtick before a double quote or a backtick makes it plain, and two single quotes stand for one ("Supported values"). */
function readDoubleQuoted(rule: string, position: number): Taken {
  let text = '';
  for (let at = position + 1; at < rule.length; at += 1) {
    const [character = '', next] = [rule[at], rule[at + 1]];
    if (character === '"') return { token: { kind: 'string', text, position }, end: at + 1 };
    const isPair = (character === '`' && (next === '"' || next === '`')) || (character === "'" && next === "'");
    text += isPair ? next : character;
    if (isPair) at += 1;
  }
  return unreadable('this text has no closing double quote', position);
}

function readSingleQuoted(rule: string, position: number): Taken {
  let text = '';
  for (let at = position + 1; at < rule.length; at += 1) {
    const isPair = rule[at] === "'" && rule[at + 1] === "'";
    if (rule[at] === "'" && !isPair) return { token: { kind: 'string', text, position }, end: at + 1 };
    text += rule[at];
    if (isPair) at += 1;
  }
  return unreadable('this text has no closing single quote', position);
}

/** A text between escaped double quotes has them as part of its value ("Supported values"). */
function readWithQuotes(rule: string, position: number): Taken {
  const close = rule.indexOf('`"', position + 2);
  if (close < 0) return unreadable('this text has no closing double quote', position);
  const inner = rule.slice(position + 2, close).replaceAll("''", "'");
  return { token: { kind: 'string', text: `"${inner}"`, position }, end: close + 2 };
}

function unreadable(reason: string, position: number): Taken {
  return { token: { kind: 'unreadable', text: reason, position }, end: position };
}

function matchAt(shape: RegExp, text: string, position: number): string | undefined {
  shape.lastIndex = position;
  return shape.exec(text)?.[0];
}

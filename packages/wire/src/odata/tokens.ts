/** The longest value of one query option, in UTF-16 code units: 8 kB of ASCII text. */
export const longestOption = 8192;

/** One word of a query option. */
export interface Token {
  /** `option` is a name with `$` before it; `end` stands after the last token; `unreadable` ends the tokens, and its text says why. */
  readonly kind:
    | 'word'
    | 'option'
    | 'string'
    | 'integer'
    | 'decimal'
    | 'guid'
    | 'date'
    | 'dateTime'
    | 'mark'
    | 'end'
    | 'unreadable';
  /** As written; of a string, what it says. */
  readonly text: string;
  /** Where it starts, counted from 0. */
  readonly position: number;
}

/** What a token may look like, tried in this order (OData 4.01 ABNF §6; identifiers in ASCII, as all of Graph's are). */
const shapes: readonly (readonly [Token['kind'], RegExp])[] = [
  ['dateTime', /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d)(?![\w.:-])/iy],
  ['date', /\d{4}-\d\d-\d\d(?![\w.:-])/y],
  ['guid', /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w.:-])/iy],
  ['decimal', /-?\d{1,19}\.\d{1,19}(?![\w.:-])/y],
  ['integer', /-?\d{1,19}(?![\w.:-])/y],
  ['word', /[A-Za-z_]\w{0,127}(?:\.[A-Za-z_]\w{0,127}){0,9}(?![\w.])/y],
  ['option', /\$[A-Za-z]{1,32}(?!\w)/y],
  ['mark', /[(),/:;=*]/y],
];

const space = /[ \t\r\n]*/y;

/** Takes text of at most `longestOption` apart, once from left to right. White space only separates. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = matchAt(space, text, 0)?.length ?? 0;
  while (position < text.length) {
    const { token, end } = text[position] === "'" ? readString(text, position) : readToken(text, position);
    tokens.push(token);
    if (token.kind === 'unreadable') return tokens;
    position = end + (matchAt(space, text, end)?.length ?? 0);
  }
  return [...tokens, { kind: 'end', text: '', position: text.length }];
}

function readToken(text: string, position: number): { token: Token; end: number } {
  for (const [kind, shape] of shapes) {
    const found = matchAt(shape, text, position);
    if (found !== undefined) return { token: { kind, text: found, position }, end: position + found.length };
  }
  return unreadable(`Syntax error at position ${position}.`, position);
}

/** A string ends at its first single quote, save that two of them stand for one (OData 4.01 part 2 §2). */
function readString(text: string, position: number): { token: Token; end: number } {
  let value = '';
  for (let from = position + 1; ; ) {
    const quote = text.indexOf("'", from);
    if (quote < 0) return unreadable(`There is an unterminated string literal at position ${position}.`, position);
    value += text.slice(from, quote);
    from = quote + 1;
    if (text[from] !== "'") {
      // U+0000 can be stored nowhere, so nothing can be compared with it.
      if (value.includes('\0')) return unreadable(`Syntax error at position ${position}.`, position);
      return { token: { kind: 'string', text: value, position }, end: from };
    }
    value += "'";
    from += 1;
  }
}

function unreadable(reason: string, position: number): { token: Token; end: number } {
  return { token: { kind: 'unreadable', text: reason, position }, end: position };
}

function matchAt(shape: RegExp, text: string, position: number): string | undefined {
  shape.lastIndex = position;
  return shape.exec(text)?.[0];
}

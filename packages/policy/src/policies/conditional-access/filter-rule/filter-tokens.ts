/** One word of a filter. */
export interface FilterToken {
  readonly kind: 'word' | 'operator' | 'text' | 'mark';
  /** As written; of an operator without its hyphen, of a text what it says. */
  readonly text: string;
}

const shapes: readonly (readonly [FilterToken['kind'], RegExp])[] = [
  ['word', /([A-Za-z]\w*(?:\.\w+)+)/y],
  ['operator', /-([A-Za-z]+)/y],
  // A backtick before a double quote or a backtick makes it plain.
  ['text', /"((?:[^"`]|`["`]|`(?!["`]))*)"/y],
  ['mark', /([()[\],])/y],
];

/** Takes a filter apart. @returns its tokens, or what cannot be read */
export function filterTokens(rule: string): readonly FilterToken[] | string {
  const tokens: FilterToken[] = [];
  let position = rule.length - rule.trimStart().length;
  if (position === rule.length) return 'must not be empty';
  while (position < rule.length) {
    const found = tokenAt(rule, position);
    if (found === undefined) return `\`${rule.slice(position, position + 20)}\` cannot be read`;
    tokens.push(found.token);
    const rest = rule.slice(found.end);
    position = found.end + (rest.length - rest.trimStart().length);
  }
  return tokens;
}

function tokenAt(rule: string, position: number): { readonly token: FilterToken; readonly end: number } | undefined {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = position;
    const [whole, inner = ''] = shape.exec(rule) ?? [];
    if (whole === undefined) continue;
    const text = kind === 'text' ? inner.replaceAll(/`(["`])/g, '$1') : inner;
    return { token: { kind, text }, end: position + whole.length };
  }
  return undefined;
}

/** The last character there is. */
const lastCharacter = '\u{10ffff}';

/** The first character that no column can hold: U+0000, and halves of surrogate pairs, which UTF-8 has no form for. */
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Whether a column of type text can hold it. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/**
 * The least text that can be stored among those that come after a text that cannot: stored texts stand before the one exactly when
 * they stand before the other.
 */
export function storableAfter(text: string): string {
  const at = unstorable.exec(text)?.index ?? text.length;
  return text.slice(0, at) + (text.charCodeAt(at) === 0 ? '\u0001' : '\ue000');
}

/** The least text after all those that begin with `prefix`; undefined when there is none. */
export function afterPrefix(prefix: string): string | undefined {
  const characters = [...prefix];
  while (characters.at(-1) === lastCharacter) characters.pop();
  const last = characters.pop()?.codePointAt(0);
  if (last === undefined) return undefined;
  const next = last + 1 === 0xd800 ? 0xe000 : last + 1;
  return characters.join('') + String.fromCodePoint(next);
}

/** The characters in reverse, as the database's `reverse` gives them. */
export function reversed(text: string): string {
  return [...text].reverse().join('');
}

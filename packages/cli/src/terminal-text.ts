/**
 * A text of somebody's making as a line on a terminal may show it: without what moves a cursor, changes colours or turns the direction of
 * reading, which could make a plan look like another one.
 * @param longest how many characters of it are shown; all of them, when absent
 */
export function terminalText(text: string, longest = Number.POSITIVE_INFINITY): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ');
  if (plain.length <= longest) return plain;
  // By characters, so that none is cut in half.
  const characters = [...plain];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : plain;
}

/** Text as it is compared: without regard to letter case. Whatever keeps text to be asked for folds it by this. */
export function foldText(text: string): string {
  return text.toLowerCase();
}

/** The words of a text as they are compared: whatever stands between characters that are neither letters nor digits. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{Nd}]+/gu) ?? [];
}

/**
 * Orders folded texts by their code points, as collation "C" of the store orders UTF-8. JavaScript's own order is that of code
 * units, in which characters beyond U+FFFF come too early.
 */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at === length) return left.length - right.length;
  const before = left.charCodeAt(at - 1);
  // Two pairs may differ in their second halves only.
  const start = before >= 0xd800 && before < 0xdc00 ? at - 1 : at;
  return (left.codePointAt(start) ?? 0) - (right.codePointAt(start) ?? 0);
}

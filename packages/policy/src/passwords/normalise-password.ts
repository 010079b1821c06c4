/** Signs that people write for letters (Microsoft Entra documentation: password protection, step 1). */
const signs: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'l'],
  ['$', 's'],
  ['@', 'a'],
]);

/** A password or a term as banned ones are compared: lower case, with letters in place of the signs that stand for them. */
export function normalisePassword(text: string): string {
  return [...text.toLowerCase()].map((sign) => signs.get(sign) ?? sign).join('');
}

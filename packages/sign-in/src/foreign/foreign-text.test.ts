import { describe, expect, it } from 'vitest';
import { foreignText } from './foreign-text.js';

describe('foreign text', () => {
  it.each([
    ['an override', 'invoice\u202egnp.exe', 'invoicegnp.exe'],
    ['embeddings', '\u202aA\u202bB\u202c', 'AB'],
    ['isolates, also one that closes ours', 'A\u2069B\u2066C\u2067D\u2068', 'ABCD'],
    ['control characters', 'A\u0000B\u001bC\u007f', 'ABC'],
  ])('loses %s', (_, given, shown) => {
    expect(foreignText(given)).toBe(shown);
  });

  it('keeps names in every script as they are', () => {
    for (const name of ['سارة الأحمد', 'שרה לוי', '山田 花子', 'Zoë Ångström', 'می‌خواهم', '👩‍👩‍👧']) {
      expect(foreignText(name)).toBe(name);
    }
  });
});

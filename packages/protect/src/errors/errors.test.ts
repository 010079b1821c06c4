import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorTable, quote } from './index.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Code, status and action of each row of the README's table of errors. */
const documented = [...readme.matchAll(/^\| `(\w+)` +\| (\d{3}) +\| `(\w+)` +\| \S.* \|$/gm)].map((row) =>
  row.slice(1),
);

describe('the table of errors', () => {
  it('stands in the README, row by row', () => {
    const rows = Object.entries(errorTable).map(([code, { status, action }]) => [code, String(status), action]);
    expect(documented).toEqual(rows);
  });

  it.each(Object.entries(errorTable))('%s is plain text that fits into a header', (_code, { message }) => {
    expect(message).toMatch(/^[a-zA-Z][\x20-\x21\x23-\x5b\x5d-\x7e]+[^.]$/);
  });

  it('pairs each Bearer error with the status of RFC 6750', () => {
    const statuses = { invalid_token: 401, insufficient_scope: 403, insufficient_claims: 401 };
    const odd = Object.entries(errorTable).filter(
      ([, { bearerError, status }]) => bearerError !== undefined && status !== statuses[bearerError],
    );
    expect(odd).toEqual([]);
  });
});

describe('a value of a token in the log', () => {
  it.each([
    ['text', 'abc', '"abc"'],
    ['text with line breaks', 'a\nb', '"a\\nb"'],
    ['nothing', undefined, 'a value of type undefined'],
    ['null', null, 'a value of type null'],
    ['a list', ['a'], 'a value of type array'],
  ])('%s is one line', (_title, value, expected) => {
    expect(quote(value)).toBe(expected);
  });

  it('is cut short', () => {
    expect(quote('x'.repeat(1000))).toHaveLength(121);
  });
});

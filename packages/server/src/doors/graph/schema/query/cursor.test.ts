import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryContext } from './check-query.js';
import { createCursor } from './cursor.js';
import { check, cursor, digest, id } from './query-bench.fixture.js';

describe('a skip token', () => {
  const asked = "$filter=startswith(displayName,'x')&$orderby=displayName";
  const place = { value: 'xylo', id };
  const token = (query = asked) => {
    const found = check(query);
    if (found.kind === 'error') throw new Error(found.message);
    return found.nextToken(place);
  };
  const goOn = (query: string, skiptoken: string, more: Partial<QueryContext> = {}) => {
    const found = check(`${query}&$skiptoken=${skiptoken}`, more);
    return found.kind === 'error' ? `${found.code}: ${found.message}` : found.objectQuery.after;
  };
  const expired =
    'Directory_ExpiredPageToken: The specified page token value has expired and can no longer be included in your request.';

  it('goes on where the page before ended', () => {
    expect(goOn(asked, token())).toEqual(place);
  });

  it('goes on with another size of pages, and when something else is shown', () => {
    expect(goOn(`${asked}&$top=5&$select=id`, token())).toEqual(place);
  });

  it.each([
    ['another filter', "$filter=startswith(displayName,'y')&$orderby=displayName"],
    ['another order', "$filter=startswith(displayName,'x')&$orderby=displayName desc"],
    ['no filter', '$orderby=displayName'],
  ])('is refused with %s', (_, query) => {
    expect(goOn(query, token())).toBe(expired);
  });

  it.each([
    ['in another tenant', createCursor({ digest, tenant: 't2', path: '/applications' })],
    ['at another path', createCursor({ digest, tenant: 't1', path: '/users' })],
    ['under another key', createCursor({ digest: (all) => `x${digest(all)}`, tenant: 't1', path: '/applications' })],
  ])('is refused %s', (_, other) => {
    expect(goOn(asked, token(), { cursor: other })).toBe(expired);
  });

  it('is refused when it was altered anywhere', () => {
    const good = token();
    for (let index = 0; index < good.length; index += 1) {
      const altered = `${good.slice(0, index)}${good[index] === 'A' ? 'B' : 'A'}${good.slice(index + 1)}`;
      expect(goOn(asked, altered)).toBe(expired);
    }
    expect(goOn(asked, `${good}.`)).toBe(expired);
    expect(goOn(asked, good.slice(0, -1))).toBe(expired);
  });

  it.each([
    'x',
    'bnVsbA',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('[{},"a","b"]').toString('base64url'),
  ])('is refused when it is no token at all: %s', (odd) => {
    expect(goOn(asked, odd)).toBe(expired);
  });

  it('holds any place', () => {
    const values = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(values, fc.uuid(), (value, last) => {
        expect(cursor.read('q', cursor.write('q', { value, id: last }))).toEqual({ value, id: last });
      }),
    );
  });
});

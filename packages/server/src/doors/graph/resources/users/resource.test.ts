import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { avery, type GraphBench, openGraphBench } from '../../graph-bench.fixture.js';
import { users } from './resource.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

interface Page {
  readonly value: readonly { readonly displayName: string }[];
  readonly '@odata.nextLink'?: string;
}

describe('GET /users', () => {
  it('walks every person exactly once, page by page, by absolute links', async () => {
    const names: string[] = [];
    let query = '$top=2&$select=displayName';
    for (let page = 0; page < 5; page += 1) {
      const { body } = await bench.call(users, '/users', { query });
      const { value, '@odata.nextLink': next } = body as unknown as Page;
      names.push(...value.map((one) => one.displayName));
      if (next === undefined) break;
      expect(next).toMatch(/^https:\/\/login\.example\/v1\.0\/users\?/);
      query = new URL(next).search.slice(1);
    }
    expect(names.sort()).toEqual(['avery', 'blake', 'casey', 'drew', 'ellis']);
  });

  it.each([
    '$top=0',
    '$top=1000',
    '$top=x',
    '$skiptoken=broken',
    '$filter=x',
    '$top=1&$top=2',
    '$select=nothing',
    '%zz',
  ])('refuses ?%s', async (query) => {
    expect(await bench.call(users, '/users', { query })).toMatchObject({ status: 400 });
  });
});

describe('GET /users/{key}', () => {
  it.each([avery, 'avery@contoso.example', 'AVERY@contoso.example'])('finds %s', async (key) => {
    expect(await bench.call(users, '/users/:key', { key })).toMatchObject({ status: 200, body: { id: avery } });
  });

  it.each(['70000000-0000-4000-8000-00000000000f', 'nobody@contoso.example', "' or 1=1 --", 'zero\u0000byte'])(
    'answers 404 for %s',
    async (key) => {
      expect(await bench.call(users, '/users/:key', { key })).toEqual({
        status: 404,
        body: { code: 'Request_ResourceNotFound' },
      });
    },
  );
});

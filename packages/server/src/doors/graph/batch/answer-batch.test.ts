import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, personId } from '../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const batch = (...requests: object[]) => bench.call('POST', '/$batch', { body: { requests } });

describe('a batch', () => {
  it('answers each request as it would alone, with both ways of writing addresses', async () => {
    const { status, body } = await batch(
      { id: 'a', method: 'GET', url: '/users/blake@contoso.example?$select=displayName' },
      { id: 'b', method: 'GET', url: '/v1.0/me?$select=displayName' },
      { id: 'c', method: 'GET', url: 'users/nobody@contoso.example' },
      { id: 'd', method: 'get', url: '/users/$count', headers: { ConsistencyLevel: 'eventual' } },
    );
    expect(status).toBe(200);
    expect(body.responses).toMatchObject([
      {
        id: 'a',
        status: 200,
        headers: { 'Content-Type': 'application/json;odata.metadata=minimal' },
        body: { displayName: 'blake' },
      },
      { id: 'b', status: 200, body: { displayName: 'avery' } },
      { id: 'c', status: 404, body: { error: { code: 'Request_ResourceNotFound' } } },
      { id: 'd', status: 200, body: '5' },
    ]);
  });

  it('makes a request after those it depends on, and not at all when one of them fails', async () => {
    const path = `/users/${personId('blake')}`;
    const { body } = await batch(
      {
        id: '1',
        method: 'PATCH',
        url: path,
        headers: { 'Content-Type': 'application/json' },
        body: { jobTitle: 'Baker' },
      },
      { id: '2', method: 'GET', url: `${path}?$select=jobTitle`, dependsOn: ['1'] },
      { id: '3', method: 'PATCH', url: path, headers: { 'Content-Type': 'application/json' }, body: { odd: 1 } },
      { id: '4', method: 'PATCH', url: path, body: { jobTitle: 'Never' }, dependsOn: ['3'] },
    );
    expect(body.responses).toMatchObject([
      { id: '1', status: 204 },
      { id: '2', status: 200, body: { jobTitle: 'Baker' } },
      { id: '3', status: 400 },
      { id: '4', status: 424, body: { error: { code: 'FailedDependency' } } },
    ]);
    expect((await bench.call('GET', path)).body).toMatchObject({ jobTitle: 'Baker' });
  });

  const get = { method: 'GET', url: '/me' };
  it.each<[string, unknown]>([
    ['no requests', {}],
    ['none in the list', { requests: [] }],
    ['more than 20', { requests: Array.from({ length: 21 }, (_, id) => ({ id: String(id), ...get })) }],
    [
      'one id twice',
      {
        requests: [
          { id: '1', ...get },
          { id: '1', ...get },
        ],
      },
    ],
    ['no id', { requests: [get] }],
    ['no method', { requests: [{ id: '1', url: '/me' }] }],
    ['a method that cannot be batched', { requests: [{ id: '1', method: 'TRACE', url: '/me' }] }],
    ['no address', { requests: [{ id: '1', method: 'GET' }] }],
    ['a dependency that is not there', { requests: [{ id: '1', ...get, dependsOn: ['2'] }] }],
    ['a dependency on itself', { requests: [{ id: '1', ...get, dependsOn: ['1'] }] }],
    ['what is no request', { requests: ['x'] }],
  ])('is refused with %s', async (_title, body) => {
    expect(await bench.call('POST', '/$batch', { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'BadRequest' } },
    });
  });

  it('holds no batch', async () => {
    const inner = { requests: [{ id: '1', ...get }] };
    const { body } = await batch({ id: '1', method: 'POST', url: '/$batch', body: inner });
    expect(body.responses).toMatchObject([{ status: 400 }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, personId } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

describe('photos', () => {
  it.each(['/me/photo', '/me/photo/$value', '/users/blake@contoso.example/photo'])(
    'nobody has one: %s',
    async (path) => {
      const scopes = ['User.Read'];
      expect(await bench.call('GET', path, { as: personId('blake'), scopes })).toMatchObject({
        status: 404,
        body: { error: { code: 'ImageNotFound', message: "The photo wasn't found." } },
      });
    },
  );

  it('are not told of to whoever may not read the person', async () => {
    const answer = await bench.call('GET', '/users/casey@contoso.example/photo', {
      as: personId('blake'),
      scopes: ['User.Read'],
    });
    expect(answer.status).toBe(403);
  });
});

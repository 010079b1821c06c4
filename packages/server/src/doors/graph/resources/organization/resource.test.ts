import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, tenant } from '../../graph-bench.fixture.js';
import { organization } from './resource.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

describe('GET /organization', () => {
  it('is a collection with the one tenant of the caller', async () => {
    const { status, body } = await bench.call(organization, '/organization');
    expect(status).toBe(200);
    expect(body.value).toEqual([
      expect.objectContaining({
        id: tenant,
        displayName: 'Contoso',
        verifiedDomains: [
          { name: 'contoso.example', isDefault: true, isInitial: expect.any(Boolean), type: 'Managed' },
        ],
      }),
    ]);
  });
});

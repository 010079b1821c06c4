import { xml2json } from 'odata-csdl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphWorld, startGraphWorld } from '../support/graph-world.js';

let world: GraphWorld;
beforeAll(async () => {
  world = await startGraphWorld();
});
afterAll(() => world.stop());

describe('FAITHFUL-WIRE: what Graph tells of itself', () => {
  test.each(['v1.0', 'beta'])('the metadata of %s loads in an OData parser, without a token', async (version) => {
    const answer = await world.fetch(`${world.baseUrl}/${version}/$metadata`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/xml']);
    const schema = xml2json(await answer.text(), { strict: true })['microsoft.graph'] ?? {};
    const kinds = (kind: string) => Object.entries(schema).flatMap(([name, one]) => (one.$Kind === kind ? [name] : []));
    expect(kinds('EntityType')).toEqual(
      expect.arrayContaining([
        'directoryObject',
        'user',
        'group',
        'application',
        'servicePrincipal',
        'device',
        'organization',
      ]),
    );
    expect(schema.user).toMatchObject({ $BaseType: 'microsoft.graph.directoryObject', displayName: expect.anything() });
    expect(schema.GraphService ?? schema[kinds('EntityContainer')[0] ?? '']).toMatchObject({
      users: { $Collection: true, $Type: 'microsoft.graph.user' },
      me: { $Type: 'microsoft.graph.user' },
    });
  });

  test('an OpenAPI document describes every path with its permissions', async () => {
    const answer = await world.fetch(`${world.baseUrl}/gatehouse/v1/graph/v1.0/openapi.json`);
    const document = (await answer.json()) as {
      readonly paths: Record<string, Record<string, { readonly security: unknown }>>;
    };
    expect(Object.keys(document.paths).length).toBeGreaterThan(100);
    expect(document.paths['/users/{user}']?.get).toBeDefined();
  });

  test('anybody can ask what a call needs', async () => {
    const ask = async (method: string, path: string) => {
      const query = new URLSearchParams({ method, path }).toString();
      const answer = await world.fetch(`${world.baseUrl}/gatehouse/v1/permissions/explore?${query}`);
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    expect(await ask('POST', '/v1.0/groups/x/members/$ref')).toMatchObject({
      status: 200,
      body: { path: '/groups/:group/members/$ref', withoutRole: ['owner'] },
    });
    expect(await ask('GET', '/v1.0/nothing')).toMatchObject({ status: 404 });
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Program, type ProgramFunctions, startProgram } from '../../support/client-program.js';
import {
  graphApps,
  graphDomain,
  graphPeople,
  graphSecret,
  graphTenant,
  type GraphWorld,
  startGraphWorld,
} from '../../support/graph-world.js';

interface PlainUser {
  readonly id: string;
  readonly displayName: string;
  readonly createdDateTime: Date;
  readonly city: string | null;
}

interface Functions extends ProgramFunctions {
  open(baseUrl: string, tenant: string, clientId: string, secret: string): void;
  list(filter?: string): Promise<PlainUser[]>;
  create(user: object): Promise<PlainUser>;
  get(id: string, select: string[]): Promise<PlainUser>;
  update(id: string, user: object): Promise<void>;
  remove(id: string): Promise<void>;
}

let world: GraphWorld;
let sdk: Program<Functions>;
beforeAll(async () => {
  world = await startGraphWorld();
  sdk = await startProgram<Functions>(new URL('./programs/graph-sdk.ts', import.meta.url), world.caFile);
  await sdk.call('open', world.baseUrl, graphTenant, graphApps.manager, graphSecret);
});
afterAll(async () => {
  await sdk.stop();
  await world.stop();
});

describe('FAITHFUL-WIRE: the Graph SDK for TypeScript', () => {
  test('reads people as typed objects', async () => {
    const people = await sdk.call('list');
    expect(people.map(({ displayName }) => displayName).sort()).toEqual(['ada', 'ben', 'cleo', 'dan', 'gus']);
    expect(people[0]?.createdDateTime).toBeInstanceOf(Date);
    expect(await sdk.call('list', "displayName eq 'ben'")).toMatchObject([{ id: graphPeople.ben }]);
  });

  test('makes, changes and deletes one', async () => {
    const made = await sdk.call('create', {
      accountEnabled: true,
      displayName: 'eve',
      mailNickname: 'eve',
      userPrincipalName: `eve@${graphDomain}`,
      passwordProfile: { password: 'Fake-Pass-123' },
    });
    expect(made.id).toMatch(/^[0-9a-f-]{36}$/);
    await sdk.call('update', made.id, { city: 'Oslo' });
    expect(await sdk.call('get', made.id, ['city', 'displayName'])).toMatchObject({ city: 'Oslo', displayName: 'eve' });
    await sdk.call('remove', made.id);
    await expect(sdk.call('get', made.id, ['id'])).rejects.toMatchObject({
      responseStatusCode: 404,
      code: 'Request_ResourceNotFound',
    });
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Program, type ProgramFunctions, startProgram } from '../../support/client-program.js';
import { graphDomain, graphPeople, type GraphWorld, startGraphWorld } from '../../support/graph-world.js';

interface Functions extends ProgramFunctions {
  open(baseUrl: string, token: string): void;
  get(path: string, query?: object): Promise<Record<string, unknown>>;
  post(path: string, body: unknown): Promise<Record<string, unknown>>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<unknown>;
  put(path: string, body: unknown): Promise<unknown>;
  remove(path: string, headers?: Record<string, string>): Promise<unknown>;
  iterate(path: string, query: object, property: string): Promise<string[]>;
  delta(path: string): Promise<{ value: Record<string, unknown>[]; link: string | undefined }>;
  batch(steps: object[]): Promise<{ id: string; status: number; body: unknown }[]>;
}

let world: GraphWorld;
let graph: Program<Functions>;
beforeAll(async () => {
  world = await startGraphWorld();
  graph = await startProgram<Functions>(new URL('./programs/graph-client.ts', import.meta.url), world.caFile);
  await graph.call('open', world.baseUrl, await world.appToken('manager'));
});
afterAll(async () => {
  await graph.stop();
  await world.stop();
});

const person = (name: string, more: object = {}) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@${graphDomain}`,
  passwordProfile: { password: 'Fake-Pass-123', forceChangePasswordNextSignIn: false },
  ...more,
});

describe('FAITHFUL-WIRE: the Graph client for JavaScript', () => {
  test('makes, reads, changes and deletes a user', async () => {
    const made = await graph.call('post', '/users', person('dora', { department: 'Bakery' }));
    expect(made).toMatchObject({ displayName: 'dora', userPrincipalName: `dora@${graphDomain}` });
    const path = `/users/${String(made.id)}`;
    expect(await graph.call('patch', path, { jobTitle: 'Baker' })).toBeUndefined();
    const select = ['jobTitle', 'department'];
    expect(await graph.call('get', path, { select })).toMatchObject({ jobTitle: 'Baker', department: 'Bakery' });
    await graph.call('remove', path);
    await expect(graph.call('get', path)).rejects.toMatchObject({
      statusCode: 404,
      code: 'Request_ResourceNotFound',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('walks pages to the end, whatever is asked for', async () => {
    for (let number = 0; number < 7; number += 1) {
      await graph.call('post', '/users', person(`page${number}`, { city: 'Pagetown' }));
    }
    const names = Array.from({ length: 7 }, (_, number) => `page${number}`);
    const query = { filter: "startswith(displayName,'page')", top: 3, select: ['displayName'] };
    expect((await graph.call('iterate', '/users', query, 'displayName')).sort()).toEqual(names);
    const ordered = { ...query, orderby: 'displayName desc', count: true, headers: { ConsistencyLevel: 'eventual' } };
    expect(await graph.call('iterate', '/users', ordered, 'displayName')).toEqual(names.toReversed());
    const city = { filter: "city eq 'pagetown'", top: 2, select: ['displayName'] };
    expect((await graph.call('iterate', '/users', city, 'displayName')).sort()).toEqual(names);
    const found = await graph.call('get', '/users', {
      search: '"displayName:page3"',
      count: true,
      headers: { ConsistencyLevel: 'eventual' },
    });
    expect(found).toMatchObject({ '@odata.count': 1, value: [{ displayName: 'page3' }] });
  });

  test('keeps groups and their members', async () => {
    const group = await graph.call('post', '/groups', {
      displayName: 'Bakers',
      mailEnabled: false,
      mailNickname: 'bakers',
      securityEnabled: true,
      'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${graphPeople.ben}`],
    });
    const path = `/groups/${String(group.id)}`;
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${graphPeople.cleo}` };
    expect(await graph.call('post', `${path}/members/$ref`, reference)).toBeUndefined();
    const members = async () =>
      graph.call('iterate', `${path}/members`, { select: ['displayName'], top: 1 }, 'displayName');
    expect(await members()).toEqual(['ben', 'cleo']);
    await expect(graph.call('post', `${path}/members/$ref`, reference)).rejects.toMatchObject({ statusCode: 400 });
    const expanded = await graph.call('get', path, { expand: 'members($select=id,displayName)' });
    expect(expanded.members).toHaveLength(2);
    await graph.call('remove', `${path}/members/${graphPeople.ben}/$ref`);
    expect(await members()).toEqual(['cleo']);
    expect(await graph.call('get', `/users/${graphPeople.cleo}/memberOf/microsoft.graph.group`)).toMatchObject({
      value: [{ displayName: 'Bakers' }],
    });
    const { value } = await graph.call('post', `/users/${graphPeople.cleo}/getMemberGroups`, {
      securityEnabledOnly: true,
    });
    expect(value).toEqual([group.id]);
  });

  test('sends batches, with dependencies, by whole addresses', async () => {
    const path = `/v1.0/users/${graphPeople.ben}`;
    const answers = await graph.call('batch', [
      { id: '1', method: 'PATCH', url: path, body: { jobTitle: 'Cook' } },
      { id: '2', method: 'GET', url: `${path}?$select=jobTitle`, dependsOn: ['1'] },
      { id: '3', method: 'GET', url: '/v1.0/users/nobody@graph.example', dependsOn: ['2'] },
    ]);
    expect(answers).toMatchObject([
      { id: '1', status: 204 },
      { id: '2', status: 200, body: { jobTitle: 'Cook' } },
      { id: '3', status: 404, body: { error: { code: 'Request_ResourceNotFound' } } },
    ]);
  });

  test('follows deltas', async () => {
    const first = await graph.call('delta', '/users/delta?$select=displayName,jobTitle');
    expect(first.value.length).toBeGreaterThanOrEqual(4);
    const quiet = await graph.call('delta', first.link ?? '');
    expect(quiet.value).toEqual([]);
    await graph.call('patch', `/users/${graphPeople.cleo}`, { jobTitle: 'Smith' });
    const changed = await graph.call('delta', quiet.link ?? '');
    expect(changed.value).toEqual([{ id: graphPeople.cleo, displayName: 'cleo', jobTitle: 'Smith' }]);
  });

  test('sets a manager, and finds a user in beta', async () => {
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${graphPeople.ada}` };
    await graph.call('put', `/users/${graphPeople.ben}/manager/$ref`, reference);
    const query = { version: 'beta', select: ['id'], expand: 'manager($select=displayName)' };
    expect(await graph.call('get', `/users/ben@${graphDomain}`, query)).toMatchObject({
      manager: { displayName: 'ada' },
    });
  });

  test('is told of what it may not, and of what cannot be, in words it knows', async () => {
    await graph.call('open', world.baseUrl, await world.appToken('reader'));
    await expect(graph.call('get', '/groups')).rejects.toMatchObject({
      statusCode: 403,
      code: 'Authorization_RequestDenied',
    });
    await graph.call('open', world.baseUrl, 'no.token.at-all');
    await expect(graph.call('get', '/users')).rejects.toMatchObject({
      statusCode: 401,
      code: 'InvalidAuthenticationToken',
    });
    await graph.call('open', world.baseUrl, await world.appToken('manager'));
    await expect(graph.call('post', '/users', person('ada'))).rejects.toMatchObject({
      statusCode: 400,
      code: 'Request_BadRequest',
      message: 'Another object with the same value for property userPrincipalName already exists.',
    });
  });
});

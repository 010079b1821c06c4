import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, personId } from '../../graph-bench.fixture.js';

let bench: GraphBench;
let group = '';
beforeAll(async () => {
  bench = await openGraphBench();
  const body = {
    displayName: 'Circle',
    mailEnabled: false,
    mailNickname: 'circle',
    securityEnabled: true,
    'members@odata.bind': [`https://graph.microsoft.com/v1.0/users/${personId('blake')}`],
  };
  group = String((await bench.call('POST', '/groups', { body })).body.id);
});
afterAll(() => bench.close());

describe('objects of whatever kind', () => {
  it('are found by their ids, in the order of the ids, each with its kind', async () => {
    const ids = [group, personId('mallory'), personId('blake'), '70000000-0000-4000-8000-0000000000ff'];
    const { body } = await bench.call('POST', '/directoryObjects/getByIds?$select=id,displayName', { body: { ids } });
    expect(body.value).toEqual([
      { '@odata.type': '#microsoft.graph.group', id: group, displayName: 'Circle' },
      { '@odata.type': '#microsoft.graph.user', id: personId('blake'), displayName: 'blake' },
    ]);
    const users = await bench.call('POST', '/directoryObjects/getByIds', { body: { ids, types: ['user'] } });
    expect(users.body.value).toMatchObject([{ id: personId('blake') }]);
  });

  it('are shown only as far as the caller may read their kind', async () => {
    const how = { as: 'app', roles: ['User.Read.All'], body: { ids: [group, personId('blake')] } } as const;
    const { body } = await bench.call('POST', '/directoryObjects/getByIds', how);
    expect(body.value).toMatchObject([{ id: personId('blake') }]);
  });

  it.each([
    ['no list', { ids: 'x' }],
    ['ids that are none', { ids: ['x'] }],
    ['too many ids', { ids: Array.from({ length: 1001 }, () => group) }],
    ['types that are no list', { ids: [group], types: 'user' }],
  ])('are refused for %s', async (_title, body) => {
    expect(await bench.call('POST', '/directoryObjects/getByIds', { body })).toMatchObject({ status: 400 });
  });

  it('can be read and deleted one by one', async () => {
    expect((await bench.call('GET', `/directoryObjects/${group}`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.group',
    });
    expect(await bench.call('GET', `/directoryObjects/${personId('mallory')}`)).toMatchObject({ status: 404 });
    const { body } = await bench.call('POST', '/groups', {
      body: { displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true },
    });
    const path = `/directoryObjects/${String(body.id)}`;
    const casey = { as: personId('casey'), scopes: ['Group.ReadWrite.All'] };
    expect(await bench.call('DELETE', path, casey)).toMatchObject({ status: 403 });
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', path)).toMatchObject({ status: 404 });
  });
});

describe('what an object is in', () => {
  const post = (path: string, body: object, how = {}) => bench.call('POST', path, { body, ...how });

  it('is told, and checked, with nested groups', async () => {
    const own = { as: personId('blake'), scopes: ['User.Read'] };
    expect((await post('/me/getMemberGroups', { securityEnabledOnly: true }, own)).body.value).toEqual([group]);
    expect((await post('/me/getMemberObjects', {}, own)).body.value).toEqual([group]);
    expect(
      (await post(`/users/${personId('blake')}/checkMemberGroups`, { groupIds: [group, personId('casey')] })).body,
    ).toEqual({
      '@odata.context': 'https://login.example/v1.0/$metadata#Collection(Edm.String)',
      value: [group],
    });
    expect(
      (await post(`/directoryObjects/${personId('casey')}/checkMemberObjects`, { ids: [group] })).body.value,
    ).toEqual([]);
  });

  it.each([
    ['/me/checkMemberGroups', { groupIds: Array.from({ length: 21 }, () => personId('blake')) }, 400],
    ['/me/checkMemberGroups', {}, 400],
    ['/me/getMemberGroups', { securityEnabledOnly: 'yes' }, 400],
    [`/users/${personId('mallory')}/getMemberGroups`, {}, 404],
    ['/directoryObjects/x/getMemberGroups', {}, 404],
  ])('is refused: %s %j', async (path, body, status) => {
    expect(await post(path, body)).toMatchObject({ status });
  });

  it('is not told by a permission that does not reach groups', async () => {
    const path = `/users/${personId('blake')}/getMemberGroups`;
    expect(await post(path, {}, { as: 'app', roles: ['Application.Read.All'] })).toMatchObject({ status: 403 });
    expect(await post(path, {}, { as: 'app', roles: ['User.Read.All', 'GroupMember.Read.All'] })).toMatchObject({
      status: 200,
    });
  });
});

describe('the name of a group to be made', () => {
  it.each([
    [{ entityType: 'Group', displayName: 'New', mailNickname: 'fresh' }, 204],
    [{ entityType: 'Group', mailNickname: 'circle' }, 422],
    [{ entityType: 'Group', mailNickname: 'a b' }, 422],
    [{ entityType: 'User', mailNickname: 'x' }, 422],
  ])('%j answers %d', async (body, status) => {
    expect(await bench.call('POST', '/directoryObjects/validateProperties', { body })).toMatchObject({ status });
  });
});

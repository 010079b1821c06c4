import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, personId } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` });
const path = (name: Parameters<typeof personId>[0]) => `/users/${personId(name)}`;
const idsOf = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly id: string }[]).map(({ id }) => id);

describe('managers', () => {
  it('are set, read, followed and taken away', async () => {
    const set = (of: Parameters<typeof personId>[0], to: Parameters<typeof personId>[0]) =>
      bench.call('PUT', `${path(of)}/manager/$ref`, { body: reference(personId(to)) });
    expect(await set('blake', 'casey')).toMatchObject({ status: 204 });
    expect(await set('casey', 'drew')).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${path('blake')}/manager`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: personId('casey'),
    });
    const chain = await bench.call('GET', `${path('blake')}?$select=id&$expand=manager($levels=max;$select=id)`);
    expect(chain.body.manager).toMatchObject({ id: personId('casey'), manager: { id: personId('drew') } });
    expect(idsOf((await bench.call('GET', `${path('drew')}/directReports`)).body)).toEqual([personId('casey')]);
    expect(await bench.call('DELETE', `${path('blake')}/manager/$ref`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${path('blake')}/manager`)).toMatchObject({ status: 404 });
  });

  it('who manage each other end the chain', async () => {
    await bench.call('PUT', `${path('ellis')}/manager/$ref`, { body: reference(personId('avery')) });
    await bench.call('PUT', `${path('avery')}/manager/$ref`, { body: reference(personId('ellis')) });
    const { status } = await bench.call('GET', `${path('ellis')}?$expand=manager($levels=max)`);
    expect(status).toBe(200);
  });

  it.each([
    ['nobody', reference('70000000-0000-4000-8000-0000000000ff'), 404],
    ['somebody of another tenant', reference(personId('mallory')), 404],
    ['oneself', reference(personId('blake')), 400],
    ['no reference', {}, 400],
  ])('cannot be %s', async (_title, body, status) => {
    expect(await bench.call('PUT', `${path('blake')}/manager/$ref`, { body })).toMatchObject({ status });
  });
});

describe('what a person is in', () => {
  it('is told to the person, and to others who may read people and groups', async () => {
    const body = { displayName: 'Circle', mailEnabled: false, mailNickname: 'circle', securityEnabled: true };
    const outer = await bench.call('POST', '/groups', { body });
    const inner = await bench.call('POST', '/groups', {
      body: { ...body, 'members@odata.bind': [reference(personId('blake'))['@odata.id']] },
    });
    const [outerId, innerId] = [String(outer.body.id), String(inner.body.id)];
    await bench.call('POST', `/groups/${outerId}/members/$ref`, { body: reference(innerId) });
    const own = { as: personId('blake'), scopes: ['User.Read'] };
    expect(idsOf((await bench.call('GET', '/me/memberOf', own)).body)).toEqual([innerId]);
    expect(idsOf((await bench.call('GET', '/me/transitiveMemberOf', own)).body).sort()).toEqual(
      [outerId, innerId].sort(),
    );
    expect(idsOf((await bench.call('GET', '/me/memberOf/microsoft.graph.group', own)).body)).toEqual([innerId]);
    expect(await bench.call('GET', `${path('casey')}/memberOf`, own)).toMatchObject({ status: 403 });
    const app = (...roles: string[]) => bench.call('GET', `${path('blake')}/memberOf`, { as: 'app', roles });
    expect(await app('User.Read.All')).toMatchObject({ status: 403 });
    expect(await app('Application.Read.All')).toMatchObject({ status: 403 });
    expect(await app('User.Read.All', 'GroupMember.Read.All')).toMatchObject({ status: 200 });
    expect(await app('Directory.Read.All')).toMatchObject({ status: 200 });
  });
});

describe('what a person owns', () => {
  it('is listed by kind', async () => {
    const body = { displayName: 'Mine', mailEnabled: false, mailNickname: 'mine', securityEnabled: true };
    const how = { as: personId('drew'), scopes: ['Group.ReadWrite.All', 'User.Read'] };
    const { body: group } = await bench.call('POST', '/groups', { ...how, body });
    expect(idsOf((await bench.call('GET', '/me/ownedObjects', how)).body)).toEqual([group.id]);
    expect(idsOf((await bench.call('GET', '/me/ownedObjects/microsoft.graph.application', how)).body)).toEqual([]);
  });
});

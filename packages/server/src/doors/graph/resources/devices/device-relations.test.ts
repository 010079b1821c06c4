import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchCall, type GraphBench, openGraphBench, personId } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const blake = personId('blake');
const casey = personId('casey');
const mallory = personId('mallory');
const asService: BenchCall = { as: 'app', roles: ['Device.ReadWrite.All'] };
const reference = (id: string) => ({ '@odata.id': `https://graph.example/v1.0/directoryObjects/${id}` });
const names = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly displayName: string }[]).map(({ displayName }) => displayName).sort();

let number = 0;
async function made(): Promise<string> {
  number += 1;
  const body = {
    accountEnabled: true,
    alternativeSecurityIds: [{ type: 2, key: 'ZmFrZSBrZXk=' }],
    deviceId: `d0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    displayName: `Device ${number}`,
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0.22000',
  };
  return String((await bench.call('POST', '/devices', { body })).body.id);
}

describe.each(['registeredOwners', 'registeredUsers'])('the %s of a device', (relation) => {
  it('are added, listed, expanded and removed', async () => {
    const id = await made();
    const path = `/devices/${id}/${relation}`;
    expect(await bench.call('POST', `${path}/$ref`, { body: reference(blake) })).toMatchObject({ status: 204 });
    expect(await bench.call('POST', `${path}/$ref`, { body: reference(blake) })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', path)).body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.user', id: blake, displayName: 'blake' },
    ]);
    const expanded = await bench.call('GET', `/devices/${id}?$expand=${relation}($select=id,displayName)`);
    expect(expanded.body[relation]).toMatchObject([{ id: blake, displayName: 'blake' }]);
    expect(await bench.call('DELETE', `${path}/${blake}/$ref`)).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', `${path}/${blake}/$ref`)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', path)).body.value).toEqual([]);
  });

  it('are people of the tenant', async () => {
    const id = await made();
    const path = `/devices/${id}/${relation}`;
    for (const other of [mallory, id, '70000000-0000-4000-8000-0000000000ff']) {
      expect(await bench.call('POST', `${path}/$ref`, { body: reference(other) })).toMatchObject({ status: 404 });
    }
    expect(await bench.call('POST', `${path}/$ref`, { body: reference('nothing') })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', path)).body.value).toEqual([]);
  });

  it('are shown by their ids alone to an application that may not read people', async () => {
    const id = await made();
    const path = `/devices/${id}/${relation}`;
    await bench.call('POST', `${path}/$ref`, { body: reference(casey) });
    const roles = ['Device.Read.All'];
    const { body } = await bench.call('GET', path, { as: 'app', roles });
    expect(body.value).toMatchObject([{ '@odata.type': '#microsoft.graph.user', id: casey, displayName: null }]);
    const expanded = await bench.call('GET', `/devices/${id}?$expand=${relation}`, { as: 'app', roles });
    expect(expanded.body[relation]).toMatchObject([{ id: casey, displayName: null }]);
    const basic = await bench.call('GET', path, { as: 'app', roles: [...roles, 'User.ReadBasic.All'] });
    expect(basic.body.value).toMatchObject([{ id: casey, displayName: 'casey' }]);
  });

  it('are changed by nobody without the role, and by no application on its own', async () => {
    const id = await made();
    const url = `/devices/${id}/${relation}/$ref`;
    expect(await bench.call('POST', url, { as: blake, body: reference(blake) })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', url, { ...asService, body: reference(blake) })).toMatchObject({ status: 403 });
  });
});

describe('what a device is in', () => {
  it('is listed with nested groups where they are asked for, and needs permissions for both', async () => {
    const id = await made();
    const group = async (displayName: string) => {
      const body = { displayName, mailEnabled: false, mailNickname: displayName, securityEnabled: true };
      return String((await bench.call('POST', '/groups', { body })).body.id);
    };
    const [inner, outer] = [await group('inner'), await group('outer')];
    await bench.call('POST', `/groups/${inner}/members/$ref`, { body: reference(id) });
    await bench.call('POST', `/groups/${outer}/members/$ref`, { body: reference(inner) });
    expect(names((await bench.call('GET', `/devices/${id}/memberOf`)).body)).toEqual(['inner']);
    expect(names((await bench.call('GET', `/devices/${id}/transitiveMemberOf`)).body)).toEqual(['inner', 'outer']);
    const app = (roles: readonly string[]) => bench.call('GET', `/devices/${id}/memberOf`, { as: 'app', roles });
    expect(await app(['Device.Read.All'])).toMatchObject({ status: 403 });
    expect(await app(['Device.Read.All', 'GroupMember.Read.All'])).toMatchObject({ status: 200 });
  });
});

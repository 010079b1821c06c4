import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` });
const idsOf = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly id: string }[]).map(({ id }) => id);

async function group(name: string): Promise<string> {
  const body = { displayName: name, mailEnabled: false, mailNickname: name, securityEnabled: true };
  return String((await bench.call('POST', '/groups', { body })).body.id);
}

describe('a deleted user', () => {
  const blake = personId('blake');
  const item = `/directory/deletedItems/${blake}`;

  it('can be found and restored with groups, manager and reports, and signs in with no older session', async () => {
    const circle = await group('circle');
    await bench.call('POST', `/groups/${circle}/members/$ref`, { body: reference(blake) });
    await bench.call('PUT', `/users/${blake}/manager/$ref`, { body: reference(personId('casey')) });
    await bench.call('PUT', `/users/${personId('drew')}/manager/$ref`, { body: reference(blake) });
    await bench.call('PATCH', `/users/${blake}`, { body: { city: 'Oslo' } });
    expect(await bench.call('DELETE', `/users/${blake}`)).toMatchObject({ status: 204 });

    expect((await bench.call('GET', `/groups/${circle}/members`)).body.value).toEqual([]);
    expect(await bench.directory.userByName(tenant, 'blake@contoso.example')).toBeUndefined();
    expect((await bench.call('GET', '/directory/deletedItems/microsoft.graph.user')).body.value).toMatchObject([
      { id: blake, displayName: 'blake' },
    ]);
    expect((await bench.call('GET', `${item}?$select=id,deletedDateTime`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      deletedDateTime: expect.stringMatching(/^20/),
    });

    expect(await bench.call('POST', `${item}/restore`)).toMatchObject({ status: 200, body: { id: blake } });
    expect(idsOf((await bench.call('GET', `/groups/${circle}/members`)).body)).toEqual([blake]);
    expect((await bench.call('GET', `/users/${blake}/manager`)).body).toMatchObject({ id: personId('casey') });
    expect(idsOf((await bench.call('GET', `/users/${blake}/directReports`)).body)).toEqual([personId('drew')]);
    expect((await bench.call('GET', `/users/${blake}?$select=city`)).body).toMatchObject({ city: 'Oslo' });
    expect(await bench.call('GET', item)).toMatchObject({ status: 404 });
    const standing = await bench.directory.userByName(tenant, 'blake@contoso.example');
    expect([...(standing?.directGroups ?? [])]).toEqual([circle]);
  });

  it('comes back without what is gone meanwhile', async () => {
    const circle = await group('fleeting');
    await bench.call('POST', `/groups/${circle}/members/$ref`, { body: reference(personId('ellis')) });
    await bench.call('DELETE', `/users/${personId('ellis')}`);
    await bench.call('DELETE', `/groups/${circle}`);
    expect(await bench.call('POST', `/directory/deletedItems/${personId('ellis')}/restore`)).toMatchObject({
      status: 200,
    });
    expect((await bench.call('GET', `/users/${personId('ellis')}/memberOf`)).body.value).toEqual([]);
  });

  it('cannot come back while another has the name', async () => {
    const body = {
      accountEnabled: true,
      displayName: 'twin',
      mailNickname: 'twin',
      userPrincipalName: 'twin@contoso.example',
      passwordProfile: { password: 'Fake-Pass-123' },
    };
    const first = String((await bench.call('POST', '/users', { body })).body.id);
    await bench.call('DELETE', `/users/${first}`);
    expect(await bench.call('POST', '/users', { body })).toMatchObject({ status: 201 });
    expect(await bench.call('POST', `/directory/deletedItems/${first}/restore`)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('userPrincipalName') } },
    });
    expect(await bench.call('GET', `/directory/deletedItems/${first}`)).toMatchObject({ status: 200 });
  });
});

describe('deleting for good', () => {
  it('leaves nothing to restore', async () => {
    const id = await group('final');
    await bench.call('DELETE', `/groups/${id}`);
    expect(await bench.call('DELETE', `/directory/deletedItems/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('POST', `/directory/deletedItems/${id}/restore`)).toMatchObject({ status: 404 });
  });
});

describe('who may', () => {
  it('is decided by the kind of the object', async () => {
    const id = await group('kinds');
    await bench.call('DELETE', `/groups/${id}`);
    const app = (...roles: string[]) =>
      bench.call('POST', `/directory/deletedItems/${id}/restore`, { as: 'app', roles });
    expect(await app('User.DeleteRestore.All')).toMatchObject({ status: 403 });
    expect(await app('Group.ReadWrite.All')).toMatchObject({ status: 200 });
  });

  it('owners restore what they owned, and others do not', async () => {
    const how = (name: 'casey' | 'drew') => ({ as: personId(name), scopes: ['Group.ReadWrite.All'] });
    const body = { displayName: 'o', mailEnabled: false, mailNickname: 'o', securityEnabled: true };
    const id = String((await bench.call('POST', '/groups', { ...how('casey'), body })).body.id);
    await bench.call('DELETE', `/groups/${id}`, how('casey'));
    expect(await bench.call('POST', `/directory/deletedItems/${id}/restore`, how('drew'))).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', `/directory/deletedItems/${id}/restore`, how('casey'))).toMatchObject({
      status: 200,
    });
  });

  it('is nobody of another tenant', async () => {
    const id = await group('elsewhere');
    await bench.call('DELETE', `/groups/${id}`);
    const mallory = {
      tenant: otherTenant,
      as: personId('mallory'),
      scopes: ['Group.ReadWrite.All', 'Directory.Read.All'],
    };
    expect((await bench.call('GET', '/directory/deletedItems/microsoft.graph.group', mallory)).body.value).toEqual([]);
    expect((await bench.call('POST', `/directory/deletedItems/${id}/restore`, mallory)).status).toBeGreaterThanOrEqual(
      403,
    );
  });
});

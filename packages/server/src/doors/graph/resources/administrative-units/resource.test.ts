import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesOf } from '../../../../directory/index.js';
import {
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
});
afterAll(() => bench.close());

const blake = personId('blake');
const casey = personId('casey');
const drew = personId('drew');
const mallory = personId('mallory');
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const units = '/directory/administrativeUnits';
const by = { actor: { kind: 'operator', name: 'test' } } as const;
const reference = (id: string) => ({ '@odata.id': `https://graph.example/v1.0/users/${id}` });

async function made(more: object = {}): Promise<string> {
  const { status, body } = await bench.call('POST', units, { body: { displayName: 'Unit', ...more } });
  expect({ status, error: body.error }).toEqual({ status: 201, error: undefined });
  return String(body.id);
}
const add = (unit: string, id: string, how: BenchCall = {}) =>
  bench.call('POST', `${units}/${unit}/members/$ref`, { ...how, body: reference(id) });
const ids = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly id: string }[]).map(({ id }) => id).sort();

describe('an administrative unit', () => {
  it('is made, read, changed and deleted, and can be restored', async () => {
    const id = await made({ displayName: 'North', description: 'The north', visibility: 'Public' });
    expect((await bench.call('GET', `${units}/${id}`)).body).toMatchObject({
      '@odata.context': 'https://login.example/v1.0/$metadata#directory/administrativeUnits/$entity',
      id,
      displayName: 'North',
      description: 'The north',
      visibility: 'Public',
    });
    const change = { displayName: 'South', description: null };
    expect(await bench.call('PATCH', `${units}/${id}`, { body: change })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${units}/${id}`)).body).toMatchObject(change);
    const found = await bench.call('GET', `${units}?$filter=startsWith(displayName,'sou')`);
    expect(ids(found.body)).toEqual([id]);
    expect(await bench.call('DELETE', `${units}/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${units}/${id}`)).toMatchObject({ status: 404 });
    expect(await bench.call('POST', `/directory/deletedItems/${id}/restore`)).toMatchObject({ status: 200 });
    expect(await bench.call('GET', `${units}/${id}`)).toMatchObject({ status: 200 });
    const entries = await bench.directory.perform(tenant, by, changesOf(['administrative-unit'], 0, 1_000));
    expect(entries.filter(({ target }) => target.id === id)).toMatchObject([
      { operation: 'administrative-unit.create' },
      {
        operation: 'administrative-unit.update',
        changes: expect.arrayContaining([{ property: 'displayName', old: 'North', new: 'South' }]),
      },
      { operation: 'administrative-unit.delete' },
      { operation: 'administrative-unit.restore' },
    ]);
  });

  it('is known to beta by its shorter path, too', async () => {
    const id = await made();
    expect(await bench.call('GET', `/beta/administrativeUnits/${id}`)).toMatchObject({ status: 200, body: { id } });
    expect(await bench.call('GET', `/administrativeUnits/${id}`)).toMatchObject({ status: 400 });
  });

  it.each([
    ['no name', { displayName: undefined }],
    ['a name that is too long', { displayName: 'x'.repeat(257) }],
    ['a visibility that there is not', { visibility: 'Secret' }],
    ['restricted management', { isMemberManagementRestricted: true }],
    ['dynamic membership', { membershipType: 'Dynamic', membershipRule: 'user.country -eq "NO"' }],
    ['a property that units do not have', { shoeSize: 43 }],
  ])('is refused with %s, and nothing is kept', async (_title, more) => {
    const answer = await bench.call('POST', units, { body: { displayName: 'refused', ...more } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect((await bench.call('GET', `${units}?$filter=displayName eq 'refused'`)).body.value).toEqual([]);
  });

  it('says plainly what it cannot be here', async () => {
    const answer = await bench.call('POST', units, { body: { displayName: 'x', isMemberManagementRestricted: true } });
    expect(answer.body.error?.message).toMatch(/restricted management .* not supported/i);
    const id = await made();
    const dynamic = await bench.call('PATCH', `${units}/${id}`, { body: { membershipType: 'Dynamic' } });
    expect(dynamic.body.error?.message).toMatch(/dynamic membership .* not supported/i);
  });

  it('is made by administrators alone, with the one permission', async () => {
    const body = { displayName: 'x' };
    const least = ['AdministrativeUnit.ReadWrite.All'];
    expect(await bench.call('POST', units, { body, scopes: least })).toMatchObject({ status: 201 });
    expect(await bench.call('POST', units, { body, scopes: ['AdministrativeUnit.Read.All'] })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', units, { body, as: blake, scopes: least })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', units, { body, as: 'app', roles: least })).toMatchObject({ status: 201 });
    expect(await bench.call('POST', units, { body, as: 'app', roles: ['Directory.ReadWrite.All'] })).toMatchObject({
      status: 403,
    });
  });
});

describe('the members of a unit', () => {
  it('are people, groups and devices, each added once, and leave again', async () => {
    const unit = await made();
    const group = { displayName: 'g', mailEnabled: false, mailNickname: 'g', securityEnabled: true };
    const inside = String((await bench.call('POST', '/groups', { body: group })).body.id);
    for (const id of [blake, inside]) expect(await add(unit, id)).toMatchObject({ status: 204 });
    expect(await add(unit, blake)).toMatchObject({ status: 400 });
    expect(ids((await bench.call('GET', `${units}/${unit}/members`)).body)).toEqual([blake, inside].sort());
    const cast = await bench.call('GET', `${units}/${unit}/members/microsoft.graph.user?$select=id`);
    expect(ids(cast.body)).toEqual([blake]);
    expect(await bench.call('GET', `${units}/${unit}/members/${blake}`)).toMatchObject({
      status: 200,
      body: { '@odata.type': '#microsoft.graph.user', displayName: 'blake' },
    });
    expect(await bench.call('GET', `${units}/${unit}/members/${casey}`)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${units}/${unit}/members/${blake}/$ref`)).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', `${units}/${unit}/members/${blake}/$ref`)).toMatchObject({ status: 404 });
    const entries = await bench.directory.perform(tenant, by, changesOf(['administrative-unit'], 0, 1_000));
    expect(entries.filter(({ target }) => target.id === unit).map(({ operation }) => operation)).toEqual([
      'administrative-unit.create',
      'administrative-unit-member.add',
      'administrative-unit-member.add',
      'administrative-unit-member.remove',
    ]);
  });

  it('are no units, applications or strangers', async () => {
    const unit = await made();
    for (const id of [unit, mallory, '70000000-0000-4000-8000-0000000000ff']) {
      expect(await add(unit, id)).toMatchObject({ status: 404 });
    }
    expect((await bench.call('GET', `${units}/${unit}/members`)).body.value).toEqual([]);
  });

  it('are changed by administrators alone', async () => {
    const unit = await made();
    expect(await add(unit, blake, { as: blake })).toMatchObject({ status: 403 });
    expect(await add(unit, blake, { scopes: ['AdministrativeUnit.Read.All'] })).toMatchObject({ status: 403 });
    expect(await add(unit, blake, { scopes: ['AdministrativeUnit.ReadWrite.All'] })).toMatchObject({ status: 204 });
  });

  it('are shown by their ids alone to an application that may not read people', async () => {
    const unit = await made();
    await add(unit, blake);
    const app = (roles: readonly string[]) => bench.call('GET', `${units}/${unit}/members`, { as: 'app', roles });
    const only = ['AdministrativeUnit.Read.All'];
    expect((await app(only)).body.value).toMatchObject([{ id: blake, displayName: null }]);
    expect((await app([...only, 'User.Read.All'])).body.value).toMatchObject([{ id: blake, displayName: 'blake' }]);
  });
});

describe('the hidden members of a unit', () => {
  let unit: string;
  beforeAll(async () => {
    unit = await made({ displayName: 'Hidden', visibility: 'HiddenMembership' });
    await add(unit, blake);
  });
  const scopes = ['Directory.Read.All', 'Member.Read.Hidden'];

  it('are known to those who belong to the unit or administer it, and to nobody else', async () => {
    const see = (as: typeof blake, how: BenchCall = {}) =>
      bench.call('GET', `${units}/${unit}/members`, { as, scopes, ...how });
    expect((await see(blake)).body.value).toMatchObject([{ id: blake }]);
    expect((await see(avery)).body.value).toMatchObject([{ id: blake }]);
    expect(await see(casey)).toMatchObject({ status: 403 });
    expect(await see(blake, { scopes: ['Directory.Read.All'] })).toMatchObject({ status: 403 });
    const role = { roleId: userAdministrator, roleMemberInfo: { id: casey } };
    const given = await bench.call('POST', `${units}/${unit}/scopedRoleMembers`, { body: role });
    expect((await see(casey)).body.value).toMatchObject([{ id: blake }]);
    await bench.call('DELETE', `${units}/${unit}/scopedRoleMembers/${String(given.body.id)}`);
    expect(await see(casey)).toMatchObject({ status: 403 });
  });

  it.each(['members', 'members/$ref', 'members/$count', 'members/microsoft.graph.user', `members/${blake}`])(
    'stay hidden in %s',
    async (path) => {
      const how = { as: casey, scopes, headers: { ConsistencyLevel: 'eventual' } };
      expect(await bench.call('GET', `${units}/${unit}/${path}`, how)).toMatchObject({ status: 403 });
      expect(await bench.call('GET', `${units}/${unit}/${path}`, { ...how, as: avery })).toMatchObject({ status: 200 });
    },
  );

  it('stay hidden in an expansion, while the unit itself is seen', async () => {
    const url = `${units}/${unit}?$expand=members`;
    expect((await bench.call('GET', url, { as: casey, scopes })).body).toMatchObject({ id: unit, members: [] });
    expect((await bench.call('GET', url, { as: blake, scopes })).body).toMatchObject({ members: [{ id: blake }] });
  });

  it('need a permission of an application, too', async () => {
    const app = (roles: readonly string[]) => bench.call('GET', `${units}/${unit}/members`, { as: 'app', roles });
    expect(await app(['Directory.Read.All'])).toMatchObject({ status: 403 });
    expect(await app(['Directory.Read.All', 'Member.Read.Hidden'])).toMatchObject({ status: 200 });
  });

  it('stay hidden where a device lists what it is in', async () => {
    const device = {
      accountEnabled: true,
      alternativeSecurityIds: [],
      deviceId: 'd0000000-0000-4000-8000-0000000000a1',
      displayName: 'Pad',
      operatingSystem: 'x',
      operatingSystemVersion: '1',
    };
    const id = String((await bench.call('POST', '/devices', { body: device })).body.id);
    await add(unit, id);
    const see = async (path: string, as: typeof blake) => (await bench.call('GET', path, { as, scopes })).body;
    expect((await see(`/devices/${id}/memberOf`, casey)).value).toEqual([]);
    expect((await see(`/devices/${id}?$expand=memberOf`, casey)).memberOf).toEqual([]);
    expect((await see(`/devices/${id}/memberOf`, avery)).value).toMatchObject([{ id: unit }]);
  });
});

describe('the roles given for a unit', () => {
  it('are listed by the unit and by the role, and taken back', async () => {
    const unit = await made();
    const path = `${units}/${unit}/scopedRoleMembers`;
    const body = { roleId: userAdministrator.toUpperCase(), roleMemberInfo: { id: drew } };
    const given = await bench.call('POST', path, { body });
    const membership = {
      id: expect.any(String),
      administrativeUnitId: unit,
      roleId: userAdministrator,
      roleMemberInfo: { id: drew, displayName: 'drew' },
    };
    expect(given).toMatchObject({ status: 201, body: membership });
    expect((await bench.call('GET', path)).body.value).toEqual([membership]);
    const one = `${path}/${String(given.body.id)}`;
    expect((await bench.call('GET', one)).body).toMatchObject(membership);
    const byRole = await bench.call('GET', `/directoryRoles/${userAdministrator}/scopedMembers`);
    expect(byRole.body.value).toContainEqual(membership);
    expect(await bench.call('POST', path, { body })).toMatchObject({ status: 400 });
    const other = await made();
    const elsewhere = `${units}/${other}/scopedRoleMembers/${String(given.body.id)}`;
    expect(await bench.call('DELETE', elsewhere)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', one)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', one)).toMatchObject({ status: 404 });
  });

  it('wait for a deleted unit to come back, and end when it is gone for good', async () => {
    const unit = await made();
    const path = `${units}/${unit}/scopedRoleMembers`;
    await bench.call('POST', path, { body: { roleId: userAdministrator, roleMemberInfo: { id: drew } } });
    await bench.call('DELETE', `${units}/${unit}`);
    await bench.call('POST', `/directory/deletedItems/${unit}/restore`);
    expect((await bench.call('GET', path)).body.value).toHaveLength(1);
    await bench.call('DELETE', `${units}/${unit}`);
    expect(await bench.call('DELETE', `/directory/deletedItems/${unit}`)).toMatchObject({ status: 204 });
    const held = await bench.call('GET', `/roleManagement/directory/roleAssignments?$filter=principalId eq '${drew}'`);
    expect(held.body.value).toEqual([]);
  });

  it.each([
    ['a role that is about the whole tenant', '62e90394-69f5-4237-9190-012177145e10', drew, 400],
    ['a role that nobody can be given', 'a0b1b346-4d3e-4e8b-98f8-753987be4970', drew, 400],
    ['a role that there is not', '70000000-0000-4000-8000-0000000000ff', drew, 404],
    ['a role by a text that is no id', 'User Administrator', drew, 404],
    ['a role for somebody of another tenant', userAdministrator, mallory, 404],
    ['a role for a text that is no id', userAdministrator, 'drew', 404],
  ])('are not %s', async (_title, roleId, id, status) => {
    const unit = await made();
    const path = `${units}/${unit}/scopedRoleMembers`;
    expect(await bench.call('POST', path, { body: { roleId, roleMemberInfo: { id } } })).toMatchObject({ status });
    expect((await bench.call('GET', path)).body.value).toEqual([]);
  });

  it('are given by those alone who give roles', async () => {
    const unit = await made();
    const path = `${units}/${unit}/scopedRoleMembers`;
    const body = { roleId: userAdministrator, roleMemberInfo: { id: blake } };
    expect(await bench.call('POST', path, { body, as: blake })).toMatchObject({ status: 403 });
    const few = ['AdministrativeUnit.ReadWrite.All', 'RoleManagement.Read.Directory'];
    expect(await bench.call('POST', path, { body, scopes: few })).toMatchObject({ status: 403 });
    const least = ['RoleManagement.ReadWrite.Directory'];
    expect(await bench.call('POST', path, { body, scopes: least })).toMatchObject({ status: 201 });
  });
});

describe('units of another tenant', () => {
  const theirs: BenchCall = {
    tenant: otherTenant,
    as: 'app',
    roles: ['AdministrativeUnit.ReadWrite.All', 'RoleManagement.ReadWrite.Directory', 'Directory.Read.All'],
  };
  it('are not there by id, filter, member or role, and cannot be changed', async () => {
    const unit = await made({ displayName: 'Ours' });
    await add(unit, blake);
    const paths = ['', '?$expand=members', '/members', '/members/$ref', `/members/${blake}`, '/scopedRoleMembers'];
    for (const path of paths) {
      expect(await bench.call('GET', `${units}/${unit}${path}`, theirs), path).toMatchObject({ status: 404 });
    }
    expect((await bench.call('GET', `${units}?$filter=displayName eq 'Ours'`, theirs)).body.value).toEqual([]);
    expect(await bench.call('PATCH', `${units}/${unit}`, { ...theirs, body: { displayName: 'x' } })).toMatchObject({
      status: 404,
    });
    expect(await add(unit, mallory, theirs)).toMatchObject({ status: 404 });
    const role = { roleId: userAdministrator, roleMemberInfo: { id: mallory } };
    const url = `${units}/${unit}/scopedRoleMembers`;
    expect(await bench.call('POST', url, { ...theirs, body: role })).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${units}/${unit}`, theirs)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `${units}/${unit}/members`)).toMatchObject({ status: 200 });
  });
});

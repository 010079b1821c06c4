import type { DeviceId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeDevice, changesOf, createRoleAssignment } from '../../../../directory/index.js';
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
const advanced = { headers: { ConsistencyLevel: 'eventual' } };
const asService: BenchCall = { as: 'app', roles: ['Device.ReadWrite.All'] };

let number = 0;
const draft = (more: object = {}): Readonly<Record<string, unknown>> => {
  number += 1;
  return {
    accountEnabled: true,
    alternativeSecurityIds: [{ type: 2, key: 'ZmFrZSBrZXk=' }],
    deviceId: `d0000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    displayName: `Device ${number}`,
    operatingSystem: 'Windows',
    operatingSystemVersion: '10.0.22000',
    ...more,
  };
};
async function made(more: object = {}): Promise<string> {
  const { status, body } = await bench.call('POST', '/devices', { body: draft(more) });
  expect({ status, error: body.error }).toEqual({ status: 201, error: undefined });
  return String(body.id);
}
const names = (body: Readonly<Record<string, unknown>>) =>
  (body.value as readonly { readonly displayName: string }[]).map(({ displayName }) => displayName).sort();
const reference = (id: string) => ({ '@odata.id': `https://graph.example/v1.0/directoryObjects/${id}` });

describe('a new device', () => {
  let registered: string;
  beforeAll(async () => {
    registered = await made({ deviceId: 'D1111111-0000-4000-8000-000000000001' });
  });

  it('is answered with what Graph shows of devices, and never with its alternative security ids', async () => {
    const { body, text, headers } = await bench.call('POST', '/devices', {
      body: draft({ displayName: 'First', physicalIds: ['[OrderId]:1'] }),
    });
    expect(headers.location).toBe(`https://login.example/v1.0/devices/${String(body.id)}`);
    expect(body).toMatchObject({
      displayName: 'First',
      accountEnabled: true,
      profileType: 'RegisteredDevice',
      physicalIds: ['[OrderId]:1'],
      systemLabels: [],
      isCompliant: null,
      isManaged: null,
      trustType: null,
      mdmAppId: null,
      isManagementRestricted: false,
      approximateLastSignInDateTime: null,
      registrationDateTime: expect.stringMatching(/Z$/),
    });
    expect(text).not.toContain('ZmFrZSBrZXk');
    const asked = await bench.call('GET', `/devices/${String(body.id)}?$select=alternativeSecurityIds,displayName`);
    expect(asked.text).not.toContain('ZmFrZSBrZXk');
  });

  it('is found by its id and by the id that its registration gave', async () => {
    const id = registered;
    for (const key of [`/${id}`, "(deviceId='d1111111-0000-4000-8000-000000000001')"]) {
      expect(await bench.call('GET', `/devices${key}`)).toMatchObject({ status: 200, body: { id } });
    }
    expect(await bench.call('GET', "/devices(deviceId='nothing')")).toMatchObject({ status: 404 });
    expect(await bench.call('GET', '/devices/nothing')).toMatchObject({ status: 404 });
  });

  it.each([
    ['no device id', { deviceId: undefined }],
    ['a device id that is no GUID', { deviceId: 'mine' }],
    ['a device id that is taken', { deviceId: 'd1111111-0000-4000-8000-000000000001' }],
    ['no operating system', { operatingSystem: undefined }],
    ['no alternative security ids', { alternativeSecurityIds: undefined }],
    ['a property that devices do not have', { shoeSize: 43 }],
    ['a property that is given by the service', { trustType: 'AzureAd' }],
    ['a profile type that there is not', { profileType: 'Toaster' }],
    ['a value of another type', { accountEnabled: 'yes' }],
    ['a key that is no base64', { alternativeSecurityIds: [{ type: 2, key: '%' }] }],
  ])('is refused with %s, and nothing is kept', async (_title, change) => {
    const answer = await bench.call('POST', '/devices', { body: draft({ displayName: 'refused', ...change }) });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect((await bench.call('GET', "/devices?$filter=displayName eq 'refused'")).body.value).toEqual([]);
  });

  it('is made by those only who may, through an application that may do whatever they may', async () => {
    const scopes = ['Directory.AccessAsUser.All'];
    expect(await bench.call('POST', '/devices', { body: draft(), scopes })).toMatchObject({ status: 201 });
    const without = { body: draft(), scopes: ['Device.Read.All', 'Directory.ReadWrite.All'] };
    expect(await bench.call('POST', '/devices', without)).toMatchObject({ status: 403 });
    expect(await bench.call('POST', '/devices', { body: draft(), scopes, as: blake })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', '/devices', { body: draft(), ...asService })).toMatchObject({ status: 403 });
  });
});

describe('devices', () => {
  it.each([
    ["$filter=displayName eq 'PIXEL'", ['Pixel']],
    ["$filter=startsWith(operatingSystem,'And')", ['Pixel']],
    ["$filter=deviceId eq 'd2222222-0000-4000-8000-000000000002'", ['Pixel']],
    ["$filter=deviceId eq 'nothing'", []],
    ["$filter=physicalIds/any(p:p eq '[OrderId]:7')", ['Pixel']],
    ["$filter=extensionAttributes/extensionAttribute3 eq 'kiosk'", ['Pixel']],
    ['$filter=isCompliant eq true', ['Pixel']],
    ['$filter=approximateLastSignInDateTime le 2020-01-31', ['Pixel']],
    ["$filter=profileType eq 'Shared'", ['Pixel']],
    ['$search="displayName:pix"', ['Pixel']],
  ])('answer ?%s', async (query, expected) => {
    const { body: there } = await bench.call('GET', "/devices?$filter=displayName eq 'Pixel'");
    if (names(there).length === 0) {
      const id = await made({
        displayName: 'Pixel',
        deviceId: 'd2222222-0000-4000-8000-000000000002',
        operatingSystem: 'Android',
        physicalIds: ['[OrderId]:7'],
        profileType: 'Shared',
        extensionAttributes: { extensionAttribute3: 'kiosk' },
      });
      await bench.call('PATCH', `/devices/${id}`, { ...asService, body: { isCompliant: true } });
      const by = { actor: { kind: 'operator', name: 'test' } } as const;
      const signedIn = changeDevice(id as DeviceId, (device) => ({ ...device, lastSignInAt: Date.UTC(2020, 0, 2) }));
      await bench.directory.perform(tenant, by, signedIn);
    }
    const { status, body } = await bench.call('GET', `/devices?${query}&$count=true`, advanced);
    expect({ status, names: names(body), count: body['@odata.count'] }).toEqual({
      status: 200,
      names: expected,
      count: expected.length,
    });
  });

  it('are listed each once, page by page, also by when they were last signed in from', async () => {
    for (const query of ['$top=2', '$top=2&$orderby=approximateLastSignInDateTime']) {
      const seen: string[] = [];
      let url: string | undefined = `/devices?${query}&$select=id`;
      for (let page = 0; url !== undefined && page < 30; page += 1) {
        const { body } = await bench.call('GET', url);
        seen.push(...(body.value as readonly { readonly id: string }[]).map(({ id }) => id));
        url = (body['@odata.nextLink'] as string | undefined)?.slice('https://login.example/v1.0'.length);
      }
      const { text } = await bench.call('GET', '/devices/$count', advanced);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(Number(text));
    }
  });

  it('are read with the least permission, by members of the tenant, and by no application without it', async () => {
    const id = await made();
    const least = ['Device.Read.All'];
    expect(await bench.call('GET', `/devices/${id}`, { as: blake, scopes: least })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', `/devices/${id}`, { as: blake, scopes: ['User.Read.All'] })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('GET', '/devices', { as: 'app', roles: least })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', '/devices', { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
  });
});

describe('a change of a device', () => {
  it('changes what the body names, and tells the journal the old and the new', async () => {
    const id = await made({ extensionAttributes: { extensionAttribute1: 'one', extensionAttribute2: 'two' } });
    const body = { displayName: 'Renamed', extensionAttributes: { extensionAttribute2: null } };
    expect(await bench.call('PATCH', `/devices/${id}`, { body })).toMatchObject({ status: 204 });
    const after = await bench.call('GET', `/devices/${id}`);
    expect(after.body).toMatchObject({
      displayName: 'Renamed',
      operatingSystem: 'Windows',
      extensionAttributes: { extensionAttribute1: 'one', extensionAttribute2: null },
    });
    const by = { actor: { kind: 'operator', name: 'test' } } as const;
    const entries = (await bench.directory.perform(tenant, by, changesOf(['device'], 0, 1_000))).filter(
      ({ target }) => target.id === id,
    );
    expect(entries.map(({ operation }) => operation)).toEqual(['device.create', 'device.update']);
    expect(entries[1]?.changes).toContainEqual({
      property: 'displayName',
      old: expect.stringMatching(/^Device/),
      new: 'Renamed',
    });
  });

  it.each([
    ['the device id', { deviceId: 'd3333333-0000-4000-8000-000000000003' }],
    ['what the service gives', { mdmAppId: '80000000-0000-4000-8000-000000000002' }],
    ['the name away', { displayName: null }],
    ['the profile type to none that there is', { profileType: 'Toaster' }],
  ])('cannot change %s', async (_title, body) => {
    const id = await made();
    expect(await bench.call('PATCH', `/devices/${id}`, { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
  });

  it('is refused when the device has changed since it was read', async () => {
    const id = await made();
    const { headers } = await bench.call('GET', `/devices/${id}`);
    const match = { 'if-match': String(headers.etag) };
    const change = { headers: match, body: { displayName: 'Once' } };
    expect(await bench.call('PATCH', `/devices/${id}`, change)).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', `/devices/${id}`, change)).toMatchObject({ status: 412 });
    expect(await bench.call('DELETE', `/devices/${id}`, { headers: match })).toMatchObject({ status: 412 });
  });

  it('is for those who have the role for what is changed', async () => {
    const id = await made();
    const by = { actor: { kind: 'operator', name: 'test' } } as const;
    const cloudDeviceAdministrator = '7698a772-787b-4ac8-901f-60d6b08affd2';
    await bench.directory.perform(
      tenant,
      by,
      createRoleAssignment({
        principalId: casey,
        roleDefinitionId: cloudDeviceAdministrator,
        directoryScopeId: '/',
      }),
    );
    const as = { as: casey };
    expect(await bench.call('PATCH', `/devices/${id}`, { ...as, body: { accountEnabled: false } })).toMatchObject({
      status: 204,
    });
    for (const body of [{ displayName: 'x' }, { extensionAttributes: { extensionAttribute1: 'x' } }]) {
      expect(await bench.call('PATCH', `/devices/${id}`, { ...as, body })).toMatchObject({ status: 403 });
    }
    expect(await bench.call('PATCH', `/devices/${id}`, { as: blake, body: { accountEnabled: true } })).toMatchObject({
      status: 403,
    });
  });

  it('lets an owner shut a device, and do nothing else with it', async () => {
    const id = await made();
    await bench.call('POST', `/devices/${id}/registeredOwners/$ref`, { body: reference(blake) });
    const as = { as: blake };
    expect(await bench.call('PATCH', `/devices/${id}`, { ...as, body: { accountEnabled: false } })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', `/devices/${id}`, { ...as, body: { accountEnabled: true } })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('DELETE', `/devices/${id}`, as)).toMatchObject({ status: 403 });
  });
});

describe('what a management service says of a device', () => {
  it('is said by an application, which is then known to manage it, and by nobody in person', async () => {
    const id = await made();
    const said = { isManaged: true, isCompliant: true, manufacturer: 'Fabrikam', deviceOwnership: 'company' };
    expect(await bench.call('PATCH', `/devices/${id}`, { body: said })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', '/devices', { body: draft(said) })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', `/devices/${id}`, { ...asService, body: said })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `/devices/${id}`)).body).toMatchObject({
      ...said,
      mdmAppId: '80000000-0000-4000-8000-000000000002',
    });
    const retired = { isManaged: null, isCompliant: null };
    expect(await bench.call('PATCH', `/devices/${id}`, { ...asService, body: retired })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `/devices/${id}`)).body).toMatchObject({ ...retired, mdmAppId: null });
  });

  it('cannot be said by one application of a device that another one manages', async () => {
    const manager = '20000000-0000-4000-8000-0000000000d1';
    await bench.seed([
      { id: tenant, displayName: 'Contoso', applications: [{ appId: manager, displayName: 'Manager' }] },
    ]);
    const id = await made();
    const by = { actor: { kind: 'operator', name: 'test' } } as const;
    const managed = changeDevice(id as DeviceId, (device) => ({
      ...device,
      isManaged: true,
      properties: { ...device.properties, mdmAppId: manager },
    }));
    await bench.directory.perform(tenant, by, managed);
    const answer = await bench.call('PATCH', `/devices/${id}`, { ...asService, body: { isCompliant: true } });
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('manages') } } });
    expect((await bench.call('GET', `/devices/${id}`)).body).toMatchObject({ isCompliant: null, mdmAppId: manager });
    expect(await bench.call('PATCH', `/devices/${id}`, { ...asService, body: { displayName: 'y' } })).toMatchObject({
      status: 204,
    });
  });
});

describe('deleting a device', () => {
  it('removes it at once and for good, with the roles that were given for it alone', async () => {
    const id = await made();
    const assignment = { roleDefinitionId: '7698a772-787b-4ac8-901f-60d6b08affd2', principalId: blake };
    const by = { actor: { kind: 'operator', name: 'test' } } as const;
    await bench.directory.perform(tenant, by, createRoleAssignment({ ...assignment, directoryScopeId: `/${id}` }));
    const url = `/roleManagement/directory/roleAssignments?$filter=directoryScopeId eq '/${id}'`;
    expect((await bench.call('GET', url)).body.value).toHaveLength(1);
    expect(await bench.call('DELETE', `/devices/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `/devices/${id}`)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `/directory/deletedItems/${id}`)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', url)).body.value).toEqual([]);
    expect(await bench.call('DELETE', `/devices/${id}`)).toMatchObject({ status: 404 });
  });

  it('is for administrators, and for applications that may write devices', async () => {
    const id = await made();
    expect(await bench.call('DELETE', `/devices/${id}`, { as: blake })).toMatchObject({ status: 403 });
    expect(await bench.call('DELETE', `/devices/${id}`, { as: 'app', roles: ['Device.Read.All'] })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('DELETE', `/devices/${id}`, asService)).toMatchObject({ status: 204 });
  });
});

describe('devices of another tenant', () => {
  const theirs: BenchCall = { tenant: otherTenant, as: 'app', roles: ['Device.Read.All', 'Device.ReadWrite.All'] };

  it('are not there by id, alternate key, filter or relation, and cannot be changed', async () => {
    const id = await made({ deviceId: 'd4444444-0000-4000-8000-000000000004' });
    await bench.call('POST', `/devices/${id}/registeredOwners/$ref`, { body: reference(avery) });
    for (const url of [
      `/devices/${id}`,
      "/devices(deviceId='d4444444-0000-4000-8000-000000000004')",
      `/devices/${id}?$expand=registeredOwners`,
      `/devices/${id}/registeredOwners`,
      `/devices/${id}/registeredUsers`,
    ]) {
      expect(await bench.call('GET', url, theirs), url).toMatchObject({ status: 404 });
    }
    const listed = await bench.call('GET', `/devices?$filter=id eq '${id}'`, theirs);
    expect(listed.body.value).toEqual([]);
    expect(await bench.call('PATCH', `/devices/${id}`, { ...theirs, body: { displayName: 'x' } })).toMatchObject({
      status: 404,
    });
    expect(await bench.call('DELETE', `/devices/${id}`, theirs)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `/devices/${id}`)).toMatchObject({ status: 200 });
  });
});

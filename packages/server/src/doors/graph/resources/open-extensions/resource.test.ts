import type { DeviceId, UserId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDevice, deleteObject, restoreObject } from '../../../../directory/index.js';
import {
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

const group = 'abcdef03-0000-4000-8000-0000000000aa';
const device = 'abcdef03-0000-4000-8000-0000000000bb' as DeviceId;
const by = { actor: { kind: 'operator', name: 'bench' } } as const;

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({ groups: [{ id: group, displayName: 'Team', mailNickname: 'team' }] });
  const draft = {
    id: device,
    deviceId: 'abcdef03-0000-4000-8000-0000000000cc',
    displayName: 'Laptop',
    accountEnabled: true,
    owners: [],
  };
  await bench.directory.perform(tenant, by, createDevice(draft));
});
afterAll(() => bench.close());

const settings = { extensionName: 'com.contoso.settings', theme: 'dark', size: 12, sounds: false, tags: ['a', 'b'] };
const extensions = (id: string) => `/users/${id}/extensions`;
const create = (id: UserId, body: object, how: BenchCall = {}) =>
  bench.call('POST', extensions(id), { ...how, body: { '@odata.type': 'microsoft.graph.openTypeExtension', ...body } });

describe('an open extension', () => {
  const of = personId('blake');

  it('hangs any plain values on an object, under a name', async () => {
    const made = await create(of, { ...settings, 'tags@odata.type': '#Collection(String)' });
    expect(made.status).toBe(201);
    const { '@odata.context': context, ...shown } = made.body;
    expect(context).toBe(`https://login.example/v1.0/$metadata#users('${of}')/extensions/$entity`);
    expect(shown).toEqual({
      '@odata.type': '#microsoft.graph.openTypeExtension',
      id: settings.extensionName,
      ...settings,
    });
    for (const name of [
      'com.contoso.settings',
      'COM.Contoso.Settings',
      'microsoft.graph.openTypeExtension.com.contoso.settings',
    ]) {
      expect(await bench.call('GET', `${extensions(of)}/${name}`)).toMatchObject({ status: 200, body: settings });
    }
    expect((await bench.call('GET', extensions(of))).body.value).toEqual([shown]);
    expect((await bench.call('GET', `${extensions(of)}/com.contoso.settings?$select=theme`)).body).toMatchObject({
      theme: 'dark',
    });
  });

  it('gets other values as a whole', async () => {
    const path = `${extensions(of)}/com.contoso.settings`;
    expect(await bench.call('PATCH', path, { body: { theme: 'light', size: null } })).toMatchObject({ status: 204 });
    const { '@odata.context': _context, ...shown } = (await bench.call('GET', path)).body;
    expect(shown).toEqual({
      '@odata.type': '#microsoft.graph.openTypeExtension',
      id: settings.extensionName,
      extensionName: settings.extensionName,
      theme: 'light',
      size: null,
    });
    expect(await bench.call('PATCH', path, { body: { extensionName: 'com.contoso.other' } })).toMatchObject({
      status: 400,
    });
    const journal = (await bench.journal()).filter(({ target }) => target.type === 'open-extension');
    expect(journal.map(({ operation }) => operation)).toEqual(['open-extension.create', 'open-extension.update']);
  });

  it('is refused where it changed since it was read', async () => {
    const path = `${extensions(of)}/com.contoso.settings`;
    const match = { 'if-match': String((await bench.call('GET', path)).headers.etag) };
    expect(await bench.call('PATCH', path, { headers: match, body: { one: 1 } })).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', path, { headers: match, body: { two: 2 } })).toMatchObject({ status: 412 });
  });

  it('is taken away', async () => {
    const path = `${extensions(of)}/com.contoso.settings`;
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(await bench.call(method, path, method === 'PATCH' ? { body: {} } : {})).toMatchObject({ status: 404 });
    }
  });

  it.each<[string, object]>([
    ['no name', { theme: 'dark' }],
    ['a name that is reserved', { extensionName: 'Com.Microsoft.Settings' }],
    ['a name that is none', { extensionName: 'a b' }],
    ['a structure', { extensionName: 'com.contoso.x', inner: { a: 1 } }],
    ['a list of structures', { extensionName: 'com.contoso.x', inner: [{ a: 1 }] }],
    ['a value by a name of objects', { extensionName: 'com.contoso.x', constructor: 1 }],
    ['another type', { extensionName: 'com.contoso.x', '@odata.type': 'microsoft.graph.user' }],
  ])('is refused with %s', async (_title, body) => {
    expect(await create(of, body)).toMatchObject({ status: 400 });
    expect((await bench.call('GET', extensions(of))).body.value).toEqual([]);
  });

  it('is small, one of two of its application, and the only one by its name', async () => {
    const id = personId('casey');
    expect(await create(id, { extensionName: 'com.contoso.big', text: 'x'.repeat(2_100) })).toMatchObject({
      status: 403,
    });
    expect(await create(id, { extensionName: 'com.contoso.one', a: 1 })).toMatchObject({ status: 201 });
    expect(await create(id, { extensionName: 'COM.contoso.ONE', a: 1 })).toMatchObject({ status: 400 });
    expect(await create(id, { extensionName: 'com.contoso.two', a: 1 })).toMatchObject({ status: 201 });
    expect(await create(id, { extensionName: 'com.contoso.three', a: 1 })).toMatchObject({
      status: 403,
      body: { error: { code: 'Directory_QuotaExceeded' } },
    });
    const wide = { text: 'x'.repeat(2_100) };
    expect(await bench.call('PATCH', `${extensions(id)}/com.contoso.one`, { body: wide })).toMatchObject({
      status: 403,
    });
  });

  it('goes with its object, and comes back with it', async () => {
    const id = personId('ellis');
    await create(id, settings);
    await bench.directory.perform(tenant, by, deleteObject('user', id));
    expect(await bench.call('GET', extensions(id))).toMatchObject({ status: 404 });
    await bench.directory.perform(tenant, by, restoreObject(id));
    expect(await bench.call('GET', `${extensions(id)}/com.contoso.settings`)).toMatchObject({ status: 200 });
  });
});

describe('open extensions', () => {
  it.each([`/groups/${group}`, `/devices/${device}`])('hang on %s too', async (object) => {
    expect(await bench.call('POST', `${object}/extensions`, { body: settings })).toMatchObject({ status: 201 });
    expect(await bench.call('GET', `${object}/extensions/com.contoso.settings`)).toMatchObject({
      body: { theme: 'dark' },
    });
  });

  it.each([
    '/users/70000000-0000-4000-8000-0000000000ff',
    `/users/${personId('mallory')}`,
    `/users/${group}`,
    `/groups/${avery}`,
    '/users/nobody@contoso.example',
  ])('hang on nothing that is not there: %s', async (object) => {
    expect(await bench.call('GET', `${object}/extensions`)).toMatchObject({ status: 404 });
    expect(await bench.call('POST', `${object}/extensions`, { body: settings })).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `${object}/extensions/com.contoso.settings`)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${object}/extensions/com.contoso.settings`)).toMatchObject({ status: 404 });
  });

  it('are out of reach of another tenant', async () => {
    const how = { tenant: otherTenant, as: personId('mallory'), scopes: ['Group.Read.All'] };
    expect(await bench.call('GET', `/groups/${group}/extensions/com.contoso.settings`, how)).toMatchObject({
      status: 404,
    });
  });

  it('are read and written by the person with what the person’s own profile takes', async () => {
    const own = { as: personId('drew'), scopes: ['User.ReadWrite'] };
    const call = (method: string, path: string, how: BenchCall) =>
      bench.call(method, path, { ...how, ...(method === 'POST' && { body: settings }) });
    expect(await call('POST', '/me/extensions', own)).toMatchObject({ status: 201 });
    expect(await call('GET', '/me/extensions', { ...own, scopes: ['User.Read'] })).toMatchObject({ status: 200 });
    expect(await call('POST', '/me/extensions', { ...own, scopes: ['User.Read'] })).toMatchObject({ status: 403 });
    expect(await call('GET', extensions(avery), { ...own, scopes: ['User.Read'] })).toMatchObject({ status: 403 });
    expect(await call('POST', extensions(avery), { ...own, scopes: ['User.ReadWrite.All'] })).toMatchObject({
      status: 403,
    });
  });

  it('are read and written by applications with what the object takes', async () => {
    const app = (role: string) => ({ as: 'app', roles: [role] }) as const;
    expect(await create(avery, settings, app('User.ReadWrite.All'))).toMatchObject({ status: 201 });
    expect(await create(avery, settings, app('User.Read.All'))).toMatchObject({ status: 403 });
    expect(await bench.call('GET', extensions(avery), app('User.Read.All'))).toMatchObject({ status: 200 });
    expect(await bench.call('GET', `/groups/${group}/extensions`, app('User.Read.All'))).toMatchObject({ status: 403 });
    expect(await bench.call('GET', `/groups/${group}/extensions`, app('Group.Read.All'))).toMatchObject({
      status: 200,
    });
    expect(
      await bench.call('POST', `/devices/${device}/extensions`, { ...app('Device.Read.All'), body: settings }),
    ).toMatchObject({ status: 403 });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GraphBench, openGraphBench, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
let path: string;
let appId: string;
beforeAll(async () => {
  bench = await openGraphBench();
});
beforeEach(async () => {
  const { body } = await bench.call('POST', '/applications', { body: { displayName: 'Extender' } });
  appId = String(body.appId);
  path = `/applications/${String(body.id)}/extensionProperties`;
});
afterAll(() => bench.close());

const definition = (more: object = {}) => ({ name: 'jobGroup', dataType: 'String', targetObjects: ['User'], ...more });
const define = (more: object = {}) => bench.call('POST', path, { body: definition(more) });
const count = async () => ((await bench.call('GET', path)).body.value as readonly unknown[]).length;
const missing = { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } };

describe('a directory extension', () => {
  it('is defined under the name of its application, read, found and deleted', async () => {
    const name = `extension_${appId.replaceAll('-', '')}_jobGroup`;
    const made = await define({ isMultiValued: true });
    expect(made).toMatchObject({
      status: 201,
      body: {
        appDisplayName: 'Extender',
        dataType: 'String',
        deletedDateTime: null,
        isMultiValued: true,
        isSyncedFromOnPremises: false,
        name,
        targetObjects: ['User'],
      },
    });
    const one = `${path}/${String(made.body.id)}`;
    expect(await bench.call('GET', one)).toMatchObject({ status: 200, body: { name } });
    const found = await bench.call('GET', `${path}?$filter=name eq '${name}'&$select=id`);
    expect(found.body.value).toMatchObject([{ id: made.body.id }]);
    const headers = { ConsistencyLevel: 'eventual' };
    expect((await bench.call('GET', `${path}/$count`, { headers })).text).toBe('1');
    expect(await bench.call('GET', `${path}/$count`)).toMatchObject({ status: 400 });
    expect(await bench.call('DELETE', one)).toMatchObject({ status: 204 });
    for (const method of ['GET', 'DELETE']) expect(await bench.call(method, one)).toMatchObject(missing);
  });

  it('is known to the configuration of its tenant at once', async () => {
    const known = async () => (await bench.directory.configuration(tenant))?.documents('extension-property').length;
    const before = (await known()) ?? 0;
    const { body } = await define();
    expect(await known()).toBe(before + 1);
    await bench.call('DELETE', `${path}/${String(body.id)}`);
    expect(await known()).toBe(before);
  });

  it.each([
    ['no name', { name: undefined }],
    ['a name with a hyphen', { name: 'job-group' }],
    ['a name that is too long', { name: 'x'.repeat(86) }],
    ['a type that is none', { dataType: 'Colour' }],
    ['a kind of object in small letters', { targetObjects: ['user'] }],
    ['no kind of object', { targetObjects: [] }],
    ['an application of its own', { appDisplayName: 'Mine' }],
  ])('is refused with %s', async (_title, more) => {
    expect(await define(more)).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect(await count()).toBe(0);
  });

  it('has a name that no other of the application has, in any letter case', async () => {
    await define();
    const again = await define({ name: 'JOBGROUP', dataType: 'Boolean' });
    expect(again).toMatchObject({ status: 400, body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } } });
    expect(await count()).toBe(1);
  });

  it('is reached through its own application only', async () => {
    const { body } = await define();
    const other = await bench.call('POST', '/applications', { body: { displayName: 'Other' } });
    const elsewhere = `/applications/${String(other.body.id)}/extensionProperties/${String(body.id)}`;
    for (const method of ['GET', 'DELETE']) expect(await bench.call(method, elsewhere)).toMatchObject(missing);
    const nowhere = '/applications/90000000-0000-4000-8000-00000000000f/extensionProperties';
    expect(await bench.call('GET', nowhere)).toMatchObject(missing);
    expect(await bench.call('POST', nowhere, { body: definition() })).toMatchObject(missing);
    expect(await count()).toBe(1);
  });

  it('goes with its application', async () => {
    await define();
    const before = (await bench.directory.configuration(tenant))?.documents('extension-property').length ?? 0;
    await bench.call('DELETE', path.replace('/extensionProperties', ''));
    expect((await bench.directory.configuration(tenant))?.documents('extension-property')).toHaveLength(before - 1);
  });

  it('for applications is a property of them, and of nothing else', async () => {
    const { body } = await define({ name: 'team', targetObjects: ['Application'] });
    const name = String(body.name);
    const application = path.replace('/extensionProperties', '');
    const made = await bench.call('POST', '/applications', { body: { displayName: 'Extended', [name]: 'bakers' } });
    expect((await bench.call('GET', `/applications/${String(made.body.id)}?$select=${name}`)).body[name]).toBe(
      'bakers',
    );
    expect(await bench.call('PATCH', application, { body: { [name]: 'cooks' } })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${application}?$select=${name}`)).body[name]).toBe('cooks');
    expect(await bench.call('PATCH', application, { body: { [name]: 7 } })).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', '/me', { body: { [name]: 'x' } })).toMatchObject({ status: 400 });
  });

  it('has, with all others, a hundred values at most on one application', async () => {
    const [one, other] = [
      await define({ name: 'one', targetObjects: ['Application'], isMultiValued: true }),
      await define({ name: 'other', targetObjects: ['Application'], isMultiValued: true }),
    ].map(({ body }) => String(body.name));
    const values = (length: number) => Array.from({ length }, (_, number) => `v${number}`);
    const application = path.replace('/extensionProperties', '');
    const write = (name = '', length = 0) => bench.call('PATCH', application, { body: { [name]: values(length) } });
    expect(await write(one, 60)).toMatchObject({ status: 204 });
    expect(await write(other, 41)).toMatchObject({ status: 403, body: { error: { code: 'Directory_QuotaExceeded' } } });
    expect(await write(other, 40)).toMatchObject({ status: 204 });
  });
});

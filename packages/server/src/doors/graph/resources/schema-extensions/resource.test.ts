import type { AppId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
} from '../../graph-bench.fixture.js';

/** An application of the tenant, which blake owns. */
const owner = 'abcdef02-0000-4000-8000-000000000001' as AppId;
/** One that nobody owns. */
const lone = 'abcdef02-0000-4000-8000-000000000002' as AppId;
/** The application through which everybody of the bench calls. */
const bencher = '80000000-0000-4000-8000-000000000002';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({
    domains: ['contoso.example', 'graphlearn.example'],
    applications: [
      { appId: owner, displayName: 'Training', owners: ['blake@contoso.example'] },
      { appId: lone, displayName: 'Lone' },
    ],
  });
});
afterAll(() => bench.close());

const blake: BenchCall = { as: personId('blake'), scopes: ['Application.ReadWrite.All'] };
const draft = {
  description: 'Training courses',
  owner,
  targetTypes: ['Group', 'user'],
  properties: [
    { name: 'courseId', type: 'Integer' },
    { name: 'courseName', type: 'String' },
  ],
};

const define = (body: object, how: BenchCall = {}) =>
  bench.call('POST', '/schemaExtensions', { ...how, body: { ...draft, ...body } });
const pathOf = (body: Readonly<Record<string, unknown>>) => `/schemaExtensions/${String(body.id)}`;

/** A definition of its own: an application may own five. */
async function made(id: string, how: BenchCall = {}): Promise<string> {
  const { status, body } = await define({ id, owner: lone }, how);
  expect(status).toBe(201);
  return pathOf(body);
}

describe('a schema extension', () => {
  it('gets an id of its own from a plain name, and begins in development', async () => {
    const { status, body } = await define({ id: 'courses' }, blake);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^ext[a-z0-9]{8}_courses$/),
      description: 'Training courses',
      owner,
      status: 'InDevelopment',
      targetTypes: ['Group', 'User'],
      properties: draft.properties,
    });
    expect((await bench.call('GET', pathOf(body))).body).toMatchObject({ id: body.id });
    expect(await bench.call('DELETE', pathOf(body), blake)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', pathOf(body))).toMatchObject({ status: 404 });
  });

  it('may begin with the name of a domain that the tenant has proved, once', async () => {
    const { status, body } = await define({ id: 'graphlearn_courses' }, blake);
    expect({ status, id: body.id }).toEqual({ status: 201, id: 'graphlearn_courses' });
    expect(await define({ id: 'graphlearn_courses' }, blake)).toMatchObject({ status: 400 });
    expect(await bench.call('DELETE', '/schemaExtensions/graphlearn_courses', blake)).toMatchObject({ status: 204 });
  });

  it.each<[string, object]>([
    ['the name of a domain that is not the tenant’s', { id: 'fabrikam_courses' }],
    ['a name that is none', { id: '1course' }],
    ['no name', { id: undefined }],
    ['no properties', { properties: [] }],
    [
      'two properties of one name',
      {
        properties: [
          { name: 'a', type: 'String' },
          { name: 'A', type: 'String' },
        ],
      },
    ],
    ['a property of no type', { properties: [{ name: 'a', type: 'Money' }] }],
    ['a property by a name of objects', { properties: [{ name: 'constructor', type: 'String' }] }],
    ['a property by a name that is none', { properties: [{ name: 'a-b', type: 'String' }] }],
    ['no target', { targetTypes: [] }],
    ['a target that is not here', { targetTypes: ['message'] }],
    ['a status', { status: 'Available' }],
    ['an owner that is no id', { owner: 'x' }],
    ['a property that it does not have', { shoeSize: 43 }],
  ])('is refused with %s', async (_title, change) => {
    expect(await define({ id: 'refused', ...change })).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_BadRequest' } },
    });
  });

  it('is one of five of its application at most', async () => {
    const paths = [];
    for (const name of ['one', 'two', 'three', 'four', 'five']) paths.push(await made(name));
    expect(await define({ id: 'six', owner: lone })).toMatchObject({
      status: 403,
      body: { error: { code: 'Directory_QuotaExceeded' } },
    });
    for (const path of paths) await bench.call('DELETE', path);
  });

  it('is listed and filtered', async () => {
    const path = await made('listed');
    const { body } = await bench.call(
      'GET',
      `/schemaExtensions?$filter=owner eq '${lone}' and status eq 'InDevelopment'`,
    );
    expect(body.value).toMatchObject([{ id: path.split('/').at(-1) }]);
    await bench.call('DELETE', path);
  });
});

describe('a change of a schema extension', () => {
  it('adds, and takes nothing away', async () => {
    const path = await made('growing');
    const properties = [...draft.properties, { name: 'courseType', type: 'String' }];
    const change = (body: object) => bench.call('PATCH', path, { body });
    expect(
      await change({ owner: lone, properties, targetTypes: ['User', 'Group', 'Device'], description: 'More' }),
    ).toMatchObject({ status: 204 });
    expect((await bench.call('GET', path)).body).toMatchObject({
      description: 'More',
      properties,
      targetTypes: ['User', 'Group', 'Device'],
    });
    for (const body of [
      { properties: draft.properties },
      { properties: [{ name: 'courseId', type: 'String' }, ...properties.slice(1)] },
      { targetTypes: ['User'] },
      { owner },
      { id: 'other' },
      { status: 'Deprecated' },
      { status: 'Done' },
    ]) {
      expect(await change(body)).toMatchObject({ status: 400 });
    }
    const journal = (await bench.journal()).filter(({ operation }) => operation === 'schema-extension.update');
    expect(journal).toHaveLength(1);
    await bench.call('DELETE', path);
  });

  it('leads from development to use and out of it, and never back', async () => {
    const path = await made('living');
    const become = async (status: string) => (await bench.call('PATCH', path, { body: { status } })).status;
    expect(await become('Available')).toBe(204);
    expect(await become('InDevelopment')).toBe(400);
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 400 });
    expect(await become('Deprecated')).toBe(204);
    expect(await bench.call('GET', path)).toMatchObject({ status: 404 });
    expect(await become('Available')).toBe(404);
  });
});

describe('who may define schema extensions', () => {
  it('the owner of the owning application, and who administers applications', async () => {
    expect(await define({ id: 'mine', owner: lone }, blake)).toMatchObject({ status: 403 });
    expect(await define({ id: 'mine' }, { ...blake, as: personId('casey') })).toMatchObject({ status: 403 });
    expect(await define({ id: 'mine' }, { ...blake, scopes: ['Application.Read.All'] })).toMatchObject({ status: 403 });
    const { status, body } = await define({ id: 'mine' }, { as: avery, scopes: ['Application.ReadWrite.All'] });
    expect(status).toBe(201);
    expect(
      await bench.call('PATCH', pathOf(body), { ...blake, as: personId('casey'), body: { description: 'x' } }),
    ).toMatchObject({ status: 403 });
    expect(await bench.call('DELETE', pathOf(body), { ...blake, as: personId('casey') })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('DELETE', pathOf(body), blake)).toMatchObject({ status: 204 });
  });

  it('no application that the tenant does not have', async () => {
    expect(await define({ id: 'foreign', owner: undefined })).toMatchObject({ status: 403 });
  });

  it('an application for itself, with both permissions', async () => {
    const roles = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'];
    expect(await define({ id: 'own', owner: undefined }, { as: 'app', roles: roles.slice(0, 1) })).toMatchObject({
      status: 403,
    });
    const { status, body } = await define({ id: 'own', owner: undefined }, { as: 'app', roles });
    expect({ status, owner: body.owner }).toEqual({ status: 201, owner: bencher });
    expect(await define({ id: 'own' }, { as: 'app', roles })).toMatchObject({ status: 403 });
  });

  it('nobody of another tenant', async () => {
    const path = await made('here');
    const how = { tenant: otherTenant, as: personId('mallory') };
    expect(await bench.call('GET', path, how)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', path, how)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', '/schemaExtensions', how)).body.value).toEqual([]);
  });

  it('reading takes a permission', async () => {
    const how = { as: personId('blake'), scopes: ['User.Read'] };
    expect(await bench.call('GET', '/schemaExtensions', how)).toMatchObject({ status: 200 });
    expect(await bench.call('GET', '/schemaExtensions', { ...how, scopes: ['Group.Read.All'] })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('GET', '/schemaExtensions', { as: 'app', roles: ['User.Read.All'] })).toMatchObject({
      status: 403,
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createAttributeDefinition,
  createAttributeSet,
  createRoleAssignment,
  isRefused,
} from '../../../../directory/index.js';
import {
  avery,
  type BenchCall,
  type GraphBench,
  openGraphBench,
  otherTenant,
  personId,
  tenant,
} from '../../graph-bench.fixture.js';

const by = { actor: { kind: 'operator', name: 'bench' } } as const;

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  const role = {
    principalId: personId('blake'),
    roleDefinitionId: '8424c6f0-a189-499e-bbd0-26c1753c96d4',
    directoryScopeId: '/',
  };
  await bench.directory.perform(tenant, by, createRoleAssignment(role));
  await bench.directory.perform(tenant, by, createAttributeSet({ id: 'Engineering' }));
  await bench.directory.perform(tenant, by, createAttributeSet({ id: 'Small', maxAttributesPerSet: 1 }));
});
afterAll(() => bench.close());

const url = '/directory/customSecurityAttributeDefinitions';
const blake: BenchCall = { as: personId('blake') };
const plain = {
  attributeSet: 'engineering',
  description: 'What it is for',
  isCollection: false,
  isSearchable: true,
  name: 'ProjectDate',
  status: 'Available',
  type: 'String',
  usePreDefinedValuesOnly: false,
};

const define = (body: object, how: BenchCall = blake) =>
  bench.call('POST', url, { ...how, body: { ...plain, ...body } });
const change = (id: string, body: object, how: BenchCall = blake) =>
  bench.call('PATCH', `${url}/${id}`, { ...how, body });
const valuesOf = async (id: string) => (await bench.call('GET', `${url}/${id}/allowedValues`, blake)).body.value;

describe('the definition of a custom security attribute', () => {
  it('is named by its set and itself, in any letter case', async () => {
    const { status, body } = await define({});
    expect(status).toBe(201);
    const { '@odata.context': context, ...shown } = body;
    expect(context).toBe('https://login.example/v1.0/$metadata#directory/customSecurityAttributeDefinitions/$entity');
    expect(shown).toEqual({ ...plain, attributeSet: 'Engineering', id: 'Engineering_ProjectDate' });
    expect(await bench.call('GET', `${url}/ENGINEERING_projectdate`, blake)).toMatchObject({
      status: 200,
      body: shown,
    });
  });

  it('comes with predefined values, which are shown when they are asked for', async () => {
    const allowedValues = [
      { id: 'Alpine', isActive: true },
      { id: 'Mount Baker', isActive: false },
    ];
    const made = await define({ name: 'Project', isCollection: true, usePreDefinedValuesOnly: true, allowedValues });
    expect(made).toMatchObject({ status: 201 });
    expect(made.body).not.toHaveProperty('allowedValues');
    const { body } = await bench.call(
      'GET',
      `${url}?$expand=allowedValues&$filter=name eq 'project' and type eq 'String'`,
      blake,
    );
    expect(body.value).toMatchObject([{ id: 'Engineering_Project', allowedValues }]);
    expect(await valuesOf('Engineering_Project')).toEqual(allowedValues);
  });

  it.each<[string, object]>([
    ['a set that is not there', { attributeSet: 'Nothing' }],
    ['a name that is taken, in other letters', { name: 'PROJECTDATE' }],
    ['a name with special characters', { name: 'Project-Date' }],
    ['a name that is too long', { name: 'x'.repeat(33) }],
    ['another type', { name: 'Other', type: 'DateTime' }],
    ['another status', { name: 'Other', status: 'Gone' }],
    ['several Booleans', { name: 'Other', type: 'Boolean', isCollection: true }],
    ['predefined Booleans', { name: 'Other', type: 'Boolean', usePreDefinedValuesOnly: true }],
    [
      'a predefined value that is no number',
      { name: 'Other', type: 'Integer', allowedValues: [{ id: 'x', isActive: true }] },
    ],
    [
      'a predefined value twice',
      {
        name: 'Other',
        allowedValues: [
          { id: 'x', isActive: true },
          { id: 'x', isActive: false },
        ],
      },
    ],
    ['a predefined value that is too long', { name: 'Other', allowedValues: [{ id: 'x'.repeat(65), isActive: true }] }],
    ['predefined values that are none', { name: 'Other', allowedValues: 'x' }],
    ['no type', { name: 'Other', type: undefined }],
    ['an id', { name: 'Other', id: 'Engineering_Other' }],
  ])('is refused with %s', async (_title, body) => {
    expect(await define(body)).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
  });

  it('is refused with more predefined values than an attribute may have', async () => {
    const allowedValues = Array.from({ length: 101 }, (_, index) => ({ id: `v${index}`, isActive: true }));
    expect(await define({ name: 'Other', allowedValues })).toMatchObject({ status: 403 });
  });
});

describe('a change of a definition', () => {
  it('is of what it is for, and whether it is active', async () => {
    expect(await change('engineering_projectdate', { description: null, status: 'Deprecated' })).toMatchObject({
      status: 204,
    });
    expect((await bench.call('GET', `${url}/Engineering_ProjectDate`, blake)).body).toMatchObject({
      description: null,
      status: 'Deprecated',
    });
    expect(await change('Engineering_ProjectDate', { status: 'Available' })).toMatchObject({ status: 204 });
    const journal = (await bench.journal()).filter(({ operation }) => operation === 'attribute-definition.update');
    expect(journal).toHaveLength(2);
  });

  it.each<[string, object]>([
    ['its type', { type: 'Integer' }],
    ['its name', { name: 'Other' }],
    ['its set', { attributeSet: 'Small' }],
    ['whether it has several values', { isCollection: true }],
    ['whether it is searchable', { isSearchable: false }],
    ['that only predefined values may be assigned', { usePreDefinedValuesOnly: true }],
  ])('never is of %s', async (_title, body) => {
    expect(await change('Engineering_ProjectDate', body)).toMatchObject({ status: 400 });
  });

  it('lets free values be assigned where only predefined ones could, and not the other way round', async () => {
    await define({ name: 'Loosened', usePreDefinedValuesOnly: true });
    expect(await change('Engineering_Loosened', { usePreDefinedValuesOnly: false })).toMatchObject({ status: 204 });
    expect(await change('Engineering_Loosened', { usePreDefinedValuesOnly: true })).toMatchObject({ status: 400 });
  });

  it('is refused when it changed since it was read', async () => {
    const { headers } = await bench.call('GET', `${url}/Engineering_ProjectDate`, blake);
    const match = { ...blake, headers: { 'if-match': String(headers.etag) } };
    expect(await change('Engineering_ProjectDate', { description: 'One' }, match)).toMatchObject({ status: 204 });
    expect(await change('Engineering_ProjectDate', { description: 'Two' }, match)).toMatchObject({ status: 412 });
  });

  it('adds predefined values and switches them', async () => {
    const delta = {
      'allowedValues@delta': [
        { id: 'Alpine', isActive: false },
        { id: 'Skagit', isActive: true },
      ],
    };
    expect(await change('Engineering_Project', delta)).toMatchObject({ status: 204 });
    expect(await valuesOf('Engineering_Project')).toEqual([
      { id: 'Alpine', isActive: false },
      { id: 'Mount Baker', isActive: false },
      { id: 'Skagit', isActive: true },
    ]);
  });

  it('never takes it away', async () => {
    expect(await bench.call('DELETE', `${url}/Engineering_ProjectDate`, blake)).toMatchObject({ status: 405 });
    expect(await change('Engineering_Nothing', {})).toMatchObject({ status: 404 });
  });
});

describe('a predefined value', () => {
  const values = `${url}/Engineering_Project/allowedValues`;

  it('is added, read and switched by itself', async () => {
    expect(await bench.call('POST', values, { ...blake, body: { id: 'Cascade', isActive: true } })).toMatchObject({
      status: 201,
    });
    expect(await bench.call('GET', `${values}/Cascade`, blake)).toMatchObject({
      body: { id: 'Cascade', isActive: true },
    });
    expect(await bench.call('PATCH', `${values}/Cascade`, { ...blake, body: { isActive: false } })).toMatchObject({
      status: 204,
    });
    const { body } = await bench.call('GET', `${values}?$filter=isActive eq false and id eq 'Cascade'`, blake);
    expect(body.value).toEqual([{ id: 'Cascade', isActive: false }]);
  });

  it.each<[string, string, string, object, number]>([
    ['twice', 'POST', '', { id: 'Cascade', isActive: true }, 400],
    ['without a name', 'POST', '', { isActive: true }, 400],
    ['with another name', 'PATCH', '/Cascade', { id: 'Other' }, 400],
    ['that is not there', 'PATCH', '/Nothing', { isActive: true }, 404],
    ['away', 'DELETE', '/Cascade', {}, 405],
  ])('is not taken %s', async (_title, method, below, body, status) => {
    expect(await bench.call(method, `${values}${below}`, { ...blake, body })).toMatchObject({ status });
  });

  it('is of no attribute that is not there', async () => {
    expect(await bench.call('GET', `${url}/Engineering_Nothing/allowedValues`, blake)).toMatchObject({ status: 404 });
    const body = { id: 'x', isActive: true };
    expect(await bench.call('POST', `${url}/Engineering_Nothing/allowedValues`, { ...blake, body })).toMatchObject({
      status: 404,
    });
  });
});

describe('the room for attributes', () => {
  it('of a set counts those that are active', async () => {
    expect(await define({ attributeSet: 'Small', name: 'One' })).toMatchObject({ status: 201 });
    expect(await define({ attributeSet: 'Small', name: 'Two' })).toMatchObject({ status: 403 });
    expect(await define({ attributeSet: 'Small', name: 'Two', status: 'Deprecated' })).toMatchObject({ status: 201 });
    expect(await change('Small_Two', { status: 'Available' })).toMatchObject({ status: 403 });
    await change('Small_One', { status: 'Deprecated' });
    expect(await change('Small_Two', { status: 'Available' })).toMatchObject({ status: 204 });
  });

  it('of a tenant ends at 500 active ones', async () => {
    await bench.directory.perform(otherTenant, by, async (work) => {
      for (const id of ['Many', 'Few']) await createAttributeSet({ id })(work);
      for (let number = 0; number < 500; number += 1) {
        const draft = { ...plain, attributeSet: 'Many', name: `A${number}`, allowedValues: [] } as never;
        if (isRefused(await createAttributeDefinition(draft)(work))) throw new Error(`no room for ${number}`);
      }
    });
    const how = { tenant: otherTenant, as: 'app', roles: ['CustomSecAttributeDefinition.ReadWrite.All'] } as const;
    expect(await define({ attributeSet: 'Few', name: 'Last' }, how)).toMatchObject({
      status: 403,
      body: { error: { code: 'Directory_QuotaExceeded' } },
    });
  }, 120_000);
});

describe('definitions', () => {
  it('are for those with the roles and permissions, and not for those who administer all else', async () => {
    expect(await bench.call('GET', url, { ...blake, scopes: ['CustomSecAttributeDefinition.Read.All'] })).toMatchObject(
      { status: 200 },
    );
    expect(
      await define({ name: 'Mine' }, { ...blake, scopes: ['CustomSecAttributeDefinition.Read.All'] }),
    ).toMatchObject({ status: 403 });
    for (const as of [avery, personId('drew')]) {
      expect(await bench.call('GET', url, { as })).toMatchObject({ status: 403 });
      expect(await define({ name: 'Mine' }, { as })).toMatchObject({ status: 403 });
      expect(await change('Engineering_Project', {}, { as })).toMatchObject({ status: 403 });
      expect(await bench.call('GET', `${url}/Engineering_Project/allowedValues`, { as })).toMatchObject({
        status: 403,
      });
      const body = { id: 'Mine', isActive: true };
      expect(await bench.call('POST', `${url}/Engineering_Project/allowedValues`, { as, body })).toMatchObject({
        status: 403,
      });
    }
  });

  it('are those of the tenant', async () => {
    const how = { tenant: otherTenant, as: 'app', roles: ['CustomSecAttributeDefinition.Read.All'] } as const;
    expect(await bench.call('GET', `${url}/Engineering_Project`, how)).toMatchObject({ status: 404 });
  });
});

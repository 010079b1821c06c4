import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { avery, type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const definitionAdministrator = '8424c6f0-a189-499e-bbd0-26c1753c96d4';
const definitionReader = '1d336d2c-4ae8-42ef-9711-b3604ce3fc2c';
const by = { actor: { kind: 'operator', name: 'bench' } } as const;

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  await give(personId('blake'), definitionAdministrator);
  await give(personId('casey'), definitionReader);
});
afterAll(() => bench.close());

async function give(principalId: string, roleDefinitionId: string) {
  await bench.directory.perform(
    tenant,
    by,
    createRoleAssignment({ principalId, roleDefinitionId, directoryScopeId: '/' }),
  );
}

const url = '/directory/attributeSets';
const blake = { as: personId('blake') };

describe('an attribute set', () => {
  it('is made, read in any letter case, and changed', async () => {
    const body = { id: 'Engineering', description: 'For engineers', maxAttributesPerSet: 25 };
    const made = await bench.call('POST', url, { ...blake, body });
    expect(made).toMatchObject({
      status: 201,
      body: { '@odata.context': 'https://login.example/v1.0/$metadata#directory/attributeSets/$entity', ...body },
    });
    expect(await bench.call('GET', `${url}/engineering`, blake)).toMatchObject({ status: 200, body });
    const change = { description: 'For all', maxAttributesPerSet: null };
    expect(await bench.call('PATCH', `${url}/ENGINEERING`, { ...blake, body: change })).toMatchObject({ status: 204 });
    const { body: listed } = await bench.call('GET', `${url}?$filter=id eq 'engineering'`, blake);
    expect(listed.value).toEqual([{ id: 'Engineering', description: 'For all', maxAttributesPerSet: null }]);
    expect((await bench.journal()).map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['attribute-set.create', 'attribute-set.update']),
    );
  });

  it.each<[string, object]>([
    ['no name', {}],
    ['a name that is taken, in other letters', { id: 'engineering' }],
    ['a name with a space', { id: 'Human Resources' }],
    ['a name with an underscore', { id: 'Human_Resources' }],
    ['a name that begins with a number', { id: '1st' }],
    ['a name that is too long', { id: 'x'.repeat(33) }],
    ['a description that is too long', { id: 'Other', description: 'x'.repeat(129) }],
    ['no room for attributes', { id: 'Other', maxAttributesPerSet: 0 }],
    ['more room than there is', { id: 'Other', maxAttributesPerSet: 501 }],
  ])('is refused with %s', async (_title, body) => {
    expect(await bench.call('POST', url, { ...blake, body })).toMatchObject({ status: 400 });
  });

  it('keeps its name and stays', async () => {
    expect(await bench.call('PATCH', `${url}/Engineering`, { ...blake, body: { id: 'Other' } })).toMatchObject({
      status: 400,
    });
    expect(await bench.call('DELETE', `${url}/Engineering`, blake)).toMatchObject({ status: 405 });
  });

  it('is not there under another name, nor in another tenant', async () => {
    expect(await bench.call('GET', `${url}/Nothing`, blake)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${url}/Nothing`, { ...blake, body: {} })).toMatchObject({ status: 404 });
    const app = { tenant: otherTenant, as: 'app', roles: ['CustomSecAttributeDefinition.Read.All'] } as const;
    expect(await bench.call('GET', `${url}/Engineering`, app)).toMatchObject({ status: 404 });
  });
});

describe('attribute sets', () => {
  it('are for those with the roles, and not for those who administer all else', async () => {
    const casey = { as: personId('casey') };
    expect(await bench.call('GET', url, casey)).toMatchObject({ status: 200 });
    expect(await bench.call('POST', url, { ...casey, body: { id: 'Mine' } })).toMatchObject({ status: 403 });
    for (const as of [avery, personId('drew')]) {
      expect(await bench.call('GET', url, { as })).toMatchObject({ status: 403 });
      expect(await bench.call('POST', url, { as, body: { id: 'Mine' } })).toMatchObject({ status: 403 });
      expect(await bench.call('PATCH', `${url}/Engineering`, { as, body: {} })).toMatchObject({ status: 403 });
    }
  });

  it('take the permission', async () => {
    const reading = { ...blake, scopes: ['CustomSecAttributeDefinition.Read.All'] };
    expect(await bench.call('GET', url, reading)).toMatchObject({ status: 200 });
    expect(await bench.call('POST', url, { ...reading, body: { id: 'Mine' } })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', url, { as: 'app', roles: ['Directory.Read.All'] })).toMatchObject({ status: 403 });
    const app = { as: 'app', roles: ['CustomSecAttributeDefinition.ReadWrite.All'] } as const;
    expect(await bench.call('POST', url, { ...app, body: { id: 'Apps' } })).toMatchObject({ status: 201 });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { avery, type GraphBench, personId } from '../../graph-bench.fixture.js';
import { apps, giveDirectoryRole, openServicePrincipalBench, principalId } from './service-principals.fixture.js';

const attributeDefinitionAdministrator = '8424c6f0-a189-499e-bbd0-26c1753c96d4';
const attributeAssignmentAdministrator = '58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d';

let bench: GraphBench;
let path: string;
beforeAll(async () => {
  bench = await openServicePrincipalBench();
  path = `/servicePrincipals/${await principalId(bench, apps.ledger)}`;
  for (const role of [attributeDefinitionAdministrator, attributeAssignmentAdministrator]) {
    await giveDirectoryRole(bench, 'avery', role);
  }
  const definition = {
    attributeSet: 'Finance',
    name: 'Books',
    type: 'String',
    status: 'Available',
    isCollection: false,
    isSearchable: true,
    usePreDefinedValuesOnly: false,
  };
  await bench.call('POST', '/directory/attributeSets', { body: { id: 'Finance' } });
  const made = await bench.call('POST', '/directory/customSecurityAttributeDefinitions', { body: definition });
  expect(made.status).toBe(201);
});
afterAll(() => bench.close());

const books = (Books: unknown) => ({ customSecurityAttributes: { Finance: { Books } } });
const assigners = ['CustomSecAttributeAssignment.ReadWrite.All', 'Application.Read.All'];

describe('custom security attributes of a service principal', () => {
  it('are assigned and asked for by whoever may, and shown to nobody else', async () => {
    const as = { as: avery, scopes: assigners };
    expect(await bench.call('PATCH', path, { ...as, body: books('closed') })).toMatchObject({ status: 204 });
    const selected = `${path}?$select=customSecurityAttributes`;
    expect((await bench.call('GET', selected, as)).body).toMatchObject(books('closed'));
    const other = { as: personId('blake'), scopes: assigners };
    expect((await bench.call('GET', selected, other)).body).toMatchObject({ customSecurityAttributes: null });
    const query = "$filter=customSecurityAttributes/Finance/Books eq 'closed'&$count=true&$select=id";
    const headers = { ConsistencyLevel: 'eventual' };
    const found = await bench.call('GET', `/servicePrincipals?${query}`, { ...as, headers });
    expect(found).toMatchObject({ status: 200, body: { '@odata.count': 1 } });
    expect(await bench.call('GET', `/servicePrincipals?${query}`, { ...other, headers })).toMatchObject({
      status: 400,
    });
  });

  it('are changed with their own permission and role alone, and nothing else is', async () => {
    const body = books('open');
    const writers = ['Application.ReadWrite.All'];
    expect(await bench.call('PATCH', path, { scopes: writers, body })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', path, { as: personId('blake'), scopes: assigners, body })).toMatchObject({
      status: 403,
    });
    const both = { ...body, notes: 'mine' };
    expect(await bench.call('PATCH', path, { scopes: assigners, body: both })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', path, { as: 'app', roles: assigners, body })).toMatchObject({ status: 204 });
  });

  it.each([books(7), books(['a']), { customSecurityAttributes: { Finance: { Ledger: 'x' } } }])(
    'are refused when they are not as they are defined: %j',
    async (body) => {
      expect(await bench.call('PATCH', path, { scopes: assigners, body })).toMatchObject({ status: 400 });
    },
  );

  it('are refused once their definition is out of use', async () => {
    const definition = '/directory/customSecurityAttributeDefinitions/Finance_Books';
    const retired = await bench.call('PATCH', definition, { body: { status: 'Deprecated' } });
    expect(retired.status).toBe(204);
    expect(await bench.call('PATCH', path, { scopes: assigners, body: books('late') })).toMatchObject({ status: 400 });
  });

  it('are taken away with null', async () => {
    expect(await bench.call('PATCH', path, { scopes: assigners, body: books(null) })).toMatchObject({ status: 204 });
    const selected = await bench.call('GET', `${path}?$select=customSecurityAttributes`, { scopes: assigners });
    expect(selected.body.customSecurityAttributes).toBeNull();
  });
});

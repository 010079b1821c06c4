import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  const role = { roleDefinitionId: roleTemplateIds.conditionalAccessAdministrator, directoryScopeId: '/' };
  const by = { actor: { kind: 'operator', name: 'test' } } as const;
  await bench.directory.perform(tenant, by, createRoleAssignment({ ...role, principalId: personId('casey') }));
});
afterAll(() => bench.close());

const url = '/identity/conditionalAccess/namedLocations';
const four = { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '12.34.221.11/22' };
const six = { '@odata.type': '#microsoft.graph.iPv6CidrRange', cidrAddress: '2001:0:9d38:90d6::/63' };
const office = { '@odata.type': '#microsoft.graph.ipNamedLocation', displayName: 'HQ', ipRanges: [four, six] };
const union = {
  '@odata.type': '#microsoft.graph.countryNamedLocation',
  displayName: 'EU',
  countriesAndRegions: ['DE', 'FR'],
};

async function make(body: object = office): Promise<string> {
  const made = await bench.call('POST', url, { body });
  expect(made.status).toBe(201);
  return String(made.body.id);
}

describe('a named location', () => {
  it('is ranges of addresses, each of its kind', async () => {
    const made = await bench.call('POST', url, { body: { ...office, isTrusted: true } });
    expect(made).toMatchObject({ status: 201 });
    expect(made.body).toEqual({
      '@odata.context': 'https://login.example/v1.0/$metadata#identity/conditionalAccess/namedLocations/$entity',
      ...office,
      id: expect.any(String),
      createdDateTime: expect.stringMatching(/Z$/),
      modifiedDateTime: null,
      deletedDateTime: null,
      isTrusted: true,
    });
    expect((await bench.call('GET', `${url}/${String(made.body.id)}`)).body).toEqual(made.body);
  });

  it('is countries', async () => {
    const id = await make(union);
    const { body } = await bench.call('GET', `${url}/${id}`);
    expect(body).toMatchObject({
      ...union,
      includeUnknownCountriesAndRegions: false,
      countryLookupMethod: 'clientIpAddress',
    });
    expect(body).not.toHaveProperty('ipRanges');
  });

  it('is listed with others, each as what it is', async () => {
    const [one, two] = [
      await make({ ...office, displayName: 'List A' }),
      await make({ ...union, displayName: 'List B' }),
    ];
    const query = "$filter=startswith(displayName,'list')&$orderby=displayName";
    const { body } = await bench.call('GET', `${url}?${query}&$count=true`);
    expect(body).toMatchObject({
      '@odata.count': 2,
      value: [
        { id: one, ipRanges: [four, six] },
        { id: two, countriesAndRegions: ['DE', 'FR'] },
      ],
    });
    expect((body.value as object[])[0]).not.toHaveProperty('countriesAndRegions');
    const selected = await bench.call('GET', `${url}?${query}&$select=isTrusted,countryLookupMethod`);
    expect(selected.body.value).toEqual([
      { '@odata.type': office['@odata.type'], isTrusted: false },
      { '@odata.type': union['@odata.type'], countryLookupMethod: 'clientIpAddress' },
    ]);
  });

  it.each([
    [{ displayName: 'x', ipRanges: [four] }, '@odata.type'],
    [{ ...office, '@odata.type': '#microsoft.graph.namedLocation' }, '@odata.type'],
    [{ ...office, ipRanges: [] }, 'ipRanges'],
    [{ ...office, ipRanges: undefined }, 'ipRanges'],
    [{ ...office, ipRanges: [{ cidrAddress: '12.0.0.0/8' }] }, 'longer than /8'],
    [{ ...office, ipRanges: [{ cidrAddress: 'office' }] }, 'CIDR'],
    [{ ...office, ipRanges: [four, four] }, 'more than once'],
    [{ ...office, ipRanges: [{ ...four, cidrAddress: six.cidrAddress }] }, 'is not an address of the type'],
    [
      {
        ...office,
        ipRanges: Array.from({ length: 2001 }, (_, at) => ({ cidrAddress: `10.${at >> 8}.${at & 255}.0/24` })),
      },
      '2000',
    ],
    [{ ...office, countriesAndRegions: ['DE'] }, 'countriesAndRegions'],
    [{ ...union, isTrusted: true }, 'isTrusted'],
    [{ ...union, countriesAndRegions: ['Germany'] }, 'countriesAndRegions'],
    [{ ...union, countriesAndRegions: ['XX1'] }, 'countriesAndRegions'],
    [{ ...union, countryLookupMethod: 'guess' }, 'countryLookupMethod'],
  ])('cannot be %j', async (body, told) => {
    const answer = await bench.call('POST', url, { body });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.error?.message).toContain(told);
  });

  it('changes, and stays of its kind', async () => {
    const id = await make();
    const body = { '@odata.type': office['@odata.type'], displayName: 'Head office', ipRanges: [six] };
    expect(await bench.call('PATCH', `${url}/${id}`, { body: { displayName: 'x' } })).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', `${url}/${id}`, { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({
      displayName: 'Head office',
      ipRanges: [six],
      modifiedDateTime: expect.any(String),
    });
    expect(
      await bench.call('PATCH', `${url}/${id}`, { body: { '@odata.type': union['@odata.type'], displayName: 'x' } }),
    ).toMatchObject({ status: 400 });
    const told = (await bench.journal()).filter(({ target }) => target.id === id).map(({ operation }) => operation);
    expect(told).toEqual(['named-location.create', 'named-location.update']);
  });

  it('goes when nothing trusts it and no policy names it', async () => {
    const id = await make({ ...office, isTrusted: true });
    const change = (body: object) =>
      bench.call('PATCH', `${url}/${id}`, { body: { '@odata.type': office['@odata.type'], ...body } });
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 400 });
    expect(await change({ isTrusted: false })).toMatchObject({ status: 204 });
    const policy = await bench.call('POST', '/identity/conditionalAccess/policies', {
      body: {
        displayName: 'There',
        state: 'disabled',
        conditions: {
          users: { includeUsers: ['All'] },
          applications: { includeApplications: ['All'] },
          locations: { includeLocations: ['All'], excludeLocations: [id] },
        },
        grantControls: { operator: 'OR', builtInControls: ['block'] },
      },
    });
    expect(policy.status).toBe(201);
    const refused = await bench.call('DELETE', `${url}/${id}`);
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.body.error?.message).toContain('`There`');
    await bench.call('DELETE', `/identity/conditionalAccess/policies/${String(policy.body.id)}`);
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${url}/${id}`)).toMatchObject({ status: 404 });
  });
});

describe('who may', () => {
  const together = ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All'];
  it('is an administrator of Conditional Access, or an app with both permissions', async () => {
    const casey = { as: personId('casey'), scopes: together };
    expect(await bench.call('POST', url, { ...casey, body: union })).toMatchObject({ status: 201 });
    expect(await bench.call('POST', url, { ...casey, as: personId('blake'), body: union })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('GET', url, { as: personId('blake'), scopes: ['Policy.Read.All'] })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('GET', url, { as: 'app', roles: ['Policy.Read.All'] })).toMatchObject({ status: 200 });
    for (const one of together) {
      expect(await bench.call('POST', url, { as: 'app', roles: [one], body: union })).toMatchObject({ status: 403 });
    }
    expect(await bench.call('POST', url, { as: 'app', roles: together, body: union })).toMatchObject({ status: 201 });
  });

  it('know nothing of another tenant’s', async () => {
    const id = await make();
    const how = { tenant: otherTenant, as: 'app', roles: together } as const;
    expect(await bench.call('GET', `${url}/${id}`, how)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${url}/${id}`, { ...how, body: office })).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${url}/${id}`, how)).toMatchObject({ status: 404 });
    expect((await bench.call('GET', url, how)).body.value).toEqual([]);
  });
});

import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  const role = { roleDefinitionId: roleTemplateIds.privilegedRoleAdministrator, directoryScopeId: '/' };
  const by = { actor: { kind: 'operator', name: 'test' } } as const;
  await bench.directory.perform(tenant, by, createRoleAssignment({ ...role, principalId: personId('casey') }));
});
afterAll(() => bench.close());

const url = '/policies/permissionGrantPolicies';
const graph = '00000003-0000-0000-c000-000000000000';

async function make(id: string): Promise<string> {
  const made = await bench.call('POST', url, { body: { id, displayName: id, description: 'Ours' } });
  expect(made).toMatchObject({ status: 201, body: { id } });
  return `${url}/${id}`;
}

describe('the built-in policies', () => {
  const low = `${url}/microsoft-user-default-low`;
  it('are listed, and changed by nobody', async () => {
    const ids = ((await bench.call('GET', url)).body.value as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'microsoft-company-admin',
        'microsoft-user-default-low',
        'microsoft-user-default-recommended',
      ]),
    );
    expect((await bench.call('GET', low)).body).toMatchObject({
      includes: [{ permissionType: 'delegatedUserConsentable', permissionClassification: 'low' }],
      excludes: [],
    });
    expect(await bench.call('PATCH', low, { body: { displayName: 'x' } })).toMatchObject({ status: 400 });
    expect(await bench.call('DELETE', low)).toMatchObject({ status: 400 });
    const body = { permissionType: 'delegated' };
    expect(await bench.call('POST', `${low}/includes`, { body })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', `${low}/includes`)).body.value).toHaveLength(1);
    expect(await bench.call('DELETE', `${low}/includes/microsoft-user-default-low-include-1`)).toMatchObject({
      status: 400,
    });
  });
});

describe('a policy of the tenant', () => {
  it('has the id that its maker chose, and condition sets that come and go', async () => {
    const path = await make('readers');
    const body = { permissionType: 'delegated', resourceApplication: graph, permissionClassification: 'low' };
    const added = await bench.call('POST', `${path}/includes`, { body });
    expect(added).toMatchObject({
      status: 201,
      body: {
        '@odata.context':
          "https://login.example/v1.0/$metadata#policies/permissionGrantPolicies('readers')/includes/$entity",
        permissionType: 'delegated',
        permissionClassification: 'low',
        permissions: ['all'],
        resourceApplication: graph,
        clientApplicationIds: ['all'],
        clientApplicationTenantIds: ['all'],
        clientApplicationPublisherIds: ['all'],
        clientApplicationsFromVerifiedPublisherOnly: false,
      },
    });
    const one = `${path}/includes/${String(added.body.id)}`;
    expect((await bench.call('GET', one)).body).toMatchObject({ resourceApplication: graph });
    expect((await bench.call('GET', path)).body).toMatchObject({ includes: [{ id: added.body.id }], excludes: [] });
    const stricter = { clientApplicationsFromVerifiedPublisherOnly: true };
    expect(await bench.call('PATCH', one, { body: stricter })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', one)).body).toMatchObject({ ...stricter, permissionClassification: 'low' });
    expect(await bench.call('POST', `${path}/excludes`, { body: { permissionType: 'application' } })).toMatchObject({
      status: 201,
    });
    expect(await bench.call('DELETE', one)).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', one)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', one, { body: stricter })).toMatchObject({ status: 404 });
    expect(await bench.call('GET', one)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', path, { body: { description: 'Theirs' } })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', path)).body).toMatchObject({ description: 'Theirs', includes: [], excludes: [{}] });
    const told = (await bench.journal())
      .filter(({ target }) => target.id === 'readers')
      .map(({ operation }) => operation);
    expect(told[0]).toBe('permission-grant-policy.create');
    expect(new Set(told.slice(1))).toEqual(new Set(['permission-grant-policy.update']));
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 204 });
  });

  it.each([
    [{ id: 'microsoft-ours', displayName: 'x' }],
    [{ id: 'microsoft-user-default-low', displayName: 'x' }],
    [{ id: 'with space', displayName: 'x' }],
    [{ id: 'with.period', displayName: 'x' }],
    [{ id: 'nameless' }],
    [{ id: 'deep', displayName: 'x', includes: [{ permissionType: 'delegated' }] }],
  ])('is not made of %j', async (body) => {
    expect(await bench.call('POST', url, { body })).toMatchObject({ status: 400 });
  });

  it('has an id of its own, given or not, that never changes', async () => {
    const path = await make('once');
    const again = await bench.call('POST', url, { body: { id: 'once', displayName: 'x' } });
    expect(again).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('id') } } });
    expect(await bench.call('PATCH', path, { body: { id: 'twice' } })).toMatchObject({ status: 400 });
    expect(await bench.call('POST', url, { body: { displayName: 'x' } })).toMatchObject({ status: 201 });
  });

  it.each([
    [{}, 'permissionType'],
    [{ permissionType: 'delegatedUserConsentable' }, 'permissionType'],
    [{ permissionType: 'delegated', permissions: ['User.Read'] }, 'permissions[0]'],
    [{ permissionType: 'delegated', scopes: [] }, 'scopes'],
  ])('takes no condition set %j', async (body, told) => {
    await bench.call('POST', url, { body: { id: 'strict', displayName: 'Strict' } });
    const answer = await bench.call('POST', `${url}/strict/includes`, { body });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.error?.message).toContain(told);
  });

  it('is not deleted while people have it', async () => {
    const path = await make('assigned');
    const to = (permissionGrantPoliciesAssigned: readonly string[]) => ({
      body: { defaultUserRolePermissions: { permissionGrantPoliciesAssigned } },
    });
    const policy = '/policies/authorizationPolicy';
    expect(await bench.call('PATCH', policy, to(['ManagePermissionGrantsForSelf.assigned']))).toMatchObject({
      status: 204,
    });
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', policy, to([]))).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', path)).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', policy, to(['ManagePermissionGrantsForSelf.assigned']))).toMatchObject({
      status: 400,
    });
  });
});

describe('who may', () => {
  it('read and write is an administrator’s of roles, and an app’s', async () => {
    const body = { displayName: 'x' };
    const write = ['Policy.ReadWrite.PermissionGrant'];
    const read = ['Policy.Read.PermissionGrant'];
    expect(await bench.call('GET', url, { as: personId('casey'), scopes: read })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: personId('blake'), scopes: read })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', url, { as: 'app', roles: read })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', url, { as: personId('casey'), scopes: write, body })).toMatchObject({
      status: 201,
    });
    expect(await bench.call('POST', url, { as: personId('casey'), scopes: read, body })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', url, { as: personId('blake'), scopes: write, body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', url, { as: 'app', roles: write, body })).toMatchObject({ status: 201 });
  });

  it('know nothing of another tenant’s', async () => {
    const path = await make('hidden');
    const how = { tenant: otherTenant, as: 'app', roles: ['Policy.ReadWrite.PermissionGrant'] } as const;
    expect(await bench.call('GET', path, how)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `${path}/includes`, how)).toMatchObject({ status: 404 });
    expect(
      await bench.call('POST', `${path}/includes`, { ...how, body: { permissionType: 'delegated' } }),
    ).toMatchObject({ status: 404 });
    expect(await bench.call('POST', url, { ...how, body: { id: 'hidden', displayName: 'x' } })).toMatchObject({
      status: 201,
    });
  });
});

import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  const role = roleTemplateIds.privilegedRoleAdministrator;
  const draft = { roleDefinitionId: role, principalId: personId('casey'), directoryScopeId: '/' };
  await bench.directory.perform(tenant, { actor: { kind: 'operator', name: 'test' } }, createRoleAssignment(draft));
});
afterAll(() => bench.close());

const url = '/policies/authorizationPolicy';

describe('the authorization policy', () => {
  it('says at first what the platform’s tenants say', async () => {
    const { status, body } = await bench.call('GET', url);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        '@odata.context': 'https://login.example/v1.0/$metadata#policies/authorizationPolicy/$entity',
        id: 'authorizationPolicy',
        displayName: 'Authorization Policy',
        description: expect.any(String),
        allowInvitesFrom: 'everyone',
        allowedToSignUpEmailBasedSubscriptions: true,
        allowedToUseSSPR: true,
        allowEmailVerifiedUsersToJoinOrganization: false,
        allowUserConsentForRiskyApps: false,
        blockMsolPowerShell: false,
        guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
        defaultUserRolePermissions: {
          allowedToCreateApps: true,
          allowedToCreateSecurityGroups: true,
          allowedToCreateTenants: true,
          allowedToReadBitlockerKeysForOwnedDevice: true,
          allowedToReadOtherUsers: true,
          permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-recommended'],
        },
      },
    });
  });

  it('changes what a body names, at once, and tells the journal the old and the new', async () => {
    const body = {
      allowInvitesFrom: 'none',
      guestUserRoleId: '2af84b1e-32c8-42b7-82bc-daa82404023b',
      defaultUserRolePermissions: {
        allowedToReadOtherUsers: false,
        permissionGrantPoliciesAssigned: ['managePermissionGrantsForSelf.microsoft-user-default-low'],
      },
    };
    const list = { as: personId('blake'), scopes: ['User.Read.All'] };
    expect(await bench.call('GET', '/users', list)).toMatchObject({ status: 200 });
    expect(await bench.call('PATCH', url, { body })).toMatchObject({ status: 204, text: '' });
    expect((await bench.call('GET', url)).body).toMatchObject({
      allowInvitesFrom: 'none',
      guestUserRoleId: body.guestUserRoleId,
      defaultUserRolePermissions: {
        allowedToCreateApps: true,
        allowedToReadOtherUsers: false,
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-low'],
      },
    });
    expect(await bench.call('GET', '/users', list)).toMatchObject({ status: 403 });
    const told = (await bench.journal()).filter(({ operation }) => operation === 'authorization-policy.update');
    expect(told).toHaveLength(1);
    expect(told[0]?.changes).toContainEqual({ property: 'allowInvitesFrom', old: 'everyone', new: 'none' });
    const opened = { defaultUserRolePermissions: { allowedToReadOtherUsers: true } };
    expect(await bench.call('PATCH', url, { body: opened })).toMatchObject({ status: 204 });
    expect(await bench.call('GET', '/users', list)).toMatchObject({ status: 200 });
    expect((await bench.call('GET', url)).body).toMatchObject({ allowInvitesFrom: 'none' });
  });

  it.each([
    [{ guestUserRoleId: roleTemplateIds.globalAdministrator }],
    [{ guestUserRoleId: 'guest' }],
    [{ guestUserRoleId: null }],
    [{ allowInvitesFrom: 'nobody' }],
    [{ allowedToUseSSPR: 'yes' }],
    [{ defaultUserRolePermissions: { allowedToCreateApps: null } }],
    [{ defaultUserRolePermissions: { permissionGrantPoliciesAssigned: ['microsoft-user-default-low'] } }],
    [{ defaultUserRolePermissions: { permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.nothing'] } }],
    [{ defaultUserRolePermissions: { allowedToFly: true } }],
    [{ id: 'another' }],
    [[]],
  ])('is not changed by %j', async (body) => {
    const before = (await bench.call('GET', url)).body;
    expect(await bench.call('PATCH', url, { body })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', url)).body).toEqual(before);
  });

  it('is not changed when it is not what the caller read', async () => {
    const { headers } = await bench.call('GET', url);
    const match = { 'if-match': String(headers.etag) };
    const to = (blockMsolPowerShell: boolean) => ({ headers: match, body: { blockMsolPowerShell } });
    expect(await bench.call('PATCH', url, to(true))).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', url, to(false))).toMatchObject({ status: 412 });
  });

  it('keeps its prefixes in one spelling', async () => {
    const assigned = ['managepermissiongrantsforself.microsoft-user-default-legacy'];
    const body = { defaultUserRolePermissions: { permissionGrantPoliciesAssigned: assigned } };
    expect(await bench.call('PATCH', url, { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', url)).body).toMatchObject({
      defaultUserRolePermissions: {
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
      },
    });
  });

  it('is the tenant’s own', async () => {
    const theirs = { tenant: otherTenant, as: 'app', roles: ['Policy.Read.All'] } as const;
    expect((await bench.call('GET', url, theirs)).body).toMatchObject({ allowInvitesFrom: 'everyone' });
  });
});

describe('in beta', () => {
  it('the policy is the one of a collection, with the policies of people on top', async () => {
    const listed = await bench.call('GET', `/beta${url}`);
    const one = await bench.call('GET', `/beta${url}/authorizationPolicy`);
    expect(listed.body.value).toHaveLength(1);
    expect(one.body).toMatchObject({
      id: 'authorizationPolicy',
      permissionGrantPolicyIdsAssignedToDefaultUserRole: [
        'ManagePermissionGrantsForSelf.microsoft-user-default-legacy',
      ],
    });
    const body = { permissionGrantPolicyIdsAssignedToDefaultUserRole: [] };
    expect(await bench.call('PATCH', `/beta${url}/authorizationPolicy`, { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', url)).body).toMatchObject({
      defaultUserRolePermissions: { permissionGrantPoliciesAssigned: [] },
    });
    expect(await bench.call('GET', `${url}/authorizationPolicy`)).toMatchObject({ status: 400 });
  });
});

describe('who may', () => {
  const body = { allowedToUseSSPR: true };
  it.each([
    ['a member reads', 'GET', { as: personId('blake'), scopes: ['Policy.Read.All'] }, 200],
    ['an app reads with the least permission', 'GET', { as: 'app', roles: ['Policy.Read.All'] }, 200],
    ['an app reads with another', 'GET', { as: 'app', roles: ['User.Read.All'] }, 403],
    ['a member writes', 'PATCH', { as: personId('blake'), scopes: ['Policy.ReadWrite.Authorization'] }, 403],
    [
      'a role administrator writes',
      'PATCH',
      { as: personId('casey'), scopes: ['Policy.ReadWrite.Authorization'] },
      204,
    ],
    [
      'a role administrator writes by a scope for reading',
      'PATCH',
      { as: personId('casey'), scopes: ['Policy.Read.All'] },
      403,
    ],
    ['an app writes', 'PATCH', { as: 'app', roles: ['Policy.ReadWrite.Authorization'] }, 204],
    ['an app writes with a permission for reading', 'PATCH', { as: 'app', roles: ['Policy.Read.All'] }, 403],
  ] as const)('%s', async (_title, method, how, status) => {
    expect(await bench.call(method, url, method === 'PATCH' ? { ...how, body } : how)).toMatchObject({ status });
  });
});

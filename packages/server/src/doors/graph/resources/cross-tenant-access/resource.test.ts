import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPolicy, createRoleAssignment, crossTenantPartners, findDocument } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const sales = '90000000-0000-4000-8000-000000000001';
const nobody = '70000000-0000-4000-8000-00000000000f';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({ groups: [{ id: sales, displayName: 'Sales' }] });
  const role = { roleDefinitionId: roleTemplateIds.securityAdministrator, directoryScopeId: '/' };
  const by = { actor: { kind: 'operator', name: 'test' } } as const;
  await bench.directory.perform(tenant, by, createRoleAssignment({ ...role, principalId: personId('casey') }));
});
afterAll(() => bench.close());

const url = '/policies/crossTenantAccessPolicy';
const casey = { as: personId('casey'), scopes: ['Policy.ReadWrite.CrossTenantAccess'] };
const to = (target: string, targetType: string, accessType = 'allowed') => ({
  accessType,
  targets: [{ target, targetType }],
});

describe('what is said of every other tenant', () => {
  it('lets people work together at first, changes, and goes back', async () => {
    const initial = (await bench.call('GET', `${url}/default`, casey)).body;
    expect(initial).toMatchObject({
      isServiceDefault: true,
      b2bCollaborationInbound: {
        usersAndGroups: to('AllUsers', 'user'),
        applications: to('AllApplications', 'application'),
      },
      b2bDirectConnectOutbound: { usersAndGroups: to('AllUsers', 'user', 'blocked') },
      inboundTrust: { isMfaAccepted: false },
    });
    expect(initial).not.toHaveProperty('id');
    const body = {
      inboundTrust: { isMfaAccepted: true },
      b2bCollaborationOutbound: { usersAndGroups: to(sales, 'group') },
    };
    expect(await bench.call('PATCH', `${url}/default`, { ...casey, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/default`, casey)).body).toMatchObject({
      isServiceDefault: false,
      inboundTrust: { isMfaAccepted: true, isCompliantDeviceAccepted: false },
      b2bCollaborationOutbound: {
        usersAndGroups: to(sales, 'group'),
        applications: to('AllApplications', 'application'),
      },
    });
    expect(await bench.call('POST', `${url}/default/resetToSystemDefault`, casey)).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/default`, casey)).body).toEqual(initial);
  });

  it.each([
    [{ b2bCollaborationOutbound: { usersAndGroups: to(nobody, 'group') } }, 404],
    [{ b2bCollaborationOutbound: { usersAndGroups: to(personId('mallory'), 'user') } }, 404],
    [{ b2bCollaborationInbound: { usersAndGroups: to('everybody', 'user') } }, 400],
    [{ b2bCollaborationInbound: { applications: to(sales, 'user') } }, 400],
    [{ isServiceDefault: true }, 400],
    [{ tenantRestrictions: null }, 400],
  ])('cannot be %j', async (body, status) => {
    expect(await bench.call('PATCH', `${url}/default`, { ...casey, body })).toMatchObject({ status });
  });

  it('may name people of other tenants that come in', async () => {
    const body = { b2bCollaborationInbound: { usersAndGroups: to(nobody, 'user') } };
    expect(await bench.call('PATCH', `${url}/default`, { ...casey, body })).toMatchObject({ status: 204 });
  });
});

describe('what is said of one other tenant', () => {
  const draft = { tenantId: otherTenant, inboundTrust: { isMfaAccepted: true } };
  it('is found by that tenant’s id, once', async () => {
    const made = await bench.call('POST', `${url}/partners`, { ...casey, body: draft });
    expect(made).toMatchObject({
      status: 201,
      body: {
        tenantId: otherTenant,
        isServiceProvider: null,
        b2bCollaborationInbound: null,
        inboundTrust: { isMfaAccepted: true, isCompliantDeviceAccepted: null },
      },
    });
    expect(made.headers.location).toBe(`https://login.example/v1.0${url}/partners/${otherTenant}`);
    expect(await bench.call('POST', `${url}/partners`, { ...casey, body: draft })).toMatchObject({ status: 400 });
    const one = `${url}/partners/${otherTenant}`;
    const body = {
      isServiceProvider: true,
      b2bCollaborationOutbound: { applications: to('Office365', 'application', 'blocked') },
    };
    expect(await bench.call('PATCH', one, { ...casey, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', one, casey)).body).toMatchObject({ ...body, tenantId: otherTenant });
    expect(
      (await bench.call('GET', `${url}/partners?$filter=tenantId eq '${otherTenant}'`, casey)).body.value,
    ).toHaveLength(1);
    expect(await bench.call('PATCH', one, { ...casey, body: { tenantId: tenant } })).toMatchObject({ status: 400 });
    const told = (await bench.journal())
      .filter(({ target }) => target.id === otherTenant)
      .map(({ operation }) => operation);
    expect(told).toEqual(['cross-tenant-access-partner.create', 'cross-tenant-access-partner.update']);
    expect(await bench.call('DELETE', one, casey)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', one, casey)).toMatchObject({ status: 404 });
  });

  it('is stored for tenants only, whoever writes it', async () => {
    const made = await bench.call('POST', `${url}/partners`, { ...casey, body: { tenantId: nobody } });
    expect(made.status).toBe(201);
    const by = { actor: { kind: 'operator', name: 'test' } } as const;
    const { body } = (await bench.directory.perform(tenant, by, findDocument(crossTenantPartners, nobody))) ?? {};
    if (body === undefined) throw new Error('not stored');
    const outcome = await bench.directory.perform(
      tenant,
      by,
      createPolicy(crossTenantPartners, { id: 'fabrikam', body }),
    );
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'invalid', property: 'tenantId' });
  });

  it.each([{ tenantId: tenant }, { tenantId: 'fabrikam.example' }, {}, { ...draft, displayName: 'Fabrikam' }])(
    'is not made of %j',
    async (body) => {
      expect(await bench.call('POST', `${url}/partners`, { ...casey, body })).toMatchObject({ status: 400 });
    },
  );
});

describe('who may', () => {
  const body = { allowedCloudEndpoints: ['microsoftonline.us'] };
  it('is a security administrator, or an app', async () => {
    expect(await bench.call('PATCH', url, { ...casey, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', url, casey)).body).toMatchObject(body);
    expect(await bench.call('PATCH', url, { ...casey, as: personId('blake'), body })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', url, { ...casey, scopes: ['Policy.Read.All'], body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('GET', url, { as: 'app', roles: ['Policy.Read.All'] })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', `${url}/partners`, { ...casey, as: personId('blake') })).toMatchObject({
      status: 403,
    });
    const theirs = { tenant: otherTenant, as: 'app', roles: ['Policy.Read.All'] } as const;
    expect((await bench.call('GET', url, theirs)).body).toMatchObject({ allowedCloudEndpoints: [] });
  });
});

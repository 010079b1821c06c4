import { roleTemplateIds, unknown } from '@gatehouse/model';
import { checkAppManagement } from '@gatehouse/policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appManagementOf, createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const orders = '20000000-0000-4000-8000-000000000001';
const by = { actor: { kind: 'operator', name: 'test' } } as const;

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({
    applications: [{ appId: orders, displayName: 'Orders', owners: ['ellis@contoso.example'] }],
    servicePrincipals: [{ appId: orders }],
  });
  const role = { roleDefinitionId: roleTemplateIds.cloudApplicationAdministrator, directoryScopeId: '/' };
  await bench.directory.perform(tenant, by, createRoleAssignment({ ...role, principalId: personId('casey') }));
});
afterAll(() => bench.close());

const url = '/policies/appManagementPolicies';
const defaultUrl = '/policies/defaultAppManagementPolicy';
const short = { restrictionType: 'passwordLifetime', maxLifetime: 'P30D' };

async function make(body: object = {}): Promise<string> {
  const made = await bench.call('POST', url, {
    body: { displayName: 'Short secrets', restrictions: { passwordCredentials: [short] }, ...body },
  });
  expect(made.status).toBe(201);
  return String(made.body.id);
}

describe('an app management policy', () => {
  it('is kept whole', async () => {
    const excludeActors = {
      customSecurityAttributes: [
        {
          '@odata.type': '#microsoft.graph.customSecurityAttributeStringValueExemption',
          id: 'Exempt_Secrets',
          operator: 'equals',
          value: 'yes',
        },
      ],
    };
    const restrictions = {
      passwordCredentials: [{ ...short, restrictForAppsCreatedAfterDateTime: '2024-01-01T00:00:00Z', excludeActors }],
      keyCredentials: [{ restrictionType: 'asymmetricKeyLifetime', state: 'disabled' }],
      applicationRestrictions: { identifierUris: { nonDefaultUriAddition: { excludeSaml: true } } },
    };
    const id = await make({ restrictions });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({
      displayName: 'Short secrets',
      isEnabled: true,
      restrictions: {
        passwordCredentials: [
          {
            restrictionType: 'passwordLifetime',
            state: 'enabled',
            maxLifetime: 'P30D',
            restrictForAppsCreatedAfterDateTime: '2024-01-01T00:00:00.000Z',
            excludeActors,
          },
        ],
        keyCredentials: [{ restrictionType: 'asymmetricKeyLifetime', state: 'disabled', maxLifetime: null }],
        applicationRestrictions: {
          identifierUris: {
            nonDefaultUriAddition: { state: 'enabled', excludeSaml: true, excludeAppsReceivingV2Tokens: null },
            uriAdditionWithoutUniqueTenantIdentifier: null,
          },
        },
      },
    });
    expect(await bench.call('PATCH', `${url}/${id}`, { body: { isEnabled: false } })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({
      isEnabled: false,
      restrictions: { passwordCredentials: [{ excludeActors }] },
    });
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${url}/${id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    [{ passwordCredentials: [{ restrictionType: 'passwordLifetime' }] }, 'maxLifetime'],
    [{ passwordCredentials: [{ restrictionType: 'passwordAddition', maxLifetime: 'P1D' }] }, 'maxLifetime'],
    [{ passwordCredentials: [{ restrictionType: 'asymmetricKeyLifetime', maxLifetime: 'P1D' }] }, 'restrictionType'],
    [{ passwordCredentials: [{ ...short, maxLifetime: 'a month' }] }, 'Edm.Duration'],
    [{ passwordCredentials: [short, { ...short, state: 'disabled' }] }, 'duplicate'],
    [{ keyCredentials: [{ restrictionType: 'trustedCertificateAuthority' }] }, 'restrictionType'],
    [{ passwords: [] }, 'passwords'],
  ])('cannot restrict by %j', async (restrictions, told) => {
    const answer = await bench.call('POST', url, { body: { displayName: 'x', restrictions } });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } });
    expect(answer.body.error?.message).toContain(told);
  });

  it('is assigned to an application or service principal, one to each, and counts in place of the tenant’s', async () => {
    const id = await make();
    const { body: app } = await bench.call('GET', `/applications(appId='${orders}')`);
    const path = `/applications/${String(app.id)}/appManagementPolicies`;
    const body = { '@odata.id': `https://login.example/v1.0${url}/${id}` };
    expect(await bench.call('POST', `${path}/$ref`, { body })).toMatchObject({ status: 204 });
    expect(
      await bench.call('POST', `/servicePrincipals(appId='${orders}')/appManagementPolicies/$ref`, { body }),
    ).toMatchObject({ status: 204 });
    const second = { '@odata.id': `${url}/${await make()}` };
    expect(await bench.call('POST', `${path}/$ref`, { body: second })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', `${url}/${id}/appliesTo`)).body.value).toHaveLength(2);
    const found = await bench.directory.perform(tenant, by, appManagementOf(String(app.id)));
    const violations = checkAppManagement({
      ...found,
      object: { kind: 'application', appId: orders as never, createdAt: 0 },
      adds: { passwords: [{ isCustom: false, startAt: 0, endAt: 31 * 86_400_000 }] },
      tenant: { id: tenant, verifiedDomains: [] },
      actorAttributes: unknown('not looked up'),
    });
    expect(violations.map(({ code }) => code)).toEqual(['CredentialInvalidLifetimeAsPerAppPolicy']);
  });

  it('is not its owner’s to choose', async () => {
    const body = { '@odata.id': `${url}/${await make()}` };
    const path = `/servicePrincipals(appId='${orders}')/appManagementPolicies/$ref`;
    const scopes = ['Policy.ReadWrite.ApplicationConfiguration', 'Application.Read.All'];
    const { body: app } = await bench.call('GET', `/applications(appId='${orders}')/appManagementPolicies`);
    for (const { id } of app.value as { id: string }[]) {
      await bench.call('DELETE', `/applications(appId='${orders}')/appManagementPolicies/${id}/$ref`);
    }
    const own = `/applications(appId='${orders}')/appManagementPolicies/$ref`;
    expect(await bench.call('POST', own, { as: personId('ellis'), scopes, body })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', own, { as: personId('casey'), scopes: scopes.slice(0, 1), body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('POST', own, { as: personId('casey'), scopes, body })).toMatchObject({ status: 204 });
    expect(await bench.call('POST', path, { as: 'app', roles: scopes.slice(0, 1), body })).toMatchObject({
      status: 403,
    });
  });
});

describe('the default app management policy', () => {
  it('restricts nothing at first, and changes part by part', async () => {
    const first = await bench.call('GET', defaultUrl);
    expect(first.body).toMatchObject({
      id: '00000000-0000-0000-0000-000000000000',
      isEnabled: false,
      applicationRestrictions: { passwordCredentials: [], keyCredentials: [] },
      servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
    });
    const body = {
      isEnabled: true,
      applicationRestrictions: {
        passwordCredentials: [{ restrictionType: 'passwordAddition' }],
        identifierUris: { uriAdditionWithoutUniqueTenantIdentifier: {} },
      },
    };
    expect(await bench.call('PATCH', defaultUrl, { body })).toMatchObject({ status: 204 });
    expect(
      await bench.call('PATCH', defaultUrl, {
        body: { servicePrincipalRestrictions: { passwordCredentials: [short] } },
      }),
    ).toMatchObject({ status: 204 });
    expect((await bench.call('GET', defaultUrl)).body).toMatchObject({
      isEnabled: true,
      applicationRestrictions: {
        passwordCredentials: [{ restrictionType: 'passwordAddition', state: 'enabled', maxLifetime: null }],
        identifierUris: { uriAdditionWithoutUniqueTenantIdentifier: { state: 'enabled' }, nonDefaultUriAddition: null },
      },
      servicePrincipalRestrictions: { passwordCredentials: [{ maxLifetime: 'P30D' }] },
    });
    const faulty = { applicationRestrictions: { keyCredentials: [{ restrictionType: 'asymmetricKeyLifetime' }] } };
    expect(await bench.call('PATCH', defaultUrl, { body: faulty })).toMatchObject({ status: 400 });
    const told = (await bench.journal()).filter(
      ({ operation }) => operation === 'default-app-management-policy.update',
    );
    expect(told).toHaveLength(2);
    expect(told[0]?.changes).toContainEqual({ property: 'isEnabled', old: false, new: true });
  });

  it('is an administrator’s, and the tenant’s own', async () => {
    const scopes = ['Policy.ReadWrite.ApplicationConfiguration'];
    const body = { isEnabled: true };
    expect(await bench.call('PATCH', defaultUrl, { as: personId('blake'), scopes, body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('PATCH', defaultUrl, { as: personId('casey'), scopes, body })).toMatchObject({
      status: 204,
    });
    expect(await bench.call('PATCH', defaultUrl, { as: 'app', roles: ['Policy.Read.All'], body })).toMatchObject({
      status: 403,
    });
    const theirs = { tenant: otherTenant, as: 'app', roles: ['Policy.Read.All'] } as const;
    expect((await bench.call('GET', defaultUrl, theirs)).body).toMatchObject({ isEnabled: false });
    const id = await make();
    expect(await bench.call('GET', `${url}/${id}`, theirs)).toMatchObject({ status: 404 });
  });
});

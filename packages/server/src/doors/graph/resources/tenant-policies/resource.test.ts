import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const sales = '90000000-0000-4000-8000-000000000001';
const nobody = '70000000-0000-4000-8000-00000000000f';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({ groups: [{ id: sales, displayName: 'Sales' }] });
  const give = (principalId: string, roleDefinitionId: string) =>
    bench.directory.perform(
      tenant,
      { actor: { kind: 'operator', name: 'test' } },
      createRoleAssignment({ roleDefinitionId, principalId, directoryScopeId: '/' }),
    );
  await give(personId('casey'), roleTemplateIds.cloudApplicationAdministrator);
  await give(personId('drew'), roleTemplateIds.conditionalAccessAdministrator);
});
afterAll(() => bench.close());

describe('requests for admin consent', () => {
  const url = '/policies/adminConsentRequestPolicy';
  const casey = { as: personId('casey'), scopes: ['Policy.ReadWrite.ConsentRequest'] };
  const open = {
    isEnabled: true,
    notifyReviewers: true,
    remindersEnabled: false,
    requestDurationInDays: 30,
    reviewers: [{ query: `/users/${personId('avery')}`, queryType: 'MicrosoftGraph' }],
  };

  it('are closed at first, and opened by a whole policy', async () => {
    expect((await bench.call('GET', url, casey)).body).toMatchObject({ isEnabled: false, reviewers: [], version: 0 });
    expect(await bench.call('PUT', url, { ...casey, body: open })).toMatchObject({ status: 204, text: '' });
    expect((await bench.call('GET', url, casey)).body).toMatchObject({
      ...open,
      reviewers: [{ ...open.reviewers[0], queryRoot: null }],
      version: 1,
    });
    const told = (await bench.journal()).filter(({ operation }) => operation === 'admin-consent-request-policy.update');
    expect(told).toHaveLength(1);
    const { reviewers: _reviewers, ...rest } = open;
    expect(await bench.call('PUT', url, { ...casey, body: rest })).toMatchObject({ status: 400 });
    expect(await bench.call('PATCH', url, { ...casey, body: open })).toMatchObject({ status: 405 });
  });

  const query = (text: string) => ({ ...open, reviewers: [{ query: text }] });
  it.each([
    query(`/v1.0/groups/${sales}/transitiveMembers/microsoft.graph.user`),
    query(`/directoryRoles/${roleTemplateIds.cloudApplicationAdministrator}`),
    query(
      `/beta/roleManagement/directory/roleAssignments?$filter=roleDefinitionId eq '${roleTemplateIds.globalAdministrator}'`,
    ),
    { ...open, requestDurationInDays: 60 },
    { ...open, isEnabled: false, reviewers: [], requestDurationInDays: 0 },
  ])('may be %j', async (body) => {
    expect(await bench.call('PUT', url, { ...casey, body })).toMatchObject({ status: 204 });
  });

  it.each([
    [{ ...open, requestDurationInDays: 61 }, 400],
    [{ ...open, requestDurationInDays: 0 }, 400],
    [{ ...open, reviewers: [] }, 400],
    [query('/me'), 400],
    [query(`/users/${nobody}`), 404],
    [query(`/users/${personId('mallory')}`), 404],
    [query(`/groups/${personId('avery')}/transitiveMembers`), 404],
    [{ ...open, version: 7 }, 400],
  ])('cannot be %j', async (body, status) => {
    expect(await bench.call('PUT', url, { ...casey, body })).toMatchObject({ status });
  });

  it('are an application administrator’s', async () => {
    const scopes = ['Policy.ReadWrite.ConsentRequest'];
    expect(await bench.call('PUT', url, { as: personId('blake'), scopes, body: open })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', url, { as: personId('blake'), scopes })).toMatchObject({ status: 403 });
    expect(await bench.call('PUT', url, { ...casey, scopes: ['Policy.Read.All'], body: open })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('PUT', url, { as: 'app', roles: scopes, body: open })).toMatchObject({ status: 204 });
    const theirs = { tenant: otherTenant, as: 'app', roles: ['Policy.Read.All'] } as const;
    expect((await bench.call('GET', url, theirs)).body).toMatchObject({ version: 0 });
  });
});

describe('security defaults', () => {
  const url = '/policies/identitySecurityDefaultsEnforcementPolicy';
  it('are off at first, and take two permissions together', async () => {
    const body = { isEnabled: true };
    expect((await bench.call('GET', url)).body).toMatchObject({
      id: '00000000-0000-0000-0000-000000000005',
      displayName: 'Security Defaults',
      isEnabled: false,
    });
    const drew = (...scopes: readonly string[]) => ({ as: personId('drew'), scopes, body });
    expect(await bench.call('PATCH', url, drew('Policy.ReadWrite.SecurityDefaults'))).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', url, drew('Policy.ReadWrite.SecurityDefaults', 'Policy.Read.All'))).toMatchObject({
      status: 204,
    });
    expect((await bench.call('GET', url)).body).toMatchObject({ isEnabled: true });
    const blake = { ...drew('Policy.ReadWrite.SecurityDefaults', 'Policy.Read.All'), as: personId('blake') };
    expect(await bench.call('PATCH', url, blake)).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', url, { body: { displayName: 'x' } })).toMatchObject({ status: 400 });
    const told = (await bench.journal()).filter(({ operation }) => operation === 'security-defaults-policy.update');
    expect(told.map(({ changes }) => changes)).toEqual([[{ property: 'isEnabled', old: false, new: true }]]);
  });
});

describe('authentication flows', () => {
  const url = '/policies/authenticationFlowsPolicy';
  it('let nobody sign up at first', async () => {
    expect((await bench.call('GET', url)).body).toMatchObject({ selfServiceSignUp: { isEnabled: false } });
    const how = { as: 'app', roles: ['Policy.ReadWrite.AuthenticationFlows'] } as const;
    const body = { selfServiceSignUp: { isEnabled: true } };
    expect(await bench.call('PATCH', url, { ...how, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', url)).body).toMatchObject(body);
    const blake = { as: personId('blake'), scopes: ['Policy.ReadWrite.AuthenticationFlows'], body };
    expect(await bench.call('PATCH', url, blake)).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', url, { ...how, body: { selfServiceSignUp: null } })).toMatchObject({
      status: 400,
    });
  });
});

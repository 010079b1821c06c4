import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const sales = '90000000-0000-4000-8000-000000000001';
const orders = '20000000-0000-4000-8000-000000000001';
const phone = '20000000-0000-4000-8000-000000000002';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({
    groups: [{ id: sales, displayName: 'Sales' }],
    applications: [
      { appId: orders, displayName: 'Orders' },
      { appId: phone, displayName: 'Phone', isFallbackPublicClient: true },
    ],
    servicePrincipals: [{ appId: orders }, { appId: phone }],
  });
  const give = (principalId: string, roleDefinitionId: string) =>
    bench.directory.perform(
      tenant,
      { actor: { kind: 'operator', name: 'test' } },
      createRoleAssignment({ roleDefinitionId, principalId, directoryScopeId: '/' }),
    );
  await give(personId('casey'), roleTemplateIds.conditionalAccessAdministrator);
  await give(personId('drew'), roleTemplateIds.securityReader);
});
afterAll(() => bench.close());

const url = '/identity/conditionalAccess/policies';
const nobody = '70000000-0000-4000-8000-00000000000f';

const draft = (change: object = {}, conditions: object = {}) => ({
  displayName: 'Second factor for all',
  state: 'enabledForReportingButNotEnforced',
  conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] }, ...conditions },
  grantControls: { operator: 'or', builtInControls: ['mfa'] },
  ...change,
});

async function make(change: object = {}, conditions: object = {}): Promise<string> {
  const made = await bench.call('POST', url, { body: draft(change, conditions) });
  expect(made.status).toBe(201);
  return String(made.body.id);
}

describe('a new policy', () => {
  it('is answered whole, in Graph’s shape, and found again', async () => {
    const made = await bench.call('POST', url, { body: draft() });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    expect(made.headers.location).toBe(`https://login.example/v1.0${url}/${id}`);
    const whole = {
      '@odata.context': 'https://login.example/v1.0/$metadata#identity/conditionalAccess/policies/$entity',
      id,
      templateId: null,
      displayName: 'Second factor for all',
      description: null,
      createdDateTime: expect.stringMatching(/Z$/),
      modifiedDateTime: null,
      deletedDateTime: null,
      state: 'enabledForReportingButNotEnforced',
      conditions: {
        applications: {
          includeApplications: ['All'],
          excludeApplications: [],
          includeUserActions: [],
          includeAuthenticationContextClassReferences: [],
          applicationFilter: null,
        },
        users: {
          includeUsers: ['All'],
          excludeUsers: [],
          includeGroups: [],
          excludeGroups: [],
          includeRoles: [],
          excludeRoles: [],
          includeGuestsOrExternalUsers: null,
          excludeGuestsOrExternalUsers: null,
        },
        clientApplications: null,
        clientAppTypes: ['all'],
        platforms: null,
        locations: null,
        devices: null,
        signInRiskLevels: [],
        userRiskLevels: [],
        servicePrincipalRiskLevels: [],
        insiderRiskLevels: null,
        authenticationFlows: null,
      },
      grantControls: {
        operator: 'OR',
        builtInControls: ['mfa'],
        customAuthenticationFactors: [],
        termsOfUse: [],
        authenticationStrength: null,
      },
      sessionControls: null,
    };
    expect(made.body).toEqual(whole);
    expect((await bench.call('GET', `${url}/${id}`)).body).toEqual(whole);
    const told = (await bench.journal()).filter(({ target }) => target.id === id);
    expect(told.map(({ operation, target }) => [operation, target.name])).toEqual([
      ['conditional-access-policy.create', 'Second factor for all'],
    ]);
  });

  it('names who and what is there', async () => {
    const users = {
      includeUsers: [personId('blake')],
      includeGroups: [sales],
      includeRoles: [roleTemplateIds.userAdministrator],
    };
    const id = await make(
      {},
      { users, applications: { includeApplications: [orders], excludeApplications: ['Office365'] } },
    );
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({ conditions: { users } });
  });

  it.each([
    ['an application', { applications: { includeApplications: [nobody] } }, 'applications', 'ServicePrincipalNotFound'],
    [
      'a public client',
      { applications: { includeApplications: [phone] } },
      'applications',
      'PublicClientsAreUnsupported',
    ],
    ['a user', { users: { includeUsers: [nobody] } }, 'users', 'UserNotFound'],
    ['a group', { users: { includeUsers: ['All'], excludeGroups: [nobody] } }, 'groups', 'GroupNotFound'],
    ['a user for a group', { users: { includeGroups: [personId('blake')] } }, 'groups', 'GroupNotFound'],
    ['a user of another tenant', { users: { includeUsers: [personId('mallory')] } }, 'users', 'UserNotFound'],
    ['a location', { locations: { includeLocations: [nobody] } }, 'named locations', 'NamedLocationNotFound'],
    [
      'an authentication context',
      { applications: { includeAuthenticationContextClassReferences: ['c7'] } },
      'authentication contexts',
      'AuthenticationContextNotFound',
    ],
  ])('is refused when it names %s that cannot be', async (_title, conditions, noun, why) => {
    const { status, body } = await bench.call('POST', url, { body: draft({}, conditions) });
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'BadRequest' });
    expect(body.error?.message).toContain(`Policy contains invalid ${noun}: {`);
    expect(body.error?.message).toContain(`":"${why}"}`);
  });

  it('tells the number that scripts look for, of applications', async () => {
    const body = draft({}, { applications: { includeApplications: [nobody] } });
    expect((await bench.call('POST', url, { body })).body.error?.message).toBe(
      `1034: Policy contains invalid applications: {"${nobody}":"ServicePrincipalNotFound"}`,
    );
  });

  it.each([
    ['no JSON object', [], 'Unable to read JSON'],
    ['no conditions', { displayName: 'x', state: 'enabled', grantControls: { builtInControls: ['mfa'] } }, '1007'],
    ['no state', draft({ state: undefined }), '1007'],
    ['a state that is none', draft({ state: 'on' }), '1007'],
    ['a property that policies do not have', draft({ priority: 1 }), '1007'],
    ['a property of conditions that is none', draft({}, { moon: 'full' }), '1007'],
    ['a client that is none', draft({}, { clientAppTypes: ['telnet'] }), '1007'],
    ['no client', draft({}, { clientAppTypes: [] }), '1064'],
    ['a control beside block', draft({ grantControls: { builtInControls: ['block', 'mfa'] } }), '1032'],
    ['no control at all', draft({ grantControls: null }), '1032'],
    [
      'users and workloads at once',
      draft({}, { clientApplications: { includeServicePrincipals: ['ServicePrincipalsInMyTenant'] } }),
      '1032',
    ],
    ['a strength that is none', draft({ grantControls: { authenticationStrength: { id: nobody } } }), 'strengths'],
    ['terms of use that are none', draft({ grantControls: { termsOfUse: [nobody] } }), 'terms of use'],
    ['preview features', draft({ sessionControls: { continuousAccessEvaluation: { mode: 'disabled' } } }), 'beta'],
  ])('is refused with %s, and nothing is kept', async (_title, body, told) => {
    const before = (await bench.call('GET', `${url}?$count=true`)).body['@odata.count'];
    const answer = await bench.call('POST', url, { body });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(`${answer.body.error?.code} ${answer.body.error?.message}`).toContain(told);
    expect((await bench.call('GET', `${url}?$count=true`)).body['@odata.count']).toBe(before);
  });

  it('keeps ids in lower case, and is found by its own in any', async () => {
    const id = await make({ displayName: sales.toUpperCase() }, { users: { includeGroups: [sales.toUpperCase()] } });
    expect((await bench.call('GET', `${url}/${id.toUpperCase()}`)).body).toMatchObject({
      id,
      displayName: sales.toUpperCase(),
      conditions: { users: { includeGroups: [sales] } },
    });
  });

  it('may be made of what other services answer', async () => {
    const id = await make(
      {
        partialEnablementStrategy: null,
        grantControls: {
          '@odata.type': '#microsoft.graph.conditionalAccessGrantControls',
          operator: 'OR',
          builtInControls: [],
          'authenticationStrength@odata.context': 'https://graph.example/$metadata#x',
          authenticationStrength: {
            id: '00000000-0000-0000-0000-000000000004',
            displayName: 'Phishing-resistant MFA',
            allowedCombinations: ['fido2'],
          },
        },
      },
      { clients: null, times: null, devices: { includeDevices: [], excludeDevices: [], deviceFilter: null } },
    );
    const { body } = await bench.call('GET', `${url}/${id}`);
    expect(body).toMatchObject({
      conditions: { devices: null },
      grantControls: {
        authenticationStrength: {
          id: '00000000-0000-0000-0000-000000000004',
          displayName: 'Phishing resistant MFA',
          requirementsSatisfied: 'mfa',
          allowedCombinations: ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
        },
      },
    });
  });

  it('says of guests’ tenants of which kind they are', async () => {
    const guests = (externalTenants: object) => ({
      users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'b2bCollaborationGuest', externalTenants } },
    });
    const type = '#microsoft.graph.conditionalAccessEnumeratedExternalTenants';
    const id = await make({}, guests({ '@odata.type': type, membershipKind: 'enumerated', members: [otherTenant] }));
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({
      conditions: guests({ '@odata.type': type, membershipKind: 'enumerated', members: [otherTenant] }),
    });
    const all = '#microsoft.graph.conditionalAccessAllExternalTenants';
    const body = draft({}, guests({ '@odata.type': all, membershipKind: 'enumerated', members: [] }));
    expect(await bench.call('POST', url, { body })).toMatchObject({ status: 400 });
  });

  it('for workloads is about the tenant’s own ones', async () => {
    const { body } = await bench.call('GET', `/servicePrincipals(appId='${orders}')`);
    const conditions = (id: unknown) => ({ users: null, clientApplications: { includeServicePrincipals: [id] } });
    const change = { grantControls: { builtInControls: ['block'] } };
    await make(change, conditions(body.id));
    const answer = await bench.call('POST', url, { body: draft(change, conditions(nobody)) });
    expect(answer.body.error?.message).toContain('ServicePrincipalNotFound');
  });
});

describe('a change of a policy', () => {
  it('merges what it gives, replaces lists, and says when', async () => {
    const id = await make({}, { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } });
    const body = {
      description: 'changed',
      conditions: { users: { excludeUsers: [personId('avery')] }, locations: null, signInRiskLevels: ['high'] },
      sessionControls: { signInFrequency: { isEnabled: true, type: 'hours', value: 4 } },
    };
    expect(await bench.call('PATCH', `${url}/${id}`, { body })).toMatchObject({ status: 204, text: '' });
    const changed = (await bench.call('GET', `${url}/${id}`)).body;
    expect(changed).toMatchObject({
      displayName: 'Second factor for all',
      modifiedDateTime: expect.stringMatching(/Z$/),
      conditions: {
        users: { includeUsers: ['All'], excludeUsers: [personId('avery')] },
        applications: { includeApplications: ['All'] },
        locations: null,
        signInRiskLevels: ['high'],
      },
      sessionControls: {
        signInFrequency: { frequencyInterval: 'timeBased', authenticationType: 'primaryAndSecondaryAuthentication' },
        continuousAccessEvaluation: null,
      },
    });
    await bench.call('PATCH', `${url}/${id}`, { body: { description: 'changed' } });
    expect((await bench.call('GET', `${url}/${id}`)).body.modifiedDateTime).toBe(changed.modifiedDateTime);
    const told = (await bench.journal()).filter(({ target }) => target.id === id);
    expect(told.map(({ operation }) => operation)).toEqual([
      'conditional-access-policy.create',
      'conditional-access-policy.update',
    ]);
    expect(told[1]?.changes?.find(({ property }) => property === 'description')).toEqual({
      property: 'description',
      old: null,
      new: 'changed',
    });
  });

  it('is held to the same rules as a new policy', async () => {
    const id = await make();
    const answer = await bench.call('PATCH', `${url}/${id}`, {
      body: { conditions: { users: { includeUsers: [nobody] } } },
    });
    expect(answer.body.error?.message).toContain('UserNotFound');
    const blocked = { grantControls: { builtInControls: ['block', 'mfa'] } };
    expect((await bench.call('PATCH', `${url}/${id}`, { body: blocked })).body.error?.message).toMatch(/^1032: /);
    const renamed = { createdDateTime: '2020-01-01T00:00:00Z' };
    expect(await bench.call('PATCH', `${url}/${id}`, { body: renamed })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({ modifiedDateTime: null });
  });

  it('is possible where what the policy names has gone since', async () => {
    const made = await bench.call('POST', '/groups', {
      body: { displayName: 'Gone', mailEnabled: false, mailNickname: 'gone', securityEnabled: true },
    });
    const gone = String(made.body.id);
    const id = await make({}, { users: { includeUsers: ['All'], excludeGroups: [gone] } });
    expect(await bench.call('DELETE', `/groups/${gone}`)).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', `${url}/${id}`, { body: { state: 'disabled' } })).toMatchObject({ status: 204 });
    const moved = { conditions: { users: { includeUsers: [], includeGroups: [gone] } } };
    expect(await bench.call('PATCH', `${url}/${id}`, { body: moved })).toMatchObject({ status: 400 });
  });

  it('is refused when the policy is not what the caller read', async () => {
    const id = await make({
      grantControls: { authenticationStrength: { id: '00000000-0000-0000-0000-000000000002' } },
    });
    const { headers } = await bench.call('GET', `${url}/${id}`);
    const match = { 'if-match': String(headers.etag) };
    const to = (description: string) => ({ headers: match, body: { description } });
    expect(await bench.call('PATCH', `${url}/${id}`, to('one'))).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', `${url}/${id}`, to('two'))).toMatchObject({ status: 412 });
    expect(await bench.call('DELETE', `${url}/${id}`, { headers: match })).toMatchObject({ status: 412 });
  });

  it('of continuous evaluation is beta’s, and shown there', async () => {
    const id = await make();
    const body = { sessionControls: { continuousAccessEvaluation: { mode: 'strictLocation' } } };
    expect(await bench.call('PATCH', `/beta${url}/${id}`, { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `/beta${url}/${id}`)).body).toMatchObject(body);
    const { sessionControls } = (await bench.call('GET', `${url}/${id}`)).body;
    expect(sessionControls).toMatchObject({ continuousAccessEvaluation: null });
    // Whoever sends back what v1.0 showed says nothing of it.
    expect(await bench.call('PATCH', `${url}/${id}`, { body: { sessionControls } })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `/beta${url}/${id}`)).body).toMatchObject(body);
    const cleared = { sessionControls: { continuousAccessEvaluation: null } };
    expect(await bench.call('PATCH', `/beta${url}/${id}`, { body: cleared })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `/beta${url}/${id}`)).body).toMatchObject({ sessionControls: null });
  });
});

describe('policies and security defaults', () => {
  const defaults = '/policies/identitySecurityDefaultsEnforcementPolicy';
  const all = { scopes: ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess', 'Application.Read.All'] };
  it('exclude each other', async () => {
    const id = await make({ state: 'enabled' });
    const on = { ...all, body: { isEnabled: true } };
    expect(await bench.call('PATCH', defaults, on)).toMatchObject({ status: 400 });
    await bench.call('PATCH', `${url}/${id}`, { body: { state: 'disabled' } });
    expect(await bench.call('PATCH', defaults, on)).toMatchObject({ status: 204 });
    const answer = await bench.call('PATCH', `${url}/${id}`, { body: { state: 'enabled' } });
    expect(answer.body.error?.message).toBe(
      'Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.',
    );
    expect(await bench.call('POST', url, { body: draft() })).toMatchObject({ status: 201 });
    expect(await bench.call('PATCH', defaults, { ...all, body: { isEnabled: false } })).toMatchObject({ status: 204 });
    expect(await bench.call('PATCH', `${url}/${id}`, { body: { state: 'enabled' } })).toMatchObject({ status: 204 });
    // What is off already may be said to be off.
    expect(await bench.call('PATCH', defaults, { ...all, body: { isEnabled: false } })).toMatchObject({ status: 204 });
  });
});

describe('listing policies', () => {
  it('filters, sorts, selects, counts and pages', async () => {
    const made = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => make({ displayName: `List ${name}`, state: 'disabled' })),
    );
    const query = "$filter=startswith(displayName,'list') and state eq 'disabled'&$orderby=displayName";
    const { body } = await bench.call('GET', `${url}?${query}&$select=displayName&$count=true&$top=2`);
    expect(body).toMatchObject({
      '@odata.count': 3,
      value: [{ displayName: 'List One' }, { displayName: 'List Three' }],
    });
    const next = String(body['@odata.nextLink']).slice('https://login.example/v1.0'.length);
    expect((await bench.call('GET', next)).body.value).toEqual([{ displayName: 'List Two' }]);
    expect((await bench.call('GET', `${url}?$filter=id eq '${made[0]}'`)).body.value).toHaveLength(1);
    const since = `${url}?$filter=createdDateTime ge 2020-01-01T00:00:00Z and displayName eq 'LIST ONE'`;
    expect((await bench.call('GET', since)).body.value).toHaveLength(1);
    expect(await bench.call('GET', `${url}?$filter=grantControls eq null`)).toMatchObject({ status: 400 });
  });
});

describe('deleting a policy', () => {
  it('takes it away', async () => {
    const id = await make();
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 204, text: '' });
    expect(await bench.call('GET', `${url}/${id}`)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 404 });
  });
});

import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench();
  const give = (principalId: string, roleDefinitionId: string) =>
    bench.directory.perform(
      tenant,
      { actor: { kind: 'operator', name: 'test' } },
      createRoleAssignment({ roleDefinitionId, principalId, directoryScopeId: '/' }),
    );
  await give(personId('casey'), roleTemplateIds.conditionalAccessAdministrator);
  await give(personId('drew'), roleTemplateIds.authenticationPolicyAdministrator);
});
afterAll(() => bench.close());

const url = '/policies/authenticationStrengthPolicies';
const other = '/identity/conditionalAccess/authenticationStrength/policies';
const mfa = '00000000-0000-0000-0000-000000000002';
const aaguid = '10000000-0000-4000-8000-000000000001';

async function make(displayName: string, ...allowedCombinations: readonly string[]): Promise<string> {
  const made = await bench.call('POST', url, { body: { displayName, allowedCombinations } });
  expect(made.status).toBe(201);
  return String(made.body.id);
}

async function usedBy(id: string): Promise<string> {
  const body = {
    displayName: 'Uses it',
    state: 'disabled',
    conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
    grantControls: { operator: 'OR', authenticationStrength: { id } },
  };
  const made = await bench.call('POST', '/identity/conditionalAccess/policies', { body });
  expect(made.status).toBe(201);
  return String(made.body.id);
}

describe('the built-in strengths', () => {
  it.each([url, other])('are at %s, and changed by nobody', async (path) => {
    const { body } = await bench.call('GET', `${path}?$filter=policyType eq 'builtIn'&$orderby=displayName`);
    expect(body.value).toMatchObject([
      { id: mfa, displayName: 'Multifactor authentication', requirementsSatisfied: 'mfa' },
      { id: '00000000-0000-0000-0000-000000000003', displayName: 'Passwordless MFA' },
      { id: '00000000-0000-0000-0000-000000000004', displayName: 'Phishing resistant MFA' },
    ]);
    expect(await bench.call('PATCH', `${path}/${mfa}`, { body: { displayName: 'x' } })).toMatchObject({ status: 400 });
    expect(await bench.call('DELETE', `${path}/${mfa}`)).toMatchObject({ status: 400 });
    const parameters = { allowedCombinations: ['sms'] };
    expect(await bench.call('POST', `${path}/${mfa}/updateAllowedCombinations`, { body: parameters })).toMatchObject({
      status: 400,
    });
  });
});

describe('a strength of the tenant', () => {
  it('is made, found at both places, changed and deleted', async () => {
    const id = await make('Keys and codes', 'fido2', 'softwareOath, password');
    const { body } = await bench.call('GET', `${other}/${id}`);
    expect(body).toEqual({
      '@odata.context': `https://login.example/v1.0/$metadata#${other.slice(1)}/$entity`,
      id,
      createdDateTime: expect.stringMatching(/Z$/),
      modifiedDateTime: null,
      displayName: 'Keys and codes',
      description: null,
      policyType: 'custom',
      requirementsSatisfied: 'mfa',
      allowedCombinations: ['fido2', 'password,softwareOath'],
      combinationConfigurations: [],
    });
    expect(await bench.call('PATCH', `${url}/${id}`, { body: { description: 'x' } })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({
      description: 'x',
      displayName: 'Keys and codes',
      modifiedDateTime: expect.any(String),
    });
    const combinations = { allowedCombinations: ['fido2'] };
    expect(await bench.call('PATCH', `${url}/${id}`, { body: combinations })).toMatchObject({ status: 400 });
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', `${url}/${id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    { displayName: 'x', allowedCombinations: [] },
    { displayName: 'x', allowedCombinations: ['carrier pigeon'] },
    { displayName: 'x', allowedCombinations: ['fido2', 'FIDO2'] },
    { displayName: 'Multifactor authentication', allowedCombinations: ['fido2'] },
    { displayName: 'x' },
    { allowedCombinations: ['fido2'] },
  ])('is not made of %j', async (body) => {
    expect(await bench.call('POST', url, { body })).toMatchObject({ status: 400 });
  });

  it('changes its combinations by an action that tells what was before', async () => {
    const id = await make('Changing', 'fido2', 'password,sms');
    const policy = await usedBy(id);
    const path = `${url}/${id}/updateAllowedCombinations`;
    const changed = await bench.call('POST', path, { body: { allowedCombinations: ['password,voice'] } });
    expect(changed.body).toMatchObject({
      currentCombinations: ['password,voice'],
      previousCombinations: ['fido2', 'password,sms'],
      conditionalAccessReferences: [policy],
    });
    expect(await bench.call('POST', path, { body: { allowedCombinations: ['sms'] } })).toMatchObject({ status: 400 });
    expect(await bench.call('POST', path, { body: { allowedCombinations: 'sms' } })).toMatchObject({ status: 400 });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({ allowedCombinations: ['password,voice'] });
    await bench.call('DELETE', `/identity/conditionalAccess/policies/${policy}`);
    expect(await bench.call('POST', path, { body: { allowedCombinations: ['sms'] } })).toMatchObject({ status: 200 });
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({ requirementsSatisfied: 'none' });
  });

  it('tells who uses it, and stays while somebody does', async () => {
    const id = await make('Used', 'fido2');
    expect((await bench.call('GET', `${url}/${id}/usage()`)).body).toMatchObject({ mfa: [], none: [] });
    const policy = await usedBy(id);
    expect((await bench.call('GET', `${other}/${id}/usage`)).body).toMatchObject({ mfa: [{ id: policy }], none: [] });
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 400 });
    await bench.call('DELETE', `/identity/conditionalAccess/policies/${policy}`);
    expect(await bench.call('DELETE', `${url}/${id}`)).toMatchObject({ status: 204 });
  });

  it('narrows its combinations to some keys', async () => {
    const id = await make('Narrow', 'fido2', 'x509CertificateMultiFactor');
    const path = `${url}/${id}/combinationConfigurations`;
    const keys = { '@odata.type': '#microsoft.graph.fido2CombinationConfiguration', appliesToCombinations: ['fido2'] };
    const made = await bench.call('POST', path, { body: { ...keys, allowedAAGUIDs: [aaguid] } });
    expect(made).toMatchObject({ status: 201, body: { ...keys, allowedAAGUIDs: [aaguid] } });
    const one = `${path}/${String(made.body.id)}`;
    expect((await bench.call('GET', one)).body).toMatchObject({ ...keys, allowedAAGUIDs: [aaguid] });
    expect((await bench.call('GET', path)).body.value).toMatchObject([keys]);
    expect((await bench.call('GET', `${url}/${id}`)).body).toMatchObject({
      combinationConfigurations: [{ ...keys, allowedAAGUIDs: [aaguid] }],
    });
    const second = '10000000-0000-4000-8000-000000000002';
    const body = { '@odata.type': keys['@odata.type'], allowedAAGUIDs: [second] };
    expect(await bench.call('PATCH', one, { body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', one)).body).toMatchObject({ ...keys, allowedAAGUIDs: [second] });
    const removed = { body: { allowedCombinations: ['x509CertificateMultiFactor'] } };
    expect(await bench.call('POST', `${url}/${id}/updateAllowedCombinations`, removed)).toMatchObject({ status: 400 });
    for (const faulty of [
      { ...keys, allowedAAGUIDs: ['x'] },
      { ...keys, allowedAAGUIDs: [aaguid], appliesToCombinations: ['sms'] },
      { ...keys, allowedAAGUIDs: [aaguid] },
      { allowedAAGUIDs: [aaguid], appliesToCombinations: ['fido2'] },
      {
        '@odata.type': '#microsoft.graph.x509CertificateCombinationConfiguration',
        appliesToCombinations: ['x509CertificateMultiFactor'],
      },
    ]) {
      expect(await bench.call('POST', path, { body: faulty })).toMatchObject({ status: 400 });
    }
    expect(await bench.call('DELETE', one)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', one)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', one)).toMatchObject({ status: 404 });
  });

  it('is one of fifteen at most', async () => {
    const how = { tenant: otherTenant, as: 'app', roles: ['Policy.ReadWrite.ConditionalAccess'] } as const;
    for (let made = 0; made < 15; made += 1) {
      const body = { displayName: `Strength ${made}`, allowedCombinations: ['fido2'] };
      expect(await bench.call('POST', url, { ...how, body })).toMatchObject({ status: 201 });
    }
    const body = { displayName: 'One more', allowedCombinations: ['fido2'] };
    expect(await bench.call('POST', url, { ...how, body })).toMatchObject({ status: 403 });
  });
});

describe('what strengths are made of', () => {
  const path = '/identity/conditionalAccess/authenticationStrength';
  it('is listed', async () => {
    const { body } = await bench.call('GET', `${path}/combinations`);
    expect(body.value).toContain('password,microsoftAuthenticatorPush');
    const modes = await bench.call('GET', `${path}/authenticationMethodModes`);
    expect(modes.body.value).toContainEqual({
      id: 'deviceBasedPush',
      authenticationMethod: 'microsoftAuthenticator',
      displayName: expect.any(String),
    });
    expect((await bench.call('GET', `${path}/authenticationMethodModes/sms`)).body).toMatchObject({ id: 'sms' });
    expect(await bench.call('GET', `${path}/authenticationMethodModes/pigeon`)).toMatchObject({ status: 404 });
    const found = await bench.call('GET', `${url}/findByMethodMode(authenticationMethodModes='voice')`);
    expect(found.body.value).toMatchObject([{ id: mfa }]);
  });
});

describe('who may', () => {
  const body = { displayName: 'Theirs', allowedCombinations: ['fido2'] };
  it('is an administrator of Conditional Access, or an app; policy administrators of methods read', async () => {
    const write = ['Policy.ReadWrite.AuthenticationMethod'];
    const read = ['Policy.Read.AuthenticationMethod'];
    expect(await bench.call('GET', url, { as: personId('drew'), scopes: read })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: personId('blake'), scopes: read })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', url, { as: 'app', roles: read })).toMatchObject({ status: 200 });
    expect(await bench.call('POST', url, { as: personId('drew'), scopes: write, body })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', url, { as: personId('casey'), scopes: read, body })).toMatchObject({ status: 403 });
    expect(await bench.call('POST', url, { as: personId('casey'), scopes: write, body })).toMatchObject({
      status: 201,
    });
    expect(await bench.call('POST', url, { as: 'app', roles: read, body })).toMatchObject({ status: 403 });
  });

  it('know nothing of another tenant’s', async () => {
    const id = await make('Hidden', 'fido2');
    const how = { tenant: otherTenant, as: 'app', roles: ['Policy.ReadWrite.ConditionalAccess'] } as const;
    expect(await bench.call('GET', `${url}/${id}`, how)).toMatchObject({ status: 404 });
    expect(await bench.call('GET', `${url}/${id}/usage`, how)).toMatchObject({ status: 404 });
    expect(await bench.call('PATCH', `${url}/${id}`, { ...how, body: { displayName: 'x' } })).toMatchObject({
      status: 404,
    });
    expect(await bench.call('DELETE', `${url}/${id}`, how)).toMatchObject({ status: 404 });
  });
});

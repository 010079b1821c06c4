import { roleTemplateIds } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoleAssignment } from '../../../../directory/index.js';
import { type GraphBench, openGraphBench, otherTenant, personId, tenant } from '../../graph-bench.fixture.js';

const sales = '90000000-0000-4000-8000-000000000001';
const nobody = '70000000-0000-4000-8000-00000000000f';

let bench: GraphBench;
beforeAll(async () => {
  bench = await openGraphBench({ groups: [{ id: sales, displayName: 'Sales' }] });
  const role = { roleDefinitionId: roleTemplateIds.authenticationPolicyAdministrator, directoryScopeId: '/' };
  const by = { actor: { kind: 'operator', name: 'test' } } as const;
  await bench.directory.perform(tenant, by, createRoleAssignment({ ...role, principalId: personId('casey') }));
});
afterAll(() => bench.close());

const url = '/policies/authenticationMethodsPolicy';
const casey = { as: personId('casey'), scopes: ['Policy.ReadWrite.AuthenticationMethod'] };
const configuration = (id: string) => `${url}/authenticationMethodConfigurations/${id}`;

describe('the authentication methods policy', () => {
  it('tells of every method, as it is at first', async () => {
    const { body } = await bench.call('GET', url, casey);
    expect(body).toMatchObject({
      id: 'authenticationMethodsPolicy',
      policyMigrationState: 'migrationComplete',
      reconfirmationInDays: null,
      registrationEnforcement: {
        authenticationMethodsRegistrationCampaign: { state: 'default', snoozeDurationInDays: 1 },
      },
    });
    const methods = body.authenticationMethodConfigurations as { id: string; '@odata.type': string }[];
    expect(methods.map(({ id }) => id).sort()).toEqual([
      'Email',
      'Fido2',
      'MicrosoftAuthenticator',
      'QRCodePin',
      'Sms',
      'SoftwareOath',
      'TemporaryAccessPass',
      'Voice',
      'X509Certificate',
    ]);
    expect(methods).toContainEqual({
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      id: 'TemporaryAccessPass',
      state: 'disabled',
      excludeTargets: [],
      defaultLength: 8,
      defaultLifetimeInMinutes: 60,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      isUsableOnce: false,
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
    });
  });

  it('changes what a body names, and says when', async () => {
    const campaign = {
      state: 'enabled',
      snoozeDurationInDays: 3,
      excludeTargets: [{ id: sales, targetType: 'group' }],
    };
    const body = {
      reconfirmationInDays: 90,
      registrationEnforcement: { authenticationMethodsRegistrationCampaign: campaign },
    };
    expect(await bench.call('PATCH', url, { ...casey, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', url, casey)).body).toMatchObject({
      ...body,
      lastModifiedDateTime: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    [{ registrationEnforcement: { authenticationMethodsRegistrationCampaign: { snoozeDurationInDays: 15 } } }, 400],
    [{ reconfirmationInDays: 731 }, 400],
    [{ policyMigrationState: 'done' }, 400],
    [{ authenticationMethodConfigurations: [] }, 400],
    [
      {
        registrationEnforcement: {
          authenticationMethodsRegistrationCampaign: { excludeTargets: [{ id: nobody, targetType: 'group' }] },
        },
      },
      404,
    ],
  ])('is not changed by %j', async (body, status) => {
    expect(await bench.call('PATCH', url, { ...casey, body })).toMatchObject({ status });
  });
});

describe('the configuration of a method', () => {
  const type = (name: string) => `#microsoft.graph.${name}AuthenticationMethodConfiguration`;
  const pass = { '@odata.type': type('temporaryAccessPass') };

  it('is found in any letter case, changed, and put back', async () => {
    const body = { ...pass, state: 'enabled', includeTargets: [{ id: sales, targetType: 'group' }] };
    expect(await bench.call('PATCH', configuration('temporaryaccesspass'), { ...casey, body })).toMatchObject({
      status: 204,
    });
    const found = await bench.call('GET', configuration('TemporaryAccessPass'), casey);
    expect(found.body).toMatchObject({
      ...pass,
      id: 'TemporaryAccessPass',
      state: 'enabled',
      maximumLifetimeInMinutes: 480,
    });
    expect(found.body.includeTargets).toEqual([{ targetType: 'group', id: sales, isRegistrationRequired: null }]);
    const listed = (await bench.call('GET', url, casey)).body.authenticationMethodConfigurations;
    expect(listed).toContainEqual(expect.objectContaining({ id: 'TemporaryAccessPass', state: 'enabled' }));
    const told = (await bench.journal()).filter(({ target }) => target.id === 'TemporaryAccessPass');
    expect(told.map(({ operation }) => operation)).toEqual(['authentication-method-configuration.update']);
    expect(told[0]?.changes).toContainEqual({ property: 'state', old: 'disabled', new: 'enabled' });
    const stale = { ...casey, headers: { 'if-match': 'W/"other"' }, body: { ...pass, state: 'disabled' } };
    expect(await bench.call('PATCH', configuration('TemporaryAccessPass'), stale)).toMatchObject({ status: 412 });
    expect(await bench.call('DELETE', configuration('TemporaryAccessPass'), casey)).toMatchObject({ status: 204 });
    expect(await bench.call('DELETE', configuration('TemporaryAccessPass'), casey)).toMatchObject({ status: 204 });
    expect((await bench.call('GET', configuration('TemporaryAccessPass'), casey)).body).toMatchObject({
      state: 'disabled',
    });
  });

  it.each([
    ['TemporaryAccessPass', { state: 'enabled' }, 400],
    ['TemporaryAccessPass', { '@odata.type': type('sms'), state: 'enabled' }, 400],
    ['TemporaryAccessPass', { ...pass, maximumLifetimeInMinutes: 43_201 }, 400],
    ['TemporaryAccessPass', { ...pass, defaultLifetimeInMinutes: 30 }, 400],
    ['TemporaryAccessPass', { ...pass, includeTargets: [{ id: nobody, targetType: 'group' }] }, 404],
    ['TemporaryAccessPass', { ...pass, includeTargets: [{ id: personId('mallory'), targetType: 'user' }] }, 404],
    ['TemporaryAccessPass', { ...pass, isUsableForSignIn: true }, 400],
    ['Sms', { '@odata.type': type('sms'), id: 'Voice' }, 400],
    ['Pigeon', { '@odata.type': type('sms') }, 404],
  ])('of %s cannot be %j', async (id, body, status) => {
    expect(await bench.call('PATCH', configuration(id), { ...casey, body })).toMatchObject({ status });
  });

  it('of passkeys knows profiles', async () => {
    const profile = {
      id: sales,
      name: 'Staff',
      passkeyTypes: 'deviceBound',
      attestationEnforcement: 'registrationOnly',
    };
    const body = {
      '@odata.type': type('fido2'),
      passkeyProfiles: [profile],
      defaultPasskeyProfile: sales,
      keyRestrictions: { isEnforced: true, enforcementType: 'allow', aaGuids: [sales] },
      includeTargets: [{ id: 'all_users', targetType: 'group', allowedPasskeyProfiles: [sales] }],
    };
    expect(await bench.call('PATCH', configuration('fido2'), { ...casey, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', configuration('fido2'), casey)).body).toMatchObject({
      passkeyProfiles: [{ ...profile, keyRestrictions: null }],
      includeTargets: [{ allowedPasskeyProfiles: [sales] }],
    });
    const restrictions = { '@odata.type': type('fido2'), keyRestrictions: { isEnforced: false } };
    expect(await bench.call('PATCH', configuration('fido2'), { ...casey, body: restrictions })).toMatchObject({
      status: 204,
    });
    expect((await bench.call('GET', configuration('fido2'), casey)).body).toMatchObject({
      keyRestrictions: { isEnforced: false, enforcementType: 'allow', aaGuids: [sales] },
    });
  });

  it('is not longer than 20 kB', async () => {
    const aaGuids = Array.from({ length: 500 }, (_, at) => `10000000-0000-4000-8000-${String(at).padStart(12, '0')}`);
    const keyRestrictions = { isEnforced: true, enforcementType: 'allow', aaGuids };
    const profile = {
      id: sales,
      name: 'Staff',
      passkeyTypes: 'synced',
      attestationEnforcement: 'disabled',
      keyRestrictions,
    };
    const body = { '@odata.type': type('fido2'), passkeyProfiles: [profile], keyRestrictions };
    const answer = await bench.call('PATCH', configuration('fido2'), { ...casey, body });
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('20480') } } });
  });

  it('may be of a provider elsewhere, that comes and goes', async () => {
    const path = `${url}/authenticationMethodConfigurations`;
    const draft = {
      '@odata.type': '#microsoft.graph.externalAuthenticationMethodConfiguration',
      displayName: 'Contoso MFA',
      appId: sales,
      openIdConnectSetting: { clientId: 'abc', discoveryUrl: 'https://mfa.example/.well-known/openid-configuration' },
    };
    const made = await bench.call('POST', path, { ...casey, body: draft });
    expect(made).toMatchObject({ status: 201, body: { ...draft, state: 'disabled' } });
    const one = configuration(String(made.body.id));
    const body = { '@odata.type': draft['@odata.type'], state: 'enabled' };
    expect(await bench.call('PATCH', one, { ...casey, body })).toMatchObject({ status: 204 });
    expect((await bench.call('GET', one, casey)).body).toMatchObject({ displayName: 'Contoso MFA', state: 'enabled' });
    const listed = (await bench.call('GET', path, casey)).body.value;
    expect(listed).toContainEqual(expect.objectContaining({ id: made.body.id }));
    expect(await bench.call('GET', one, { tenant: otherTenant, as: 'app', roles: ['Policy.Read.All'] })).toMatchObject({
      status: 404,
    });
    expect(await bench.call('DELETE', one, casey)).toMatchObject({ status: 204 });
    expect(await bench.call('GET', one, casey)).toMatchObject({ status: 404 });
    expect(await bench.call('DELETE', one, casey)).toMatchObject({ status: 404 });
    const http = { ...draft, openIdConnectSetting: { clientId: 'abc', discoveryUrl: 'http://mfa.example/x' } };
    expect(await bench.call('POST', path, { ...casey, body: http })).toMatchObject({ status: 400 });
  });
});

describe('who may', () => {
  const body = { '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration', state: 'enabled' };
  it('read and write is an administrator’s of authentication policies, and an app’s', async () => {
    const read = ['Policy.Read.AuthenticationMethod'];
    expect(await bench.call('GET', url, { as: personId('casey'), scopes: read })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: personId('blake'), scopes: read })).toMatchObject({ status: 403 });
    expect(await bench.call('GET', configuration('Sms'), { as: 'app', roles: read })).toMatchObject({ status: 200 });
    expect(await bench.call('GET', url, { as: 'app', roles: ['User.Read.All'] })).toMatchObject({ status: 403 });
    expect(await bench.call('PATCH', configuration('Sms'), { as: 'app', roles: read, body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('PATCH', configuration('Sms'), { ...casey, as: personId('blake'), body })).toMatchObject({
      status: 403,
    });
    expect(await bench.call('PATCH', configuration('Sms'), { as: 'app', roles: casey.scopes, body })).toMatchObject({
      status: 204,
    });
  });
});

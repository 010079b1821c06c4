import { describe, expect, it } from 'vitest';
import { initialMethodConfigurations, type MethodId, methodTypes } from './initial-configurations.data.js';
import { methodConfigurationProblems, methodsPolicyProblems } from './method-configuration.js';

const guid = '10000000-0000-4000-8000-000000000001';

function pathsOf(id: MethodId, change: Readonly<Record<string, unknown>>) {
  const initial = initialMethodConfigurations.get(id);
  if (initial === undefined) throw new Error(id);
  return methodConfigurationProblems({ ...initial, ...change }).map(({ path }) => path);
}

describe('the configuration of a method', () => {
  it.each(Object.keys(methodTypes) as MethodId[])('is sound at first: %s', (id) => {
    expect(pathsOf(id, {})).toEqual([]);
  });

  it.each([
    ['Sms', { includeTargets: [{ id: 'everybody', targetType: 'group' }] }, 'includeTargets[0].id'],
    ['Sms', { includeTargets: [{ id: 'all_users', targetType: 'user' }] }, 'includeTargets[0].id'],
    ['Sms', { excludeTargets: [{ id: 'all_users', targetType: 'group' }] }, 'excludeTargets[0].id'],
    ['TemporaryAccessPass', { defaultLength: 7 }, 'defaultLength'],
    ['TemporaryAccessPass', { minimumLifetimeInMinutes: 9 }, 'minimumLifetimeInMinutes'],
    ['TemporaryAccessPass', { maximumLifetimeInMinutes: 43_201 }, 'maximumLifetimeInMinutes'],
    ['TemporaryAccessPass', { defaultLifetimeInMinutes: 481 }, 'defaultLifetimeInMinutes'],
    ['Fido2', { keyRestrictions: { aaGuids: ['x'] } }, 'keyRestrictions.aaGuids[0]'],
    ['Fido2', { defaultPasskeyProfile: guid }, 'defaultPasskeyProfile'],
    ['QRCodePin', { pinLength: 7 }, 'pinLength'],
    ['QRCodePin', { standardQRCodeLifetimeInDays: 396 }, 'standardQRCodeLifetimeInDays'],
    [
      'X509Certificate',
      { certificateUserBindings: [{ priority: 1 }, { priority: 1 }] },
      'certificateUserBindings[1].priority',
    ],
  ] as const)('of %s cannot say %j', (id, change, path) => {
    expect(pathsOf(id, change)).toEqual([path]);
  });

  it('names each target once', () => {
    const target = { id: guid, targetType: 'group' };
    expect(pathsOf('Voice', { excludeTargets: [target, target] })).toEqual(['excludeTargets[1].id']);
  });

  it('has at most three passkey profiles, and attests no synced ones', () => {
    const profile = {
      id: guid,
      name: 'Default',
      passkeyTypes: 'deviceBound,synced',
      attestationEnforcement: 'disabled',
    };
    expect(pathsOf('Fido2', { passkeyProfiles: [profile], defaultPasskeyProfile: guid })).toEqual([]);
    expect(pathsOf('Fido2', { passkeyProfiles: [profile, profile, profile, profile] })).toEqual(['passkeyProfiles']);
    const attested = { ...profile, attestationEnforcement: 'registrationOnly' };
    expect(pathsOf('Fido2', { passkeyProfiles: [attested] })).toEqual(['passkeyProfiles[0].attestationEnforcement']);
    expect(pathsOf('Fido2', { passkeyProfiles: [{ ...attested, passkeyTypes: 'deviceBound' }] })).toEqual([]);
    const odd = { ...profile, passkeyTypes: 'hardware' };
    expect(pathsOf('Fido2', { passkeyProfiles: [odd] })).toEqual(['passkeyProfiles[0].passkeyTypes']);
    const targets = [{ id: 'all_users', targetType: 'group', allowedPasskeyProfiles: [guid] }];
    expect(pathsOf('Fido2', { includeTargets: targets })).toEqual(['includeTargets[0].allowedPasskeyProfiles']);
  });

  it('of a provider elsewhere names it by https', () => {
    const of = (discoveryUrl: string) =>
      methodConfigurationProblems({
        '@odata.type': '#microsoft.graph.externalAuthenticationMethodConfiguration',
        id: guid,
        state: 'enabled',
        includeTargets: [],
        excludeTargets: [],
        openIdConnectSetting: { clientId: guid, discoveryUrl },
      });
    expect(of('https://mfa.contoso.example/.well-known/openid-configuration')).toEqual([]);
    expect(of('http://mfa.contoso.example/x')).toHaveLength(1);
  });
});

describe('the policy of all methods', () => {
  const policy = (snoozeDurationInDays: number, reconfirmationInDays: number | null = null) =>
    methodsPolicyProblems({
      reconfirmationInDays,
      registrationEnforcement: {
        authenticationMethodsRegistrationCampaign: {
          snoozeDurationInDays,
          includeTargets: [{ id: 'all_users', targetType: 'group' }],
          excludeTargets: [],
        },
      },
    }).map(({ path }) => path);

  it('lets people put off registration for at most two weeks', () => {
    expect([policy(0), policy(14, 180)]).toEqual([[], []]);
    expect(policy(15)).toEqual([
      'registrationEnforcement.authenticationMethodsRegistrationCampaign.snoozeDurationInDays',
    ]);
    expect(policy(1, 731)).toEqual(['reconfirmationInDays']);
  });
});

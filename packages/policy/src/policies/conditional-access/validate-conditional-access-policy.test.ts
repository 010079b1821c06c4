import { roleTemplateIds } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { completePolicy, type GivenPolicy } from './complete-policy.js';
import { validateConditionalAccessPolicy } from './validate-conditional-access-policy.js';

type Conditions = NonNullable<GivenPolicy['conditions']>;

const guid = '10000000-0000-4000-8000-000000000001';
const everybody = { includeUsers: ['All'] };
const everything = { includeApplications: ['All'] };
const mfa = { builtInControls: ['mfa'] } as const;
const block = { builtInControls: ['block'] } as const;

function policy(conditions: Conditions, more: Partial<GivenPolicy> = {}) {
  return completePolicy({
    displayName: 'Test',
    state: 'enabled',
    conditions: { users: everybody, applications: everything, ...conditions },
    grantControls: mfa,
    ...more,
  });
}

/** The faults and places of a policy that differs from a sound one in these conditions and parts. */
function faults(conditions: Conditions, more: Partial<GivenPolicy> = {}): readonly string[] {
  return validateConditionalAccessPolicy(policy(conditions, more)).map(({ fault, path }) => `${fault} ${path}`);
}

describe('the conditions of a policy', () => {
  it.each([
    {},
    { applications: { includeApplications: ['None'] } },
    { applications: { includeApplications: ['Office365', guid], excludeApplications: ['MicrosoftAdminPortals'] } },
    { applications: { includeUserActions: ['urn:user:registersecurityinfo'] } },
    { applications: { includeAuthenticationContextClassReferences: ['c1', 'c99'] } },
    { applications: { applicationFilter: { mode: 'include', rule: 'CustomSecurityAttribute.A_b -eq "x"' } } },
    { users: { includeUsers: ['None'] } },
    { users: { includeUsers: ['GuestsOrExternalUsers', guid], excludeUsers: [guid] } },
    { users: { includeGroups: [guid], excludeRoles: [roleTemplateIds.globalAdministrator] } },
    {
      users: {
        includeGuestsOrExternalUsers: {
          guestOrExternalUserTypes: 'internalGuest, serviceProvider',
          externalTenants: { membershipKind: 'enumerated', members: [guid] },
        },
      },
    },
    { clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] },
    { platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] } },
    { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted', guid] } },
    { locations: { includeLocations: ['00000000-0000-0000-0000-000000000000'] } },
    { devices: { deviceFilter: { mode: 'exclude', rule: 'device.trustType -eq "ServerAD"' } } },
    { signInRiskLevels: ['high', 'none'], userRiskLevels: ['low'] },
    { insiderRiskLevels: 'minor,moderate,elevated' },
    { authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' } },
  ] as readonly Conditions[])('may be %j', (conditions) => {
    expect(faults(conditions)).toEqual([]);
  });

  const apps = 'conditions.applications';
  const users = 'conditions.users';
  it.each([
    [{ applications: {} }, apps],
    [{ applications: null }, apps],
    [{ applications: { includeApplications: ['All', guid] } }, `${apps}.includeApplications`],
    [{ applications: { includeApplications: ['None', 'Office365'] } }, `${apps}.includeApplications`],
    [{ applications: { includeApplications: ['Everything'] } }, `${apps}.includeApplications[0]`],
    [{ applications: { ...everything, excludeApplications: ['All'] } }, `${apps}.excludeApplications[0]`],
    [{ applications: { ...everything, includeUserActions: ['urn:user:registersecurityinfo'] } }, apps],
    [{ applications: { ...everything, includeAuthenticationContextClassReferences: ['c1'] } }, apps],
    [{ applications: { includeUserActions: ['urn:user:dance'] } }, `${apps}.includeUserActions[0]`],
    [
      { applications: { includeAuthenticationContextClassReferences: ['c100'] } },
      `${apps}.includeAuthenticationContextClassReferences[0]`,
    ],
    [
      { applications: { includeAuthenticationContextClassReferences: ['c0'] } },
      `${apps}.includeAuthenticationContextClassReferences[0]`,
    ],
    [
      { applications: { ...everything, applicationFilter: { mode: 'include', rule: 'device.model -eq "x"' } } },
      `${apps}.applicationFilter.rule`,
    ],
    [{ users: null }, 'conditions'],
    [{ users: { excludeUsers: [guid] } }, users],
    [{ users: { includeUsers: ['All', guid] } }, `${users}.includeUsers`],
    [{ users: { includeUsers: ['blake@contoso.example'] } }, `${users}.includeUsers[0]`],
    [{ users: { ...everybody, excludeUsers: ['All'] } }, `${users}.excludeUsers[0]`],
    [{ users: { includeGroups: ['Sales'] } }, `${users}.includeGroups[0]`],
    [{ users: { ...everybody, excludeGroups: ['Sales'] } }, `${users}.excludeGroups[0]`],
    [{ users: { includeRoles: [guid] } }, `${users}.includeRoles[0]`],
    [{ users: { includeRoles: [roleTemplateIds.guestUser] } }, `${users}.includeRoles[0]`],
    [
      { users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'alien' } } },
      `${users}.includeGuestsOrExternalUsers.guestOrExternalUserTypes`,
    ],
    [
      { users: { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: '' } } },
      `${users}.includeGuestsOrExternalUsers.guestOrExternalUserTypes`,
    ],
    [
      {
        users: {
          ...everybody,
          excludeGuestsOrExternalUsers: {
            guestOrExternalUserTypes: 'internalGuest',
            externalTenants: { membershipKind: 'enumerated', members: [] },
          },
        },
      },
      `${users}.excludeGuestsOrExternalUsers.externalTenants.members`,
    ],
    [{ clientAppTypes: ['all', 'browser'] }, 'conditions.clientAppTypes'],
    [{ platforms: { includePlatforms: [], excludePlatforms: ['iOS'] } }, 'conditions.platforms.includePlatforms'],
    [{ platforms: { includePlatforms: ['all', 'iOS'] } }, 'conditions.platforms.includePlatforms'],
    [
      { platforms: { includePlatforms: ['iOS'], excludePlatforms: ['all'] } },
      'conditions.platforms.excludePlatforms[0]',
    ],
    [{ locations: { excludeLocations: ['AllTrusted'] } }, 'conditions.locations.includeLocations'],
    [{ locations: { includeLocations: ['All', guid] } }, 'conditions.locations.includeLocations'],
    [{ locations: { includeLocations: ['Oslo'] } }, 'conditions.locations.includeLocations[0]'],
    [
      { locations: { includeLocations: ['All'], excludeLocations: ['All'] } },
      'conditions.locations.excludeLocations[0]',
    ],
    [{ devices: { deviceFilter: { mode: 'include', rule: '' } } }, 'conditions.devices.deviceFilter.rule'],
    [{ servicePrincipalRiskLevels: ['high'] }, 'conditions.servicePrincipalRiskLevels'],
  ] as readonly (readonly [Conditions, string])[])('cannot be %j', (conditions, path) => {
    expect(faults(conditions)).toContain(`InvalidConditions ${path}`);
  });

  it.each([
    [{ insiderRiskLevels: 'grave' }, 'conditions.insiderRiskLevels'],
    [{ insiderRiskLevels: 'minor,minor' }, 'conditions.insiderRiskLevels'],
    [{ authenticationFlows: { transferMethods: 'pigeon' } }, 'conditions.authenticationFlows.transferMethods'],
  ])('are words that there are: %j', (conditions, path) => {
    expect(faults(conditions)).toEqual([`schema ${path}`]);
  });

  it('need a name', () => {
    expect(faults({}, { displayName: ' ' })).toEqual(['schema displayName']);
  });
});

describe('a policy for registering devices', () => {
  const registering: Conditions = { applications: { includeUserActions: ['urn:user:registerdevice'] } };
  it('asks for two factors only', () => {
    const fault = 'InvalidConditionsForUserActions';
    expect(faults(registering)).toEqual([]);
    expect(faults(registering, { grantControls: { builtInControls: ['compliantDevice'] } })).toEqual([
      `${fault} grantControls.builtInControls`,
    ]);
    expect(faults({ ...registering, clientAppTypes: ['browser'] })).toEqual([`${fault} conditions.clientAppTypes`]);
    const devices = { deviceFilter: { mode: 'include', rule: 'device.isCompliant -eq "True"' } } as const;
    expect(faults({ ...registering, devices })).toEqual([`${fault} conditions.devices`]);
  });
});

describe('a policy for workload identities', () => {
  const workloads: Conditions = {
    users: null,
    clientApplications: { includeServicePrincipals: ['ServicePrincipalsInMyTenant'], excludeServicePrincipals: [guid] },
  };
  const fault = 'InvalidConditionsForWorkloadIdentities';

  it('blocks by place or risk, and does nothing else', () => {
    const more = { grantControls: block };
    const placed = {
      ...workloads,
      servicePrincipalRiskLevels: ['high'],
      locations: { includeLocations: ['All'] },
    } as const;
    expect(faults(placed, more)).toEqual([]);
    expect(faults({ ...placed, users: { includeUsers: ['None'] } }, more)).toEqual([]);
    expect(faults({ ...placed, users: everybody }, more)).toEqual(['InvalidConditions conditions']);
    expect(faults(placed)).toEqual([`${fault} grantControls`]);
    expect(faults(placed, { ...more, sessionControls: { disableResilienceDefaults: true } })).toEqual([
      `${fault} sessionControls`,
    ]);
  });

  it.each([
    { platforms: { includePlatforms: ['all'] } },
    { clientAppTypes: ['browser'] },
    { signInRiskLevels: ['high'] },
    { userRiskLevels: ['high'] },
    { insiderRiskLevels: 'minor' },
    { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
  ] as readonly Conditions[])('knows no %j', (conditions) => {
    const [name] = Object.keys(conditions);
    expect(faults({ ...workloads, ...conditions }, { grantControls: block })).toEqual([`${fault} conditions.${name}`]);
  });

  it.each([
    [{ excludeServicePrincipals: [guid] }, ''],
    [{ includeServicePrincipals: ['All'] }, '.includeServicePrincipals[0]'],
    [{ includeServicePrincipals: ['ServicePrincipalsInMyTenant', guid] }, '.includeServicePrincipals'],
    [{ includeServicePrincipals: [guid], excludeServicePrincipals: ['x'] }, '.excludeServicePrincipals[0]'],
    [{ servicePrincipalFilter: { mode: 'include', rule: 'x' } }, '.servicePrincipalFilter.rule'],
  ] as const)('is not about %j', (clientApplications, path) => {
    expect(faults({ users: null, clientApplications }, { grantControls: block })).toEqual([
      `InvalidConditions conditions.clientApplications${path}`,
    ]);
  });
});

describe('the controls of a policy', () => {
  const strength = { authenticationStrength: { id: guid } };
  it.each([
    [{}, { grantControls: null, sessionControls: { secureSignInSession: { isEnabled: true } } }],
    [{}, { grantControls: { builtInControls: ['mfa', 'compliantDevice'], operator: 'OR', termsOfUse: [guid] } }],
    [{}, { grantControls: strength }],
    [{ userRiskLevels: ['high'] }, { grantControls: { operator: 'AND', builtInControls: ['mfa', 'passwordChange'] } }],
    [
      { platforms: { includePlatforms: ['iOS', 'macOS'] } },
      { grantControls: { operator: 'OR', builtInControls: ['compliantApplication', 'mfa'] } },
    ],
  ] as readonly (readonly [Conditions, Partial<GivenPolicy>])[])('with %j may be %j', (conditions, more) => {
    expect(faults(conditions, more)).toEqual([]);
  });

  const change = { operator: 'AND', builtInControls: ['mfa', 'passwordChange'] } as const;
  const risky = { userRiskLevels: ['high'] } as const;
  it.each([
    [{}, { grantControls: null }, 'InvalidControls grantControls'],
    [{}, { grantControls: {} }, 'InvalidControls grantControls'],
    [{}, { grantControls: null, sessionControls: {} }, 'InvalidControls grantControls'],
    [{}, { grantControls: { ...mfa, operator: 'XOR' } }, 'schema grantControls.operator'],
    [{}, { grantControls: { ...block, ...strength } }, 'InvalidControls grantControls.builtInControls'],
    [{}, { grantControls: { ...mfa, ...strength } }, 'InvalidControls grantControls'],
    [
      {},
      { grantControls: { ...mfa, customAuthenticationFactors: ['x'] } },
      'InvalidControls grantControls.customAuthenticationFactors',
    ],
    [
      risky,
      { grantControls: { ...change, operator: 'OR' } },
      'InvalidPasswordResetControl grantControls.builtInControls',
    ],
    [
      risky,
      { grantControls: { builtInControls: ['passwordChange'] } },
      'InvalidPasswordResetControl grantControls.builtInControls',
    ],
    [{}, { grantControls: change }, 'InvalidPasswordResetControl conditions.userRiskLevels'],
    [
      { ...risky, applications: { ...everything, excludeApplications: [guid] } },
      { grantControls: change },
      'InvalidPasswordResetControl conditions.applications',
    ],
    [
      { ...risky, clientAppTypes: ['browser'] },
      { grantControls: change },
      'InvalidPasswordResetControl conditions.clientAppTypes',
    ],
    [{}, { grantControls: { builtInControls: ['riskRemediation'] } }, 'InvalidControls conditions.userRiskLevels'],
    [
      risky,
      { grantControls: { builtInControls: ['riskRemediation', 'compliantDevice'] } },
      'InvalidControls grantControls.builtInControls',
    ],
    [
      { ...risky, applications: { includeApplications: [guid] } },
      { grantControls: { builtInControls: ['riskRemediation'] } },
      'InvalidControls conditions.applications',
    ],
    [
      { platforms: { includePlatforms: ['iOS', 'linux'] } },
      { grantControls: { builtInControls: ['compliantApplication'] } },
      'InvalidControls conditions.platforms.includePlatforms',
    ],
  ] as unknown as readonly (readonly [Conditions, Partial<GivenPolicy>, string])[])(
    'with %j cannot be %j',
    (conditions, more, fault) => {
      expect(faults(conditions, more)).toContain(fault);
    },
  );
});

describe('the session of a policy', () => {
  const often = (signInFrequency: object) => ({ sessionControls: { signInFrequency } }) as Partial<GivenPolicy>;
  it.each([
    [{ type: 'hours', value: 23 }, true],
    [{ type: 'days', value: 365 }, true],
    [{ frequencyInterval: 'everyTime' }, true],
    [{ isEnabled: false }, true],
    [{ type: 'hours', value: 24 }, false],
    [{ type: 'days', value: 366 }, false],
    [{ type: 'days', value: 0 }, false],
    [{ type: 'days' }, false],
    [{ frequencyInterval: 'everyTime', type: 'hours', value: 1 }, false],
  ])('ends as %j says: %s', (frequency, isSound) => {
    expect(faults({}, often(frequency)).length === 0).toBe(isSound);
  });

  const at = 'InvalidSessionControls sessionControls';
  it.each([
    [{}, { persistentBrowser: { mode: 'never' } }, undefined],
    [
      { applications: { includeApplications: [guid] } },
      { persistentBrowser: { mode: 'never' } },
      `${at}.persistentBrowser`,
    ],
    [{}, { persistentBrowser: { isEnabled: true } }, `${at}.persistentBrowser.mode`],
    [{}, { cloudAppSecurity: { cloudAppSecurityType: 'monitorOnly' } }, undefined],
    [{}, { cloudAppSecurity: { isEnabled: true } }, `${at}.cloudAppSecurity.cloudAppSecurityType`],
    [{}, { continuousAccessEvaluation: { mode: 'disabled' } }, undefined],
    [
      { applications: { includeApplications: [guid] } },
      { continuousAccessEvaluation: { mode: 'disabled' } },
      `${at}.continuousAccessEvaluation`,
    ],
    [
      { userRiskLevels: ['high'] },
      { continuousAccessEvaluation: { mode: 'disabled' } },
      'InvalidSessionControls conditions.userRiskLevels',
    ],
    [{ userRiskLevels: ['high'] }, { continuousAccessEvaluation: { mode: 'strictLocation' } }, undefined],
  ] as unknown as readonly (readonly [Conditions, GivenPolicy['sessionControls'], string | undefined])[])(
    'with %j may be %j, or is refused: %s',
    (conditions, sessionControls, fault) => {
      expect(faults(conditions, { sessionControls })).toEqual(fault === undefined ? [] : [fault]);
    },
  );
});

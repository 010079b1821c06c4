import { describe, expect, it } from 'vitest';
import { application, group, guid, mapped, principal, user } from './mapped.fixture.js';

const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const graph = 'https://graph.microsoft.com/v1.0/$metadata';
const mfa = { operator: 'OR', builtInControls: ['mfa'] };

function policies(conditions: object, more: object = {}, files: Readonly<Record<string, unknown>> = {}) {
  const policy = { id: guid(70), displayName: 'P', state: 'enabled', conditions, grantControls: mfa, ...more };
  const found = mapped({
    'users.json': [user(1)],
    'groups.json': [group(2)],
    'applications.json': [application(10)],
    'servicePrincipals.json': [principal(10)],
    'namedLocations.json': [{ id: guid(20), displayName: 'Offices', ipRanges: [{ cidrAddress: '198.51.100.0/24' }] }],
    'authenticationContextClassReferences.json': [{ id: 'c1', displayName: 'Payments', isAvailable: false }],
    'authenticationStrengthPolicies.json': [
      { id: guid(30), displayName: 'Keys only', policyType: 'custom', allowedCombinations: ['fido2'] },
    ],
    'policies/conditionalAccess/policies.json': [policy],
    ...files,
  });
  return { policy: found.items('conditionalAccessPolicies')[0], lines: found.lines };
}

describe('a Conditional Access policy', () => {
  it('names people, groups, roles and places, and keeps words and appIds', () => {
    const { policy, lines } = policies({
      users: {
        includeUsers: ['All'],
        excludeUsers: [guid(1)],
        excludeGroups: [guid(2)],
        includeRoles: [userAdministrator],
        includeGuestsOrExternalUsers: null,
      },
      applications: { includeApplications: [guid(999), 'Office365'], excludeApplications: [] },
      locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted', guid(20)] },
      devices: { includeDevices: [], deviceFilter: null },
    });
    expect(lines).toEqual([]);
    expect(policy).toEqual({
      id: guid(70),
      displayName: 'P',
      state: 'enabled',
      conditions: {
        users: {
          includeUsers: ['All'],
          excludeUsers: ['user1@contoso.example'],
          excludeGroups: ['Group 2'],
          includeRoles: ['User Administrator'],
        },
        applications: { includeApplications: [guid(999), 'Office365'] },
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted', 'Offices'] },
      },
      grantControls: mfa,
    });
  });

  it('keeps switches that are off, and what it says that is not known, for the rules of seeds to judge', () => {
    const sessionControls = { signInFrequency: { isEnabled: false, value: 4, type: 'hours' } };
    const { policy } = policies({ users: { includeUsers: ['All'] }, moonPhases: ['full'] }, { sessionControls });
    expect(policy).toMatchObject({ conditions: { moonPhases: ['full'] }, sessionControls });
  });

  it('asks for a strength by its name', () => {
    const strength = (id: string) => ({
      grantControls: {
        operator: 'OR',
        'authenticationStrength@odata.context': graph,
        authenticationStrength: { id, displayName: 'x' },
      },
    });
    const asked = (id: string) => policies({ users: { includeUsers: ['All'] } }, strength(id));
    expect(asked(guid(30)).policy).toMatchObject({ grantControls: { authenticationStrength: { id: 'Keys only' } } });
    expect(asked('00000000-0000-0000-0000-000000000004').policy).toMatchObject({
      grantControls: { authenticationStrength: { id: 'Phishing resistant MFA' } },
    });
    expect(asked(guid(31)).policy).toBeUndefined();
  });

  it.each([
    [{ users: { includeUsers: ['All'], excludeUsers: [guid(9)] } }, 'conditions.users.excludeUsers'],
    [{ users: { includeUsers: [guid(1), guid(9)] } }, 'conditions.users.includeUsers'],
    [{ users: { includeGroups: [guid(9)] } }, 'conditions.users.includeGroups'],
    [{ users: { includeUsers: ['All'], excludeRoles: [guid(9)] } }, 'conditions.users.excludeRoles'],
    [
      { locations: { includeLocations: ['All'], excludeLocations: [guid(9)] } },
      'conditions.locations.excludeLocations',
    ],
    [
      { applications: { includeAuthenticationContextClassReferences: ['c1', 'c2'] } },
      'conditions.applications.includeAuthenticationContextClassReferences',
    ],
    [
      { clientApplications: { includeServicePrincipals: [guid(210)], excludeServicePrincipals: [guid(9)] } },
      'conditions.clientApplications.excludeServicePrincipals',
    ],
  ])('is left out whole where it names what is not there: %j', (conditions, place) => {
    const { policy, lines } = policies(conditions);
    expect(policy).toBeUndefined();
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^conditionalAccessPolicy P: \`${place}\` names .*, not among what is imported`),
      ),
    ]);
  });

  it.each([
    [{ ...mfa, termsOfUse: [guid(9)] }, 'terms of use'],
    [{ ...mfa, customAuthenticationFactors: ['RequireDuoMfa'] }, 'a custom control'],
  ])('is left out whole with %j', (grantControls, reason) => {
    const { policy, lines } = policies({ users: { includeUsers: ['All'] } }, { grantControls });
    expect(policy).toBeUndefined();
    expect(lines).toEqual([expect.stringContaining(reason)]);
  });
});

describe('a word that a newer service knows', () => {
  const users = { includeUsers: ['All'] };
  const tenants = { guestOrExternalUserTypes: 'b2bCollaborationGuest', externalTenants: { membershipKind: 'some' } };
  it.each([
    [{ users, signInRiskLevels: ['extreme'] }, {}, 'conditions.signInRiskLevels` says `extreme'],
    [
      { users, platforms: { includePlatforms: ['visionOS'] } },
      {},
      'conditions.platforms.includePlatforms` says `visionOS',
    ],
    [{ users: { includeGuestsOrExternalUsers: tenants } }, {}, 'externalTenants.membershipKind` says `some'],
    [
      { users },
      { grantControls: { operator: 'OR', builtInControls: ['mfa', 'prayer'] } },
      'builtInControls` says `prayer',
    ],
    [
      { users },
      { sessionControls: { persistentBrowser: { mode: 'sometimes' } } },
      'persistentBrowser.mode` says `sometimes',
    ],
    [{ users }, { state: 'on' }, 'state` says `on'],
  ])('leaves the policy out whole: %#', (conditions, more, reason) => {
    const { policy, lines } = policies(conditions, more);
    expect(policy).toBeUndefined();
    expect(lines).toEqual([expect.stringContaining(`${reason}\`, which is not known here`)]);
  });
});

describe('named locations', () => {
  it('are kept as they are, those of a name that means something by id, and types that are not known told', () => {
    const location = (number: number, more: object) => ({ id: guid(number), countriesAndRegions: ['NO'], ...more });
    const { policy, lines } = policies(
      { locations: { includeLocations: [guid(21), guid(22)] } },
      {},
      {
        'namedLocations.json': [
          location(21, { displayName: 'AllTrusted' }),
          location(22, { displayName: 'Same' }),
          location(23, { displayName: 'Same' }),
          location(24, { displayName: 'Net', '@odata.type': '#microsoft.graph.compliantNetworkNamedLocation' }),
        ],
      },
    );
    expect(policy).toMatchObject({ conditions: { locations: { includeLocations: [guid(21), guid(22)] } } });
    expect(lines).toEqual([expect.stringContaining('namedLocation Net: locations of the type')]);
  });
});

import { describe, expect, it } from 'vitest';
import { completePolicy, type GivenPolicy } from './complete-policy.js';
import { isTargeted, referencesOf } from './policy-references.js';
import { conditionalAccessTemplates } from './templates.data.js';
import { problemMessage, validateConditionalAccessPolicy } from './validate-conditional-access-policy.js';

type Conditions = NonNullable<GivenPolicy['conditions']>;

const guid = '10000000-0000-4000-8000-000000000001';
const everybody = { includeUsers: ['All'] };
const everything = { includeApplications: ['All'] };
const mfa = { builtInControls: ['mfa'] } as const;

function policy(conditions: Conditions, more: Partial<GivenPolicy> = {}) {
  return completePolicy({
    displayName: 'Test',
    state: 'enabled',
    conditions: { users: everybody, applications: everything, ...conditions },
    grantControls: mfa,
    ...more,
  });
}

describe('a policy', () => {
  it('is completed with what nobody said', () => {
    expect(
      completePolicy({ displayName: 'Test', conditions: {}, grantControls: { operator: 'and' as 'AND' } }),
    ).toEqual({
      templateId: null,
      displayName: 'Test',
      description: null,
      state: 'disabled',
      conditions: {
        applications: {
          includeApplications: [],
          excludeApplications: [],
          includeUserActions: [],
          includeAuthenticationContextClassReferences: [],
          applicationFilter: null,
        },
        users: null,
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
        operator: 'AND',
        builtInControls: [],
        customAuthenticationFactors: [],
        termsOfUse: [],
        authenticationStrength: null,
      },
      sessionControls: null,
      modifiedDateTime: null,
    });
  });

  it('keeps flags in one spelling, and nothing of conditions that say nothing', () => {
    const { conditions } = policy({
      authenticationFlows: { transferMethods: 'none' },
      insiderRiskLevels: 'minor, elevated',
      platforms: { includePlatforms: [], excludePlatforms: [] },
      devices: { deviceFilter: null },
    });
    expect(conditions).toMatchObject({
      authenticationFlows: null,
      insiderRiskLevels: 'minor,elevated',
      platforms: null,
      devices: null,
    });
  });

  it('that remedies risk asks for a strength, every time', () => {
    const grantControls = { builtInControls: ['riskRemediation'] } as const;
    const remedy = policy({ userRiskLevels: ['high'] }, { grantControls });
    expect(remedy.grantControls?.authenticationStrength).toEqual({ id: '00000000-0000-0000-0000-000000000002' });
    expect(remedy.sessionControls?.signInFrequency).toMatchObject({ frequencyInterval: 'everyTime', value: null });
    expect(validateConditionalAccessPolicy(remedy)).toEqual([]);
  });

  it.each(conditionalAccessTemplates.map(({ name, details }) => [name, details] as const))(
    'may be made from the template: %s',
    (displayName, details) => {
      expect(validateConditionalAccessPolicy(completePolicy({ displayName, state: 'disabled', ...details }))).toEqual(
        [],
      );
    },
  );

  it('tells the numbers that scripts look for', () => {
    const [message] = validateConditionalAccessPolicy(policy({ clientAppTypes: [] })).map(problemMessage);
    expect(message).toMatch(/^1064: 'clientAppTypes' condition does not support \[\]/);
    const blocked = policy({}, { grantControls: { builtInControls: ['block', 'mfa'] } });
    expect(validateConditionalAccessPolicy(blocked).map(problemMessage)).toEqual([
      "1032: ConditionalActionPolicy validation failed due to InvalidControls. 'grantControls.builtInControls': `block` must stand alone.",
    ]);
    expect(problemMessage({ fault: 'schema', path: 'state', reason: 'must be a word' })).toMatch(/^1007: .*'state'/);
  });
});

describe('what a policy names', () => {
  it('is told with its place, and words are nobody', () => {
    const named = policy(
      {
        users: { includeUsers: ['All'], excludeGroups: [guid.toUpperCase()] },
        applications: { includeApplications: ['Office365', guid] },
        locations: {
          includeLocations: ['00000000-0000-0000-0000-000000000000', guid],
          excludeLocations: ['AllTrusted'],
        },
      },
      { grantControls: { authenticationStrength: { id: guid }, termsOfUse: [guid] } },
    );
    expect(referencesOf(named).map(({ kind, id }) => [kind, id])).toEqual([
      ['application', guid],
      ['group', guid],
      ['namedLocation', guid],
      ['termsOfUse', guid],
      ['authenticationStrength', guid],
    ]);
    expect(referencesOf(policy({}))).toEqual([]);
    expect(isTargeted(named, 'group', guid)).toBe(true);
    expect(isTargeted(named, 'user', guid)).toBe(false);
  });
});

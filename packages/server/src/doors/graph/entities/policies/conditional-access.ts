import {
  clientAppTypes,
  cloudAppSecurityTypes,
  builtInGrantControls,
  devicePlatforms,
  externalTenantKinds,
  longestFilterRule,
  modesOfContinuousAccess,
  modesOfFilter,
  modesOfPersistentBrowser,
  policyStates,
  riskLevels,
  signInFrequencyAuthentications,
  signInFrequencyIntervals,
  signInFrequencyTypes,
} from '@gatehouse/policy';
import {
  choice,
  choices,
  complex,
  complexType,
  type EntityType,
  enumType,
  flag,
  guid,
  instant,
  text,
  texts,
  whole,
} from '../../schema/index.js';

const ids = { maxLength: 128, maxItems: 2000 } as const;

const filter = complexType('conditionalAccessFilter', [
  choice('mode', enumType('filterMode', ...modesOfFilter), { required: true }),
  // One more than a rule may have, so that its own check tells of it.
  text('rule', { required: true, maxLength: longestFilterRule + 1 }),
]);

const applications = complexType('conditionalAccessApplications', [
  texts('includeApplications', ids),
  texts('excludeApplications', ids),
  texts('includeUserActions', ids),
  texts('includeAuthenticationContextClassReferences', ids),
  complex('applicationFilter', filter),
]);

/** Open, so that each says of which kind it is. */
const externalTenants = complexType(
  'conditionalAccessExternalTenants',
  [
    choice('membershipKind', enumType('conditionalAccessExternalTenantsMembershipKind', ...externalTenantKinds), {
      required: true,
    }),
    texts('members', ids),
  ],
  { open: true },
);

const guests = complexType('conditionalAccessGuestsOrExternalUsers', [
  text('guestOrExternalUserTypes', { maxLength: 256 }),
  complex('externalTenants', externalTenants),
]);

const users = complexType('conditionalAccessUsers', [
  texts('includeUsers', ids),
  texts('excludeUsers', ids),
  texts('includeGroups', ids),
  texts('excludeGroups', ids),
  texts('includeRoles', ids),
  texts('excludeRoles', ids),
  complex('includeGuestsOrExternalUsers', guests),
  complex('excludeGuestsOrExternalUsers', guests),
]);

const clientApplications = complexType('conditionalAccessClientApplications', [
  texts('includeServicePrincipals', ids),
  texts('excludeServicePrincipals', ids),
  complex('servicePrincipalFilter', filter),
]);

const risk = enumType('riskLevel', ...riskLevels);
const platform = enumType('conditionalAccessDevicePlatform', ...devicePlatforms);

const conditionSet = complexType('conditionalAccessConditionSet', [
  complex('applications', applications),
  complex('users', users),
  complex('clientApplications', clientApplications),
  choices('clientAppTypes', enumType('conditionalAccessClientApp', ...clientAppTypes)),
  complex(
    'platforms',
    complexType('conditionalAccessPlatforms', [
      choices('includePlatforms', platform),
      choices('excludePlatforms', platform),
    ]),
  ),
  complex(
    'locations',
    complexType('conditionalAccessLocations', [texts('includeLocations', ids), texts('excludeLocations', ids)]),
  ),
  complex('devices', complexType('conditionalAccessDevices', [complex('deviceFilter', filter)])),
  choices('signInRiskLevels', risk),
  choices('userRiskLevels', risk),
  choices('servicePrincipalRiskLevels', risk),
  text('insiderRiskLevels', { maxLength: 64 }),
  complex(
    'authenticationFlows',
    complexType('conditionalAccessAuthenticationFlows', [text('transferMethods', { maxLength: 128 })]),
  ),
]);

/** A policy refers to it by its id; answers show all of it. */
const strength = complexType(
  'conditionalAccessAuthenticationStrength',
  [text('id', { required: true, maxLength: 64 })],
  {
    open: true,
  },
);

const grantControls = complexType('conditionalAccessGrantControls', [
  text('operator', { maxLength: 8 }),
  choices('builtInControls', enumType('conditionalAccessGrantControl', ...builtInGrantControls)),
  texts('customAuthenticationFactors', ids),
  texts('termsOfUse', ids),
  complex('authenticationStrength', strength),
]);

const isEnabled = flag('isEnabled');

const sessionControls = complexType('conditionalAccessSessionControls', [
  complex('applicationEnforcedRestrictions', complexType('applicationEnforcedRestrictionsSessionControl', [isEnabled])),
  complex(
    'cloudAppSecurity',
    complexType('cloudAppSecuritySessionControl', [
      choice('cloudAppSecurityType', enumType('cloudAppSecuritySessionControlType', ...cloudAppSecurityTypes)),
      isEnabled,
    ]),
  ),
  complex(
    'signInFrequency',
    complexType('signInFrequencySessionControl', [
      whole('value'),
      choice('type', enumType('signinFrequencyType', ...signInFrequencyTypes)),
      choice('authenticationType', enumType('signInFrequencyAuthenticationType', ...signInFrequencyAuthentications)),
      choice('frequencyInterval', enumType('signInFrequencyInterval', ...signInFrequencyIntervals)),
      isEnabled,
    ]),
  ),
  complex(
    'persistentBrowser',
    complexType('persistentBrowserSessionControl', [
      choice('mode', enumType('persistentBrowserSessionMode', ...modesOfPersistentBrowser)),
      isEnabled,
    ]),
  ),
  flag('disableResilienceDefaults'),
  complex('secureSignInSession', complexType('secureSignInSessionControl', [isEnabled])),
  complex(
    'continuousAccessEvaluation',
    complexType('continuousAccessEvaluationSessionControl', [
      choice('mode', enumType('continuousAccessEvaluationMode', ...modesOfContinuousAccess), { required: true }),
    ]),
  ),
]);

const details = [
  complex('conditions', conditionSet, { required: true }),
  complex('grantControls', grantControls),
  complex('sessionControls', sessionControls),
];

/** `conditionalAccessPolicy`. */
export const conditionalAccessPolicyType: EntityType = {
  name: 'conditionalAccessPolicy',
  base: 'entity',
  properties: [
    guid('templateId', { writable: 'create' }),
    text('displayName', { required: true, maxLength: 256, query: { filter: ['eq', 'startsWith'], sort: true } }),
    text('description', { maxLength: 1024 }),
    instant('createdDateTime', { writable: 'never', query: { filter: ['ge', 'le', 'gt', 'lt'], sort: true } }),
    instant('modifiedDateTime', { writable: 'never', query: { filter: ['ge', 'le', 'gt', 'lt'], sort: true } }),
    instant('deletedDateTime', { writable: 'never' }),
    choice('state', enumType('conditionalAccessPolicyState', ...policyStates), {
      required: true,
      query: { filter: ['eq', 'in'] },
    }),
    ...details,
  ],
  navigations: [],
};

/** `conditionalAccessTemplate`. */
export const conditionalAccessTemplateType: EntityType = {
  name: 'conditionalAccessTemplate',
  base: 'entity',
  properties: [
    text('name', { writable: 'never', query: { filter: ['eq'], sort: true } }),
    text('description', { writable: 'never' }),
    text('scenarios', { writable: 'never' }),
    complex('details', complexType('conditionalAccessPolicyDetail', details), { writable: 'never' }),
  ],
  navigations: [],
};

/** `authenticationContextClassReference`. */
export const authenticationContextType: EntityType = {
  name: 'authenticationContextClassReference',
  base: 'entity',
  properties: [
    text('id', { writable: 'create', nullable: false, maxLength: 8, query: { filter: ['eq', 'in'] } }),
    text('displayName', { required: true, maxLength: 256, query: { filter: ['eq'], sort: true } }),
    text('description', { maxLength: 1024 }),
    flag('isAvailable', { nullable: false, query: { filter: ['eq'] } }),
  ],
  navigations: [],
};

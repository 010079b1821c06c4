import { complex, complexes, complexType, type EntityType, flag, text, texts, whole } from '../../schema/index.js';

/** `adminConsentRequestPolicy`: a `PUT` gives all of it. */
export const adminConsentRequestPolicyType: EntityType = {
  name: 'adminConsentRequestPolicy',
  base: 'entity',
  properties: [
    flag('isEnabled', { required: true }),
    flag('notifyReviewers', { required: true }),
    flag('remindersEnabled', { required: true }),
    whole('requestDurationInDays', { required: true }),
    complexes(
      'reviewers',
      complexType('accessReviewReviewerScope', [
        text('query', { required: true, maxLength: 512 }),
        text('queryType', { maxLength: 64 }),
        text('queryRoot', { maxLength: 512 }),
      ]),
      { required: true, maxItems: 100 },
    ),
    whole('version', { writable: 'never' }),
  ],
  navigations: [],
};

/** `identitySecurityDefaultsEnforcementPolicy`. */
export const securityDefaultsType: EntityType = {
  name: 'identitySecurityDefaultsEnforcementPolicy',
  base: 'entity',
  properties: [
    text('displayName', { writable: 'never' }),
    text('description', { writable: 'never' }),
    flag('isEnabled', { nullable: false }),
  ],
  navigations: [],
};

/** `authenticationFlowsPolicy`. */
export const authenticationFlowsPolicyType: EntityType = {
  name: 'authenticationFlowsPolicy',
  base: 'entity',
  properties: [
    text('displayName', { writable: 'never' }),
    text('description', { writable: 'never' }),
    complex(
      'selfServiceSignUp',
      complexType('selfServiceSignUpAuthenticationFlowConfiguration', [flag('isEnabled', { nullable: false })]),
      { nullable: false },
    ),
  ],
  navigations: [],
};

/** `crossTenantAccessPolicy`. */
export const crossTenantAccessPolicyType: EntityType = {
  name: 'crossTenantAccessPolicy',
  base: 'entity',
  properties: [
    text('displayName', { maxLength: 256, nullable: false }),
    texts('allowedCloudEndpoints', { maxLength: 253, maxItems: 10 }),
  ],
  navigations: [],
};

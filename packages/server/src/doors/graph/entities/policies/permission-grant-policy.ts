import { choice, complexes, complexType, type EntityType, enumType, flag, text, texts } from '../../schema/index.js';

const ids = { maxLength: 64, maxItems: 1000 } as const;

const ownProperties = [
  choice('permissionClassification', enumType('permissionClassificationType', 'all', 'low', 'medium', 'high'), {
    nullable: false,
  }),
  choice('permissionType', enumType('permissionType', 'application', 'delegated', 'delegatedUserConsentable'), {
    required: true,
  }),
  texts('permissions', ids),
  text('resourceApplication', { maxLength: 64, nullable: false }),
  texts('clientApplicationIds', ids),
  texts('clientApplicationTenantIds', ids),
  texts('clientApplicationPublisherIds', ids),
  flag('clientApplicationsFromVerifiedPublisherOnly', { nullable: false }),
];

/** `permissionGrantConditionSet`. */
export const conditionSetType: EntityType = {
  name: 'permissionGrantConditionSet',
  base: 'entity',
  properties: ownProperties,
  navigations: [],
};

/** As part of its policy. */
const conditionSet = complexType('permissionGrantPolicyConditionSet', [text('id'), ...ownProperties]);

/** `permissionGrantPolicy`. */
export const permissionGrantPolicyType: EntityType = {
  name: 'permissionGrantPolicy',
  base: 'directoryObject',
  properties: [
    text('id', { writable: 'create', nullable: false, maxLength: 64, query: { filter: ['eq', 'in'] } }),
    text('displayName', { required: true, maxLength: 256, query: { filter: ['eq'], sort: true } }),
    text('description', { maxLength: 1024 }),
    complexes('includes', conditionSet, { writable: 'never' }),
    complexes('excludes', conditionSet, { writable: 'never' }),
  ],
  navigations: [],
};

import {
  complex,
  complexes,
  complexType,
  type EntityType,
  enumType,
  choice,
  flag,
  instant,
  many,
  type PropertyOptions,
  text,
  texts,
} from '../../schema/index.js';

const given: PropertyOptions = { writable: 'never' };
const addresses: PropertyOptions = { maxItems: 100, maxLength: 320 };

const verifiedDomain = complexType('verifiedDomain', [
  text('capabilities'),
  text('name'),
  flag('isDefault'),
  flag('isInitial'),
  text('type'),
]);

const privacyProfile = complexType('privacyProfile', [
  text('contactEmail', { maxLength: 320 }),
  text('statementUrl', { maxLength: 2048 }),
]);

/** No plans are sold here: their lists are there for typed clients, and empty. */
const assignedPlan = complexType('assignedPlan', [
  instant('assignedDateTime'),
  text('capabilityStatus'),
  text('service'),
  text('servicePlanId'),
]);
const provisionedPlan = complexType('provisionedPlan', [
  text('capabilityStatus'),
  text('provisioningStatus'),
  text('service'),
]);

const partnerTenantType = enumType(
  'partnerTenantType',
  'microsoftSupport',
  'syndicatePartner',
  'breadthPartner',
  'breadthPartnerDelegatedAdmin',
  'resellerPartnerDelegatedAdmin',
  'valueAddedResellerPartnerDelegatedAdmin',
);

/** `organization` (Microsoft Graph documentation: organization resource type). Five properties can be changed, and extension values. */
export const organizationType: EntityType = {
  name: 'organization',
  base: 'directoryObject',
  open: true,
  properties: [
    text('id', given),
    instant('deletedDateTime', given),
    texts('businessPhones', given),
    text('city', given),
    text('country', given),
    text('countryLetterCode', given),
    instant('createdDateTime', given),
    text('defaultUsageLocation', given),
    text('displayName', given),
    flag('isMultipleDataLocationsForServicesEnabled', given),
    texts('marketingNotificationEmails', addresses),
    instant('onPremisesLastSyncDateTime', given),
    flag('onPremisesSyncEnabled', given),
    choice('partnerTenantType', partnerTenantType, given),
    text('postalCode', given),
    text('preferredLanguage', given),
    texts('securityComplianceNotificationMails', addresses),
    texts('securityComplianceNotificationPhones', { maxItems: 100, maxLength: 64 }),
    text('state', given),
    text('street', given),
    texts('technicalNotificationMails', addresses),
    text('tenantType', given),
    complexes('assignedPlans', assignedPlan, given),
    complex('privacyProfile', privacyProfile),
    complexes('provisionedPlans', provisionedPlan, given),
    complexes('verifiedDomains', verifiedDomain, given),
  ],
  navigations: [many('extensions', 'openTypeExtension', { contained: true })],
};

import {
  choice,
  complex,
  complexes,
  complexType,
  type EntityType,
  enumType,
  flag,
  guid,
  text,
} from '../../schema/index.js';

const target = complexType('crossTenantAccessPolicyTarget', [
  text('target', { required: true, maxLength: 64 }),
  choice('targetType', enumType('crossTenantAccessPolicyTargetType', 'user', 'group', 'application'), {
    required: true,
  }),
]);

const targets = complexType('crossTenantAccessPolicyTargetConfiguration', [
  choice('accessType', enumType('crossTenantAccessPolicyTargetConfigurationAccessType', 'allowed', 'blocked'), {
    required: true,
  }),
  complexes('targets', target, { required: true, maxItems: 1000 }),
]);

const setting = complexType('crossTenantAccessPolicyB2BSetting', [
  complex('usersAndGroups', targets),
  complex('applications', targets),
]);

const configuration = [
  complex('b2bCollaborationInbound', setting),
  complex('b2bCollaborationOutbound', setting),
  complex('b2bDirectConnectInbound', setting),
  complex('b2bDirectConnectOutbound', setting),
  complex(
    'inboundTrust',
    complexType('crossTenantAccessPolicyInboundTrust', [
      flag('isMfaAccepted'),
      flag('isCompliantDeviceAccepted'),
      flag('isHybridAzureADJoinedDeviceAccepted'),
    ]),
  ),
  complex(
    'automaticUserConsentSettings',
    complexType('inboundOutboundPolicyConfiguration', [flag('inboundAllowed'), flag('outboundAllowed')]),
  ),
];

/** Nobody names it by an id. */
const hiddenId = text('id', { writable: 'never', nullable: false, onRequest: true, query: { filter: ['eq', 'in'] } });

/** `crossTenantAccessPolicyConfigurationDefault`. */
export const crossTenantDefaultType: EntityType = {
  name: 'crossTenantAccessPolicyConfigurationDefault',
  base: 'entity',
  properties: [hiddenId, flag('isServiceDefault', { writable: 'never' }), ...configuration],
  navigations: [],
};

/** `crossTenantAccessPolicyConfigurationPartner`. */
export const crossTenantPartnerType: EntityType = {
  name: 'crossTenantAccessPolicyConfigurationPartner',
  base: 'entity',
  properties: [
    hiddenId,
    guid('tenantId', { writable: 'create', required: true, query: { filter: ['eq', 'in'] } }),
    flag('isServiceProvider'),
    flag('isInMultiTenantOrganization', { writable: 'never' }),
    ...configuration,
  ],
  navigations: [],
};

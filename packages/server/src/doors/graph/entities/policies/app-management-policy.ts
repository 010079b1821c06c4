import { keyRestrictionTypes, passwordRestrictionTypes } from '@gatehouse/policy';
import {
  choice,
  complex,
  complexes,
  complexType,
  duration,
  type EntityType,
  enumType,
  flag,
  instant,
  text,
} from '../../schema/index.js';

const state = enumType('appManagementRestrictionState', 'enabled', 'disabled');

/** Open, so that each says of which kind of exemption it is. */
const exemption = complexType(
  'customSecurityAttributeStringValueExemption',
  [
    text('id', { required: true, maxLength: 128 }),
    choice('operator', enumType('customSecurityAttributeComparisonOperator', 'equals'), { required: true }),
    text('value', { required: true, maxLength: 256 }),
  ],
  { open: true },
);

const excludeActors = complex(
  'excludeActors',
  complexType('appManagementPolicyActorExemptions', [
    complexes('customSecurityAttributes', exemption, { maxItems: 20 }),
  ]),
);

const passwordCredential = complexType('passwordCredentialConfiguration', [
  choice('restrictionType', enumType('appCredentialRestrictionType', ...passwordRestrictionTypes), { required: true }),
  choice('state', state),
  duration('maxLifetime'),
  instant('restrictForAppsCreatedAfterDateTime'),
  excludeActors,
]);

const keyCredential = complexType('keyCredentialConfiguration', [
  choice('restrictionType', enumType('appKeyCredentialRestrictionType', ...keyRestrictionTypes), { required: true }),
  choice('state', state),
  duration('maxLifetime'),
  instant('restrictForAppsCreatedAfterDateTime'),
  excludeActors,
]);

const identifierUri = complexType('identifierUriRestriction', [
  choice('state', state),
  instant('restrictForAppsCreatedAfterDateTime'),
  flag('excludeAppsReceivingV2Tokens'),
  flag('excludeSaml'),
  flag('isStateSetByMicrosoft', { writable: 'never' }),
  excludeActors,
]);

const identifierUris = complex(
  'identifierUris',
  complexType('identifierUriConfiguration', [
    complex('nonDefaultUriAddition', identifierUri),
    complex('uriAdditionWithoutUniqueTenantIdentifier', identifierUri),
  ]),
);

const credentials = [
  complexes('passwordCredentials', passwordCredential, { maxItems: 10, distinct: ['restrictionType'] }),
  complexes('keyCredentials', keyCredential, { maxItems: 10, distinct: ['restrictionType'] }),
];

const named = [
  text('displayName', { required: true, maxLength: 256, query: { filter: ['eq'], sort: true } }),
  text('description', { maxLength: 1024 }),
  flag('isEnabled', { nullable: false }),
];

/** `appManagementPolicy`: for single applications and service principals. */
export const appManagementPolicyType: EntityType = {
  name: 'appManagementPolicy',
  base: 'directoryObject',
  properties: [
    ...named,
    complex(
      'restrictions',
      complexType('customAppManagementConfiguration', [
        ...credentials,
        complex(
          'applicationRestrictions',
          complexType('customAppManagementApplicationConfiguration', [identifierUris]),
        ),
      ]),
      { nullable: false },
    ),
  ],
  navigations: [],
};

/** `tenantAppManagementPolicy`: for all others. */
export const tenantAppManagementPolicyType: EntityType = {
  name: 'tenantAppManagementPolicy',
  base: 'directoryObject',
  properties: [
    ...named,
    complex(
      'applicationRestrictions',
      complexType('appManagementApplicationConfiguration', [...credentials, identifierUris]),
      { nullable: false },
    ),
    complex('servicePrincipalRestrictions', complexType('appManagementServicePrincipalConfiguration', credentials), {
      nullable: false,
    }),
  ],
  navigations: [],
};

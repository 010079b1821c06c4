import { methodTypes } from '@gatehouse/policy';
import {
  choice,
  complex,
  complexes,
  complexType,
  type ComplexType,
  type EntityType,
  enumType,
  flag,
  guid,
  instant,
  type Property,
  text,
  texts,
  whole,
} from '../../schema/index.js';

const targetType = choice('targetType', enumType('authenticationMethodTargetType', 'user', 'group'), {
  required: true,
});
const targetId = text('id', { required: true, maxLength: 64 });
const featureTarget = complexType('featureTarget', [targetType, targetId]);
const excludeTargets = complexes('excludeTargets', complexType('excludeTarget', [targetType, targetId]), {
  maxItems: 100,
});
const state = choice('state', enumType('authenticationMethodState', 'enabled', 'disabled'), { nullable: false });
const settingState = enumType('advancedConfigState', 'default', 'enabled', 'disabled');

/** Whom a method is for; some methods say more of each target. */
function includeTargets(name: string, ...more: readonly Property[]): Property {
  const target = complexType(name, [
    targetType,
    targetId,
    flag('isRegistrationRequired', { nullable: false }),
    ...more,
  ]);
  return complexes('includeTargets', target, { maxItems: 100 });
}

function configuration(name: string, ...more: readonly Property[]): EntityType {
  const id = text('id', { writable: 'never', nullable: false, query: { filter: ['eq', 'in'] } });
  return { name, base: 'entity', properties: [id, state, excludeTargets, ...more], navigations: [] };
}

const plainTargets = includeTargets('authenticationMethodTarget');

const keyRestrictions = complex(
  'keyRestrictions',
  complexType('fido2KeyRestrictions', [
    flag('isEnforced'),
    choice('enforcementType', enumType('fido2RestrictionEnforcementType', 'allow', 'block')),
    texts('aaGuids', { maxLength: 36, maxItems: 500 }),
  ]),
);

const passkeyProfile = complexType('passkeyProfile', [
  guid('id', { required: true }),
  text('name', { required: true, maxLength: 64 }),
  text('passkeyTypes', { required: true, maxLength: 64 }),
  choice('attestationEnforcement', enumType('attestationEnforcement', 'disabled', 'registrationOnly'), {
    nullable: false,
  }),
  keyRestrictions,
]);

const featureSetting = complexType('authenticationMethodFeatureConfiguration', [
  choice('state', settingState, { nullable: false }),
  complex('includeTarget', featureTarget),
  complex('excludeTarget', featureTarget),
]);

const affinity = enumType('x509CertificateAffinityLevel', 'low', 'high');
const certificateMode = enumType(
  'x509CertificateAuthenticationMode',
  'x509CertificateSingleFactor',
  'x509CertificateMultiFactor',
);

const certificateRule = complexType('x509CertificateRule', [
  choice(
    'x509CertificateRuleType',
    enumType('x509CertificateRuleType', 'issuerSubject', 'policyOID', 'issuerSubjectAndPolicyOID'),
    { required: true },
  ),
  text('identifier', { maxLength: 512 }),
  choice('x509CertificateAuthenticationMode', certificateMode),
  choice('x509CertificateRequiredAffinityLevel', affinity),
  text('issuerSubjectIdentifier', { maxLength: 512 }),
  text('policyOidIdentifier', { maxLength: 128 }),
]);

const userBinding = complexType('x509CertificateUserBinding', [
  text('x509CertificateField', { required: true, maxLength: 64 }),
  text('userProperty', { required: true, maxLength: 64 }),
  whole('priority', { required: true }),
  choice('trustAffinityLevel', affinity),
]);

/** The entity type of the configuration of each method, by its name. */
export const methodConfigurationTypes: ReadonlyMap<string, EntityType> = new Map(
  [
    configuration(
      methodTypes.Fido2,
      flag('isAttestationEnforced'),
      flag('isSelfServiceRegistrationAllowed'),
      keyRestrictions,
      guid('defaultPasskeyProfile'),
      complexes('passkeyProfiles', passkeyProfile, { maxItems: 10, distinct: ['id'] }),
      includeTargets('passkeyAuthenticationMethodTarget', texts('allowedPasskeyProfiles', { maxLength: 36 })),
    ),
    configuration(
      methodTypes.MicrosoftAuthenticator,
      flag('isSoftwareOathEnabled'),
      complex(
        'featureSettings',
        complexType('microsoftAuthenticatorFeatureSettings', [
          complex('displayAppInformationRequiredState', featureSetting),
          complex('displayLocationInformationRequiredState', featureSetting),
        ]),
      ),
      includeTargets(
        'microsoftAuthenticatorAuthenticationMethodTarget',
        choice(
          'authenticationMode',
          enumType('microsoftAuthenticatorAuthenticationMode', 'deviceBasedPush', 'push', 'any'),
        ),
      ),
    ),
    configuration(methodTypes.SoftwareOath, plainTargets),
    configuration(
      methodTypes.TemporaryAccessPass,
      whole('defaultLength', { nullable: false }),
      whole('defaultLifetimeInMinutes', { nullable: false }),
      whole('minimumLifetimeInMinutes', { nullable: false }),
      whole('maximumLifetimeInMinutes', { nullable: false }),
      flag('isUsableOnce', { nullable: false }),
      plainTargets,
    ),
    configuration(methodTypes.Sms, includeTargets('smsAuthenticationMethodTarget', flag('isUsableForSignIn'))),
    configuration(methodTypes.Voice, flag('isOfficePhoneAllowed'), plainTargets),
    configuration(
      methodTypes.Email,
      choice('allowExternalIdToUseEmailOtp', enumType('externalEmailOtpState', 'default', 'enabled', 'disabled')),
      plainTargets,
    ),
    configuration(
      methodTypes.X509Certificate,
      complexes('certificateUserBindings', userBinding, { maxItems: 20 }),
      complex(
        'authenticationModeConfiguration',
        complexType('x509CertificateAuthenticationModeConfiguration', [
          choice('x509CertificateAuthenticationDefaultMode', certificateMode),
          choice('x509CertificateDefaultRequiredAffinityLevel', affinity),
          complexes('rules', certificateRule, { maxItems: 200 }),
        ]),
      ),
      plainTargets,
    ),
    configuration(
      methodTypes.QRCodePin,
      whole('pinLength', { nullable: false }),
      whole('standardQRCodeLifetimeInDays', { nullable: false }),
      plainTargets,
    ),
    configuration(
      'externalAuthenticationMethodConfiguration',
      text('displayName', { required: true, maxLength: 256 }),
      guid('appId', { required: true }),
      complex(
        'openIdConnectSetting',
        complexType('openIdConnectSetting', [
          text('clientId', { required: true, maxLength: 256 }),
          text('discoveryUrl', { required: true, maxLength: 2048 }),
        ]),
        { required: true },
      ),
      plainTargets,
    ),
  ].map((type) => [type.name, type]),
);

/** Stands for whichever it is, inside the policy. */
const anyConfiguration: ComplexType = complexType(
  'authenticationMethodsPolicyConfiguration',
  [text('id'), text('state')],
  {
    open: true,
  },
);

const campaign = complexType('authenticationMethodsRegistrationCampaign', [
  whole('snoozeDurationInDays', { nullable: false }),
  choice('state', settingState, { nullable: false }),
  excludeTargets,
  complexes(
    'includeTargets',
    complexType('authenticationMethodsRegistrationCampaignIncludeTarget', [
      targetId,
      targetType,
      text('targetedAuthenticationMethod', { maxLength: 64 }),
    ]),
    { maxItems: 100 },
  ),
]);

/** `authenticationMethodsPolicy`. */
export const authenticationMethodsPolicyType: EntityType = {
  name: 'authenticationMethodsPolicy',
  base: 'entity',
  properties: [
    text('description', { writable: 'never' }),
    text('displayName', { writable: 'never' }),
    instant('lastModifiedDateTime', { writable: 'never' }),
    choice(
      'policyMigrationState',
      enumType('authenticationMethodsPolicyMigrationState', 'preMigration', 'migrationInProgress', 'migrationComplete'),
      { nullable: false },
    ),
    text('policyVersion', { writable: 'never' }),
    whole('reconfirmationInDays'),
    complex(
      'registrationEnforcement',
      complexType('registrationEnforcement', [
        complex('authenticationMethodsRegistrationCampaign', campaign, { nullable: false }),
      ]),
      { nullable: false },
    ),
    complexes('authenticationMethodConfigurations', anyConfiguration, { writable: 'never' }),
  ],
  navigations: [],
};

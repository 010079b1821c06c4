import type { MethodConfiguration } from './method-configuration.js';

/** The type that Graph gives the configuration of each method, without its namespace. */
export const methodTypes = {
  Fido2: 'fido2AuthenticationMethodConfiguration',
  MicrosoftAuthenticator: 'microsoftAuthenticatorAuthenticationMethodConfiguration',
  SoftwareOath: 'softwareOathAuthenticationMethodConfiguration',
  TemporaryAccessPass: 'temporaryAccessPassAuthenticationMethodConfiguration',
  Sms: 'smsAuthenticationMethodConfiguration',
  Voice: 'voiceAuthenticationMethodConfiguration',
  Email: 'emailAuthenticationMethodConfiguration',
  X509Certificate: 'x509CertificateAuthenticationMethodConfiguration',
  QRCodePin: 'qrCodePinAuthenticationMethodConfiguration',
} as const;

/** The id of a method that every tenant has. */
export type MethodId = keyof typeof methodTypes;

function configuration(
  id: MethodId,
  state: MethodConfiguration['state'],
  more: Readonly<Record<string, unknown>> = {},
  target: Readonly<Record<string, unknown>> = {},
): readonly [MethodId, MethodConfiguration] {
  const everybody = { targetType: 'group', id: 'all_users', isRegistrationRequired: false, ...target } as const;
  const type = `#microsoft.graph.${methodTypes[id]}`;
  return [id, { '@odata.type': type, id, state, excludeTargets: [], includeTargets: [everybody], ...more }];
}

const setting = {
  state: 'default',
  includeTarget: { targetType: 'group', id: 'all_users' },
  excludeTarget: { targetType: 'group', id: '00000000-0000-0000-0000-000000000000' },
};

/** What is said of each method in a tenant that never said anything (Microsoft Entra documentation: authentication methods policy). */
export const initialMethodConfigurations: ReadonlyMap<string, MethodConfiguration> = new Map<
  string,
  MethodConfiguration
>([
  configuration(
    'Fido2',
    'enabled',
    {
      isAttestationEnforced: false,
      isSelfServiceRegistrationAllowed: true,
      keyRestrictions: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
      defaultPasskeyProfile: null,
      passkeyProfiles: [],
    },
    { allowedPasskeyProfiles: [] },
  ),
  configuration(
    'MicrosoftAuthenticator',
    'enabled',
    {
      isSoftwareOathEnabled: false,
      featureSettings: {
        displayAppInformationRequiredState: setting,
        displayLocationInformationRequiredState: setting,
      },
    },
    { authenticationMode: 'any' },
  ),
  configuration('SoftwareOath', 'enabled'),
  configuration('TemporaryAccessPass', 'disabled', {
    defaultLength: 8,
    defaultLifetimeInMinutes: 60,
    minimumLifetimeInMinutes: 60,
    maximumLifetimeInMinutes: 480,
    isUsableOnce: false,
  }),
  configuration('Sms', 'disabled', {}, { isUsableForSignIn: false }),
  configuration('Voice', 'disabled', { isOfficePhoneAllowed: false }),
  configuration('Email', 'enabled', { allowExternalIdToUseEmailOtp: 'default' }),
  configuration('X509Certificate', 'disabled', {
    certificateUserBindings: [
      {
        x509CertificateField: 'PrincipalName',
        userProperty: 'userPrincipalName',
        priority: 1,
        trustAffinityLevel: 'low',
      },
      { x509CertificateField: 'RFC822Name', userProperty: 'userPrincipalName', priority: 2, trustAffinityLevel: 'low' },
    ],
    authenticationModeConfiguration: {
      x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
      x509CertificateDefaultRequiredAffinityLevel: 'low',
      rules: [],
    },
  }),
  configuration('QRCodePin', 'disabled', { pinLength: 8, standardQRCodeLifetimeInDays: 365 }),
]);

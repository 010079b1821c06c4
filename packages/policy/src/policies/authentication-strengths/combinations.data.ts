import type { AuthenticationStrength } from './authentication-strength.js';

/** The ways of proving oneself (Microsoft Graph documentation: authenticationMethodModes), and what each is called. */
export const methodModes = {
  password: 'Password',
  voice: 'Voice',
  hardwareOath: 'Hardware OATH token',
  softwareOath: 'Software OATH token',
  sms: 'SMS',
  fido2: 'FIDO2 security key',
  windowsHelloForBusiness: 'Windows Hello for Business',
  microsoftAuthenticatorPush: 'Microsoft Authenticator (push notification)',
  deviceBasedPush: 'Microsoft Authenticator (phone sign-in)',
  temporaryAccessPassOneTime: 'Temporary Access Pass (one-time use)',
  temporaryAccessPassMultiUse: 'Temporary Access Pass (multi-use)',
  email: 'Email one-time passcode',
  x509CertificateSingleFactor: 'Certificate (single-factor)',
  x509CertificateMultiFactor: 'Certificate (multifactor)',
  federatedSingleFactor: 'Federated single-factor',
  federatedMultiFactor: 'Federated multifactor',
  qrCodePin: 'QR code and PIN',
} as const;

const phishingResistant = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'] as const;
const passwordless = [...phishingResistant, 'deviceBasedPush'] as const;
const multiFactor = [
  ...passwordless,
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'password,microsoftAuthenticatorPush',
  'password,softwareOath',
  'password,hardwareOath',
  'password,x509CertificateSingleFactor',
  'password,x509CertificateMultiFactor',
  'password,sms',
  'password,voice',
  'federatedMultiFactor',
  'microsoftAuthenticatorPush,federatedSingleFactor',
  'softwareOath,federatedSingleFactor',
  'hardwareOath,federatedSingleFactor',
  'sms,federatedSingleFactor',
  'voice,federatedSingleFactor',
] as const;

/** Every combination that a strength may allow, and whether it proves more than one factor. */
export const authenticationCombinations: ReadonlyMap<string, 'mfa' | 'none'> = new Map([
  ...multiFactor.map((one) => [one, 'mfa'] as const),
  ...['password', 'sms', 'x509CertificateSingleFactor', 'federatedSingleFactor', 'qrCodePin'].map(
    (one) => [one, 'none'] as const,
  ),
]);

/** The built-in strength that any two factors meet. */
export const multiFactorStrengthId = '00000000-0000-0000-0000-000000000002';

function builtIn(displayName: string, description: string, allowed: readonly string[]): AuthenticationStrength {
  return {
    displayName,
    description,
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    allowedCombinations: allowed,
    combinationConfigurations: [],
    modifiedDateTime: null,
  };
}

/** The strengths of every tenant, by id; nobody changes them (Microsoft Entra documentation: authentication strengths). */
export const builtInStrengths: ReadonlyMap<string, AuthenticationStrength> = new Map([
  [
    multiFactorStrengthId,
    builtIn('Multifactor authentication', 'Any combination that proves two factors.', multiFactor),
  ],
  [
    '00000000-0000-0000-0000-000000000003',
    builtIn('Passwordless MFA', 'Combinations that prove two factors without a password.', passwordless),
  ],
  [
    '00000000-0000-0000-0000-000000000004',
    builtIn('Phishing resistant MFA', 'Combinations that a look-alike site cannot pass on.', phishingResistant),
  ],
]);

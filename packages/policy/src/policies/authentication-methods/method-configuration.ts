import { isGuid } from '@gatehouse/model';
import type { Problem } from '../../registration/index.js';
import { repeated } from '../strict-json/index.js';

/** Who may use a method, or may not. */
export interface MethodTarget {
  /** The id of a group or user, or `all_users`. */
  readonly id: string;
  readonly targetType: 'group' | 'user';
  readonly [more: string]: unknown;
}

/** What a tenant says of one method (Microsoft Graph documentation: authenticationMethodConfiguration), in Graph's shape. */
export interface MethodConfiguration {
  readonly '@odata.type': string;
  readonly id: string;
  readonly state: 'enabled' | 'disabled';
  readonly includeTargets: readonly MethodTarget[];
  readonly excludeTargets: readonly MethodTarget[];
  readonly [more: string]: unknown;
}

type MethodCheck = (configuration: MethodConfiguration) => readonly Problem[];

/** What is wrong with the configuration of a method. Types and words were checked when the body was read. */
export function methodConfigurationProblems(configuration: MethodConfiguration): readonly Problem[] {
  return checks.flatMap((check) => check(configuration));
}

/** What is wrong with what the policy itself says: the registration campaign, and when people are asked to confirm their methods. */
export function methodsPolicyProblems(policy: {
  readonly reconfirmationInDays: number | null;
  readonly registrationEnforcement: {
    readonly authenticationMethodsRegistrationCampaign: {
      readonly snoozeDurationInDays: number;
      readonly includeTargets: readonly MethodTarget[];
      readonly excludeTargets: readonly MethodTarget[];
    };
  };
}): readonly Problem[] {
  const { authenticationMethodsRegistrationCampaign: campaign } = policy.registrationEnforcement;
  const path = 'registrationEnforcement.authenticationMethodsRegistrationCampaign';
  return [
    ...range(policy.reconfirmationInDays, 'reconfirmationInDays', 0, 730),
    ...range(campaign.snoozeDurationInDays, `${path}.snoozeDurationInDays`, 0, 14),
    ...targetProblems(campaign.includeTargets, `${path}.includeTargets`, true),
    ...targetProblems(campaign.excludeTargets, `${path}.excludeTargets`, false),
  ];
}

/** Every configuration's own checks; each looks only at what it is about. */
const checks: readonly MethodCheck[] = [
  ({ includeTargets }) => targetProblems(includeTargets, 'includeTargets', true),
  ({ excludeTargets }) => targetProblems(excludeTargets, 'excludeTargets', false),
  passProblems,
  keyProblems,
  profileProblems,
  codeProblems,
  bindingProblems,
  providerProblems,
];

function targetProblems(targets: readonly MethodTarget[], path: string, allows: boolean): readonly Problem[] {
  return [
    ...targets.flatMap(({ id, targetType }, index): readonly Problem[] => {
      const at = `${path}[${index}]`;
      if (id === 'all_users') {
        return allows && targetType === 'group' ? [] : [{ path: `${at}.id`, reason: '`all_users` cannot stand here' }];
      }
      return isGuid(id) ? [] : [{ path: `${at}.id`, reason: 'must be the id of a group or user, or `all_users`' }];
    }),
    ...repeated(
      targets.map(({ id }) => id.toLowerCase()),
      (index) => `${path}[${index}].id`,
      'the target',
    ),
  ];
}

// Microsoft Entra documentation: Temporary Access Pass policy
function passProblems(configuration: MethodConfiguration): readonly Problem[] {
  if (configuration.id !== 'TemporaryAccessPass') return [];
  const { defaultLength, defaultLifetimeInMinutes, minimumLifetimeInMinutes, maximumLifetimeInMinutes } = configuration;
  const lifetimes = { minimumLifetimeInMinutes, maximumLifetimeInMinutes, defaultLifetimeInMinutes };
  const outside = Object.entries(lifetimes).flatMap(([name, value]) => range(value, name, 10, 43_200));
  const [least, most, usual] = Object.values(lifetimes).map(Number);
  const isOrdered = (least ?? 0) <= (usual ?? 0) && (usual ?? 0) <= (most ?? 0);
  return [
    ...range(defaultLength, 'defaultLength', 8, 48),
    ...outside,
    ...(isOrdered || outside.length > 0
      ? []
      : [{ path: 'defaultLifetimeInMinutes', reason: 'must lie between the minimum and the maximum lifetime' }]),
  ];
}

interface KeyRestrictions {
  readonly aaGuids?: readonly string[] | null;
}

interface PasskeyProfile {
  readonly name?: string;
  readonly passkeyTypes?: string;
  readonly attestationEnforcement?: string;
  readonly keyRestrictions?: KeyRestrictions | null;
}

function keyProblems({ id, keyRestrictions }: MethodConfiguration): readonly Problem[] {
  return id === 'Fido2' ? aaguidProblems(keyRestrictions as KeyRestrictions | null | undefined, 'keyRestrictions') : [];
}

function aaguidProblems(restrictions: KeyRestrictions | null | undefined, path: string): readonly Problem[] {
  return (restrictions?.aaGuids ?? []).flatMap((id, index) =>
    isGuid(id) ? [] : [{ path: `${path}.aaGuids[${index}]`, reason: 'must be a GUID' }],
  );
}

/** Microsoft Entra documentation: passkey profiles. */
const mostProfiles = 3;

function profileProblems({
  id,
  passkeyProfiles,
  defaultPasskeyProfile,
  includeTargets,
}: MethodConfiguration): readonly Problem[] {
  if (id !== 'Fido2') return [];
  const profiles = (passkeyProfiles ?? []) as readonly (PasskeyProfile & { readonly id?: string })[];
  const known = profiles.map((one) => one.id);
  const isUnknown = (one: unknown) => typeof one === 'string' && !known.includes(one);
  return [
    ...(profiles.length > mostProfiles
      ? [{ path: 'passkeyProfiles', reason: `must not hold more than ${mostProfiles} profiles` }]
      : []),
    ...profiles.flatMap((one, index) => oneProfileProblems(one, `passkeyProfiles[${index}]`)),
    ...(isUnknown(defaultPasskeyProfile)
      ? [{ path: 'defaultPasskeyProfile', reason: 'must be the id of a passkey profile' }]
      : []),
    ...includeTargets.flatMap(({ allowedPasskeyProfiles }, index) =>
      ((allowedPasskeyProfiles ?? []) as readonly string[]).some(isUnknown)
        ? [{ path: `includeTargets[${index}].allowedPasskeyProfiles`, reason: 'must hold ids of passkey profiles' }]
        : [],
    ),
  ];
}

function oneProfileProblems(profile: PasskeyProfile, path: string): readonly Problem[] {
  const types = (profile.passkeyTypes ?? '').split(',').map((one) => one.trim());
  const isKnown = types.every((one) => one === 'deviceBound' || one === 'synced');
  const isAttested = profile.attestationEnforcement !== undefined && profile.attestationEnforcement !== 'disabled';
  return [
    ...(isKnown ? [] : [{ path: `${path}.passkeyTypes`, reason: 'must be `deviceBound`, `synced`, or both' }]),
    // Synced passkeys never attest (Microsoft Entra documentation: passkey attestation).
    ...(isAttested && types.includes('synced')
      ? [{ path: `${path}.attestationEnforcement`, reason: 'must be `disabled` where synced passkeys are allowed' }]
      : []),
    ...aaguidProblems(profile.keyRestrictions, `${path}.keyRestrictions`),
  ];
}

// Microsoft Entra documentation: QR code authentication method
function codeProblems({ id, pinLength, standardQRCodeLifetimeInDays }: MethodConfiguration): readonly Problem[] {
  if (id !== 'QRCodePin') return [];
  return [
    ...range(pinLength, 'pinLength', 8, 20),
    ...range(standardQRCodeLifetimeInDays, 'standardQRCodeLifetimeInDays', 1, 395),
  ];
}

function bindingProblems({ id, certificateUserBindings }: MethodConfiguration): readonly Problem[] {
  if (id !== 'X509Certificate') return [];
  const bindings = (certificateUserBindings ?? []) as readonly { readonly priority?: number }[];
  return repeated(
    bindings.map(({ priority }) => String(priority)),
    (index) => `certificateUserBindings[${index}].priority`,
    'the priority',
  );
}

function providerProblems(configuration: MethodConfiguration): readonly Problem[] {
  if (configuration['@odata.type'] !== '#microsoft.graph.externalAuthenticationMethodConfiguration') return [];
  const setting = configuration.openIdConnectSetting as { readonly discoveryUrl?: string } | null | undefined;
  const isUrl = /^https:\/\/[^\s/?#@]+\/[^\s#]*$/.test(setting?.discoveryUrl ?? '');
  return isUrl ? [] : [{ path: 'openIdConnectSetting.discoveryUrl', reason: 'must be an https URL' }];
}

function range(value: unknown, path: string, least: number, most: number): readonly Problem[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'number' && value >= least && value <= most
    ? []
    : [{ path, reason: `must be from ${least} to ${most}` }];
}

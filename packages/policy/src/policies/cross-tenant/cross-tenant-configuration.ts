import { isGuid } from '@gatehouse/model';
import type { Problem } from '../../registration/index.js';
import { repeated } from '../strict-json/index.js';

/** Somebody or something that access is about. */
export interface CrossTenantTarget {
  readonly target: string;
  readonly targetType: 'user' | 'group' | 'application';
}

interface TargetConfiguration {
  readonly accessType: 'allowed' | 'blocked';
  readonly targets: readonly CrossTenantTarget[];
}

/** Who may use what, in one direction (Microsoft Graph documentation: crossTenantAccessPolicyB2BSetting). */
export interface CrossTenantSetting {
  readonly usersAndGroups: TargetConfiguration | null;
  readonly applications: TargetConfiguration | null;
}

const directions = [
  'b2bCollaborationInbound',
  'b2bCollaborationOutbound',
  'b2bDirectConnectInbound',
  'b2bDirectConnectOutbound',
] as const;

/** What a tenant says about all others, or about one; null leaves it to what is said about all. */
export interface CrossTenantConfiguration
  extends Readonly<Record<(typeof directions)[number], CrossTenantSetting | null>> {
  readonly inboundTrust: {
    readonly isMfaAccepted: boolean | null;
    readonly isCompliantDeviceAccepted: boolean | null;
    readonly isHybridAzureADJoinedDeviceAccepted: boolean | null;
  } | null;
  readonly automaticUserConsentSettings: {
    readonly inboundAllowed: boolean | null;
    readonly outboundAllowed: boolean | null;
  } | null;
}

/** What is wrong with a configuration. */
export function crossTenantProblems(configuration: CrossTenantConfiguration): readonly Problem[] {
  return directions.flatMap((direction) => {
    const setting = configuration[direction];
    return [
      ...targetProblems(setting?.usersAndGroups, `${direction}.usersAndGroups`, ['AllUsers'], ['user', 'group']),
      ...targetProblems(
        setting?.applications,
        `${direction}.applications`,
        ['AllApplications', 'Office365'],
        ['application'],
      ),
    ];
  });
}

/** The people and groups of the tenant itself that a configuration names: those that go out. */
export function crossTenantReferences(configuration: CrossTenantConfiguration): readonly CrossTenantTarget[] {
  return (['b2bCollaborationOutbound', 'b2bDirectConnectOutbound'] as const)
    .flatMap((direction) => configuration[direction]?.usersAndGroups?.targets ?? [])
    .filter(({ target }) => isGuid(target));
}

function targetProblems(
  configuration: TargetConfiguration | null | undefined,
  path: string,
  words: readonly string[],
  types: readonly CrossTenantTarget['targetType'][],
): readonly Problem[] {
  if (configuration == null) return [];
  const { targets } = configuration;
  if (targets.length === 0) return [{ path: `${path}.targets`, reason: 'must not be empty' }];
  return [
    ...targets.flatMap(({ target, targetType }, index): readonly Problem[] => {
      const at = `${path}.targets[${index}]`;
      if (!types.includes(targetType)) return [{ path: `${at}.targetType`, reason: `must be ${types.join(' or ')}` }];
      if (isGuid(target)) return [];
      if (!words.includes(target)) return [{ path: `${at}.target`, reason: `must be an id or ${words.join(' or ')}` }];
      return target.startsWith('All') && targets.length > 1
        ? [{ path: `${at}.target`, reason: `\`${target}\` must stand alone` }]
        : [];
    }),
    ...repeated(
      targets.map(({ target }) => target.toLowerCase()),
      (index) => `${path}.targets[${index}].target`,
      'the target',
    ),
  ];
}

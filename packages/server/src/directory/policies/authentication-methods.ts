import {
  initialMethodConfigurations,
  type MethodConfiguration,
  type MethodTarget,
  methodConfigurationProblems,
  methodsPolicyProblems,
} from '@gatehouse/policy';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { type PolicyKind, refuseProblems, type SingletonKind } from './policy-kind.js';
import { notOfType } from './references.js';

/** `/policies/authenticationMethodsPolicy`, without the configurations of the methods. */
export interface AuthenticationMethodsPolicy {
  readonly displayName: string;
  readonly description: string;
  readonly lastModifiedDateTime: string | null;
  readonly policyVersion: string;
  readonly policyMigrationState: 'preMigration' | 'migrationInProgress' | 'migrationComplete';
  readonly reconfirmationInDays: number | null;
  readonly registrationEnforcement: {
    readonly authenticationMethodsRegistrationCampaign: {
      readonly state: 'default' | 'enabled' | 'disabled';
      readonly snoozeDurationInDays: number;
      readonly includeTargets: readonly MethodTarget[];
      readonly excludeTargets: readonly MethodTarget[];
    };
  };
}

/** What it says at first is what the platform's newer tenants say. */
export const authenticationMethodsPolicy: SingletonKind<AuthenticationMethodsPolicy> = {
  name: 'authentication-methods-policy',
  id: 'authenticationMethodsPolicy',
  limit: 1,
  nameOf: ({ displayName }) => displayName,
  stamp: 'lastModifiedDateTime',
  initial: {
    displayName: 'Authentication Methods Policy',
    description: 'Which authentication methods there are, and what is asked of people who register them.',
    lastModifiedDateTime: null,
    policyVersion: '1.5',
    policyMigrationState: 'migrationComplete',
    reconfirmationInDays: null,
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: {
        state: 'default',
        snoozeDurationInDays: 1,
        includeTargets: [
          { id: 'all_users', targetType: 'group', targetedAuthenticationMethod: 'microsoftAuthenticator' },
        ],
        excludeTargets: [],
      },
    },
  },
  afterWrite: async (work, { body }, before) => {
    const campaign = body.registrationEnforcement.authenticationMethodsRegistrationCampaign;
    const known = before?.body.registrationEnforcement.authenticationMethodsRegistrationCampaign;
    return (
      refuseProblems(methodsPolicyProblems(body)) ??
      targetRefusal(work, targetsOf(campaign), known === undefined ? [] : targetsOf(known))
    );
  },
};

/** The most bytes of what is said of one method (Microsoft Entra documentation: passkey profiles). */
const mostBytes = 20_480;

/**
 * `/policies/authenticationMethodsPolicy/authenticationMethodConfigurations`: what the tenant says of a method. Of those that every
 * tenant has, only what was changed is stored.
 */
export const methodConfigurations: PolicyKind<MethodConfiguration> = {
  name: 'authentication-method-configuration',
  limit: 50,
  nameOf: ({ id, displayName }) => (typeof displayName === 'string' ? displayName : id),
  afterWrite: async (work, { body }, before) => {
    if (JSON.stringify(body).length > mostBytes) {
      return refused('invalid', {
        property: 'id',
        detail: `a configuration must not be longer than ${mostBytes} bytes`,
      });
    }
    const known = before?.body ?? initialMethodConfigurations.get(body.id);
    return (
      refuseProblems(methodConfigurationProblems(body)) ??
      targetRefusal(work, targetsOf(body), known === undefined ? [] : targetsOf(known))
    );
  },
};

function targetsOf({
  includeTargets,
  excludeTargets,
}: Pick<MethodConfiguration, 'includeTargets' | 'excludeTargets'>): readonly MethodTarget[] {
  return [...includeTargets, ...excludeTargets].filter(({ id }) => id !== 'all_users');
}

/** Whoever is newly named must be there. */
async function targetRefusal(
  work: DirectoryWork,
  targets: readonly MethodTarget[],
  known: readonly MethodTarget[],
): Promise<DirectoryRefusal | undefined> {
  const fresh = targets.filter(({ id }) => !known.some((one) => one.id === id));
  for (const type of ['user', 'group'] as const) {
    const ids = fresh.filter(({ targetType }) => targetType === type).map(({ id }) => id.toLowerCase());
    const [missing] = (await notOfType(work, ids, type, 'not there')).keys();
    if (missing !== undefined) return refused('reference_not_found', { value: missing });
  }
  return undefined;
}

import { multiFactorStrengthId } from '../authentication-strengths/index.js';
import type {
  ClientApplicationCondition,
  ConditionalAccessPolicy,
  ConditionSet,
  ExternalTenants,
  GrantControls,
  GuestsOrExternalUsers,
  SessionControls,
  UserCondition,
} from './conditional-access-policy.js';

/** A value of which any part may be missing. */
type Part<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { readonly [Name in keyof Value]?: Part<Value[Name]> | null | undefined }
    : Value;

/** A policy as somebody wrote it: what is not said is missing. */
export type GivenPolicy = Part<ConditionalAccessPolicy>;

/**
 * A policy with everything there, in one spelling: what was not said is null, an empty list, or what the documentation says of it.
 * Parts that say nothing at all are null. Values that cannot be stay as they were given, for the checks to find.
 */
export function completePolicy(given: GivenPolicy): ConditionalAccessPolicy {
  const grantControls = grant(given.grantControls);
  const remedies = grantControls?.builtInControls.includes('riskRemediation') === true;
  return {
    templateId: given.templateId ?? null,
    displayName: given.displayName ?? '',
    description: given.description ?? null,
    state: given.state ?? 'disabled',
    conditions: conditions(given.conditions ?? {}),
    // Microsoft Entra documentation: grant control, require risk remediation
    grantControls:
      remedies && grantControls.authenticationStrength === null
        ? { ...grantControls, authenticationStrength: { id: multiFactorStrengthId } }
        : grantControls,
    sessionControls: session(
      remedies
        ? { ...given.sessionControls, signInFrequency: { isEnabled: true, frequencyInterval: 'everyTime' } }
        : given.sessionControls,
    ),
    modifiedDateTime: given.modifiedDateTime ?? null,
  };
}

function conditions(given: Part<ConditionSet>): ConditionSet {
  const { applications, platforms, locations, devices, insiderRiskLevels, authenticationFlows } = given;
  const filter = devices?.deviceFilter ?? null;
  const methods = flags(authenticationFlows?.transferMethods);
  return {
    applications: {
      includeApplications: applications?.includeApplications ?? [],
      excludeApplications: applications?.excludeApplications ?? [],
      includeUserActions: applications?.includeUserActions ?? [],
      includeAuthenticationContextClassReferences: applications?.includeAuthenticationContextClassReferences ?? [],
      applicationFilter: ruleFilter(applications?.applicationFilter),
    },
    users: users(given.users),
    clientApplications: clientApplications(given.clientApplications),
    clientAppTypes: given.clientAppTypes ?? ['all'],
    platforms: unlessEmpty({
      includePlatforms: platforms?.includePlatforms ?? [],
      excludePlatforms: platforms?.excludePlatforms ?? [],
    }),
    locations: unlessEmpty({
      includeLocations: locations?.includeLocations ?? [],
      excludeLocations: locations?.excludeLocations ?? [],
    }),
    devices: filter === null ? null : { deviceFilter: ruleFilter(filter) },
    signInRiskLevels: given.signInRiskLevels ?? [],
    userRiskLevels: given.userRiskLevels ?? [],
    servicePrincipalRiskLevels: given.servicePrincipalRiskLevels ?? [],
    insiderRiskLevels: flags(insiderRiskLevels),
    authenticationFlows: methods === null || methods === 'none' ? null : { transferMethods: methods },
  };
}

function users(given: Part<UserCondition> | null | undefined): UserCondition | null {
  return unlessEmpty({
    includeUsers: given?.includeUsers ?? [],
    excludeUsers: given?.excludeUsers ?? [],
    includeGroups: given?.includeGroups ?? [],
    excludeGroups: given?.excludeGroups ?? [],
    includeRoles: given?.includeRoles ?? [],
    excludeRoles: given?.excludeRoles ?? [],
    includeGuestsOrExternalUsers: guests(given?.includeGuestsOrExternalUsers),
    excludeGuestsOrExternalUsers: guests(given?.excludeGuestsOrExternalUsers),
  });
}

function guests(given: Part<GuestsOrExternalUsers> | null | undefined): GuestsOrExternalUsers | null {
  if (given == null) return null;
  const { guestOrExternalUserTypes, externalTenants } = given;
  return {
    guestOrExternalUserTypes: flags(guestOrExternalUserTypes) ?? '',
    externalTenants: externalTenants == null ? null : tenants(externalTenants),
  };
}

function tenants(given: {
  readonly membershipKind?: string | null | undefined;
  readonly members?: readonly string[] | null | undefined;
}): ExternalTenants {
  return given.membershipKind === 'enumerated'
    ? {
        '@odata.type': '#microsoft.graph.conditionalAccessEnumeratedExternalTenants',
        membershipKind: 'enumerated',
        members: given.members ?? [],
      }
    : { '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants', membershipKind: 'all' };
}

function clientApplications(
  given: Part<ClientApplicationCondition> | null | undefined,
): ClientApplicationCondition | null {
  return unlessEmpty({
    includeServicePrincipals: given?.includeServicePrincipals ?? [],
    excludeServicePrincipals: given?.excludeServicePrincipals ?? [],
    servicePrincipalFilter: ruleFilter(given?.servicePrincipalFilter),
  });
}

function ruleFilter(given: Part<{ mode: 'include' | 'exclude'; rule: string }> | null | undefined) {
  return given == null ? null : { mode: given.mode ?? 'include', rule: given.rule ?? '' };
}

function grant(given: Part<GrantControls> | null | undefined): GrantControls | null {
  if (given == null) return null;
  const builtInControls = given.builtInControls ?? [];
  const id = given.authenticationStrength?.id;
  const said = given.operator?.toUpperCase();
  return {
    // One control is the same either way; of several all are needed, unless something else is said.
    operator: (said ?? (builtInControls.length > 1 ? 'AND' : 'OR')) as GrantControls['operator'],
    builtInControls,
    customAuthenticationFactors: given.customAuthenticationFactors ?? [],
    termsOfUse: given.termsOfUse ?? [],
    authenticationStrength: id == null ? null : { id },
  };
}

function session(given: Part<SessionControls> | null | undefined): SessionControls | null {
  const { applicationEnforcedRestrictions: restrictions, cloudAppSecurity, persistentBrowser } = given ?? {};
  const { secureSignInSession, continuousAccessEvaluation } = given ?? {};
  return unlessEmpty({
    applicationEnforcedRestrictions: restrictions == null ? null : { isEnabled: restrictions.isEnabled ?? null },
    cloudAppSecurity:
      cloudAppSecurity == null
        ? null
        : {
            isEnabled: cloudAppSecurity.isEnabled ?? null,
            cloudAppSecurityType: cloudAppSecurity.cloudAppSecurityType ?? null,
          },
    signInFrequency: frequency(given?.signInFrequency),
    persistentBrowser:
      persistentBrowser == null
        ? null
        : { isEnabled: persistentBrowser.isEnabled ?? null, mode: persistentBrowser.mode ?? null },
    disableResilienceDefaults: given?.disableResilienceDefaults ?? null,
    secureSignInSession: secureSignInSession == null ? null : { isEnabled: secureSignInSession.isEnabled ?? null },
    continuousAccessEvaluation:
      continuousAccessEvaluation?.mode == null ? null : { mode: continuousAccessEvaluation.mode },
  });
}

function frequency(
  given: Part<SessionControls['signInFrequency']> | null | undefined,
): SessionControls['signInFrequency'] {
  if (given == null) return null;
  const frequencyInterval = given.frequencyInterval ?? 'timeBased';
  return {
    isEnabled: given.isEnabled ?? null,
    type: given.type ?? null,
    value: given.value ?? null,
    authenticationType: given.authenticationType ?? 'primaryAndSecondaryAuthentication',
    frequencyInterval,
  };
}

/** A list of words joined by commas, without spaces; null when there are none. */
function flags(given: string | null | undefined): string | null {
  const words = (given ?? '').split(',').map((word) => word.trim());
  const said = words.filter((word) => word !== '');
  return said.length === 0 ? null : said.join(',');
}

function unlessEmpty<Value extends object>(value: Value): Value | null {
  const isEmpty = (one: unknown) => one === null || (Array.isArray(one) && one.length === 0);
  return Object.values(value).every(isEmpty) ? null : value;
}

import type {
  clientAppTypes,
  cloudAppSecurityTypes,
  builtInGrantControls,
  devicePlatforms,
  modesOfContinuousAccess,
  modesOfFilter,
  modesOfPersistentBrowser,
  policyStates,
  riskLevels,
  signInFrequencyAuthentications,
  signInFrequencyIntervals,
  signInFrequencyTypes,
} from './words.data.js';

type Word<Words extends readonly string[]> = Words[number];

/** A rule over properties, and whether what matches it is meant or left out. */
export interface RuleFilter {
  readonly mode: Word<typeof modesOfFilter>;
  readonly rule: string;
}

/** The home tenants of guests. */
export type ExternalTenants =
  | { readonly '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants'; readonly membershipKind: 'all' }
  | {
      readonly '@odata.type': '#microsoft.graph.conditionalAccessEnumeratedExternalTenants';
      readonly membershipKind: 'enumerated';
      readonly members: readonly string[];
    };

/** Guests and other external people, by kind and home tenant. */
export interface GuestsOrExternalUsers {
  /** Joined by commas. */
  readonly guestOrExternalUserTypes: string;
  readonly externalTenants: ExternalTenants | null;
}

/** Which people a policy is about; whoever is excluded is not. */
export interface UserCondition {
  readonly includeUsers: readonly string[];
  readonly excludeUsers: readonly string[];
  readonly includeGroups: readonly string[];
  readonly excludeGroups: readonly string[];
  readonly includeRoles: readonly string[];
  readonly excludeRoles: readonly string[];
  readonly includeGuestsOrExternalUsers: GuestsOrExternalUsers | null;
  readonly excludeGuestsOrExternalUsers: GuestsOrExternalUsers | null;
}

/** Which workload identities a policy is about. */
export interface ClientApplicationCondition {
  readonly includeServicePrincipals: readonly string[];
  readonly excludeServicePrincipals: readonly string[];
  readonly servicePrincipalFilter: RuleFilter | null;
}

/** When a policy applies. Null, and an empty list of risks, is a condition that nobody configured. */
export interface ConditionSet {
  readonly applications: {
    readonly includeApplications: readonly string[];
    readonly excludeApplications: readonly string[];
    readonly includeUserActions: readonly string[];
    readonly includeAuthenticationContextClassReferences: readonly string[];
    readonly applicationFilter: RuleFilter | null;
  };
  readonly users: UserCondition | null;
  readonly clientApplications: ClientApplicationCondition | null;
  readonly clientAppTypes: readonly Word<typeof clientAppTypes>[];
  readonly platforms: {
    readonly includePlatforms: readonly Word<typeof devicePlatforms>[];
    readonly excludePlatforms: readonly Word<typeof devicePlatforms>[];
  } | null;
  readonly locations: {
    readonly includeLocations: readonly string[];
    readonly excludeLocations: readonly string[];
  } | null;
  readonly devices: { readonly deviceFilter: RuleFilter | null } | null;
  readonly signInRiskLevels: readonly Word<typeof riskLevels>[];
  readonly userRiskLevels: readonly Word<typeof riskLevels>[];
  readonly servicePrincipalRiskLevels: readonly Word<typeof riskLevels>[];
  /** Joined by commas. */
  readonly insiderRiskLevels: string | null;
  /** Joined by commas. */
  readonly authenticationFlows: { readonly transferMethods: string } | null;
}

/** What is asked before somebody gets in: all of it (`AND`), or any of it (`OR`). */
export interface GrantControls {
  readonly operator: 'AND' | 'OR';
  readonly builtInControls: readonly Word<typeof builtInGrantControls>[];
  readonly customAuthenticationFactors: readonly string[];
  readonly termsOfUse: readonly string[];
  readonly authenticationStrength: { readonly id: string } | null;
}

/** How the session that begins is narrowed. Null is a control that nobody configured. */
export interface SessionControls {
  readonly applicationEnforcedRestrictions: { readonly isEnabled: boolean | null } | null;
  readonly cloudAppSecurity: {
    readonly isEnabled: boolean | null;
    readonly cloudAppSecurityType: Word<typeof cloudAppSecurityTypes> | null;
  } | null;
  readonly signInFrequency: {
    readonly isEnabled: boolean | null;
    readonly type: Word<typeof signInFrequencyTypes> | null;
    readonly value: number | null;
    readonly authenticationType: Word<typeof signInFrequencyAuthentications>;
    readonly frequencyInterval: Word<typeof signInFrequencyIntervals>;
  } | null;
  readonly persistentBrowser: {
    readonly isEnabled: boolean | null;
    readonly mode: Word<typeof modesOfPersistentBrowser> | null;
  } | null;
  readonly disableResilienceDefaults: boolean | null;
  readonly secureSignInSession: { readonly isEnabled: boolean | null } | null;
  readonly continuousAccessEvaluation: { readonly mode: Word<typeof modesOfContinuousAccess> } | null;
}

/** A Conditional Access policy, in Graph's shape with every property there. */
export interface ConditionalAccessPolicy {
  readonly templateId: string | null;
  readonly displayName: string;
  readonly description: string | null;
  readonly state: Word<typeof policyStates>;
  readonly conditions: ConditionSet;
  readonly grantControls: GrantControls | null;
  readonly sessionControls: SessionControls | null;
  readonly modifiedDateTime: string | null;
}

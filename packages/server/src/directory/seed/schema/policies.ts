import type { AppId } from '@gatehouse/model';
import { keyRestrictionTypes, methodTypes, passwordRestrictionTypes } from '@gatehouse/policy';
import { z } from 'zod';
import { dropped, guid, instant, list, maybe, name, strict, text } from './strict.js';

// The policies of a tenant in Graph's shape. What a new one says in any case may be left out.

const annotations = dropped('createdDateTime', 'deletedDateTime', 'modifiedDateTime', '@odata.context', '@odata.id');
const typed = dropped('@odata.type');
const flag = z.boolean().nullish();
const words = text.nullish();

/** Kept as it is written. */
const moment = text.refine(
  (value) => instant.safeParse(value).success,
  'must be a date such as `2030-01-01T00:00:00Z`',
);

/** The application or service principal that a policy is assigned to, by appId. */
const appliesTo = list(z.union([strict({ application: guid<AppId>() }), strict({ servicePrincipal: guid<AppId>() })]));

/** A policy whose content is a definition. */
const definitionPolicy = strict({
  id: maybe(guid<string>()),
  displayName: name,
  description: words,
  definition: z.array(z.string().max(50_000)).min(1).max(1),
  isOrganizationDefault: maybe(z.boolean()),
  appliesTo,
  ...annotations,
  ...typed,
});

/** Somebody by name, or words such as `all_users`. */
const target = z.looseObject({ id: name, targetType: z.enum(['user', 'group']) });

const methodsPolicy = strict({
  displayName: maybe(name),
  description: maybe(text),
  policyMigrationState: maybe(z.enum(['preMigration', 'migrationInProgress', 'migrationComplete'])),
  reconfirmationInDays: z.int().nullish(),
  registrationEnforcement: maybe(
    strict({
      authenticationMethodsRegistrationCampaign: maybe(
        strict({
          state: maybe(z.enum(['default', 'enabled', 'disabled'])),
          snoozeDurationInDays: maybe(z.int()),
          includeTargets: list(target),
          excludeTargets: list(target),
          ...dropped('enforceRegistrationAfterAllowedSnoozes'),
        }),
      ),
    }),
  ),
  ...dropped('id', 'policyVersion', 'lastModifiedDateTime', 'authenticationMethodConfigurations@odata.context'),
  ...annotations,
  ...typed,
});

/** What a method has beside these is judged by what it says in a new tenant. */
const methodConfiguration = z.looseObject({
  id: z.enum(Object.keys(methodTypes) as [string, ...string[]]),
  state: z.enum(['enabled', 'disabled']).optional(),
  includeTargets: z.array(target).optional(),
  excludeTargets: z.array(target).optional(),
});

const strength = strict({
  id: maybe(guid<string>()),
  displayName: name,
  description: words,
  allowedCombinations: z.array(name),
  combinationConfigurations: list(
    z.discriminatedUnion('@odata.type', [
      strict({
        '@odata.type': z.literal('#microsoft.graph.fido2CombinationConfiguration'),
        id: maybe(text),
        appliesToCombinations: z.array(text),
        allowedAAGUIDs: z.array(text),
      }),
      strict({
        '@odata.type': z.literal('#microsoft.graph.x509CertificateCombinationConfiguration'),
        id: maybe(text),
        appliesToCombinations: z.array(text),
        allowedIssuerSkis: z.array(text).default([]),
        allowedPolicyOIDs: z.array(text).default([]),
      }),
    ]),
  ),
  ...dropped('policyType', 'requirementsSatisfied', 'combinationConfigurations@odata.context'),
  ...annotations,
  ...typed,
});

const authorization = strict({
  displayName: maybe(name),
  description: maybe(text),
  guestUserRoleId: maybe(guid<string>()),
  allowInvitesFrom: maybe(z.enum(['none', 'adminsAndGuestInviters', 'adminsGuestInvitersAndAllMembers', 'everyone'])),
  allowedToSignUpEmailBasedSubscriptions: maybe(z.boolean()),
  allowedToUseSSPR: maybe(z.boolean()),
  allowEmailVerifiedUsersToJoinOrganization: maybe(z.boolean()),
  allowUserConsentForRiskyApps: maybe(z.boolean()),
  blockMsolPowerShell: maybe(z.boolean()),
  defaultUserRolePermissions: maybe(
    strict({
      allowedToCreateApps: maybe(z.boolean()),
      allowedToCreateSecurityGroups: maybe(z.boolean()),
      allowedToCreateTenants: maybe(z.boolean()),
      allowedToReadBitlockerKeysForOwnedDevice: maybe(z.boolean()),
      allowedToReadOtherUsers: maybe(z.boolean()),
      permissionGrantPoliciesAssigned: list(text),
    }),
  ),
  ...dropped('id'),
  ...annotations,
  ...typed,
});

const consentRequests = strict({
  isEnabled: maybe(z.boolean()),
  notifyReviewers: maybe(z.boolean()),
  remindersEnabled: maybe(z.boolean()),
  requestDurationInDays: maybe(z.int()),
  reviewers: list(strict({ query: name, queryType: maybe(text), queryRoot: words })),
  ...dropped('id', 'version'),
  ...annotations,
  ...typed,
});

const crossTenantTargets = strict({
  accessType: z.enum(['allowed', 'blocked']),
  targets: z.array(strict({ target: name, targetType: z.enum(['user', 'group', 'application']) })),
}).nullish();
const crossTenantSetting = strict({ usersAndGroups: crossTenantTargets, applications: crossTenantTargets }).nullish();

const crossTenantShape = {
  b2bCollaborationInbound: crossTenantSetting,
  b2bCollaborationOutbound: crossTenantSetting,
  b2bDirectConnectInbound: crossTenantSetting,
  b2bDirectConnectOutbound: crossTenantSetting,
  inboundTrust: strict({
    isMfaAccepted: flag,
    isCompliantDeviceAccepted: flag,
    isHybridAzureADJoinedDeviceAccepted: flag,
  }).nullish(),
  automaticUserConsentSettings: strict({ inboundAllowed: flag, outboundAllowed: flag }).nullish(),
  ...annotations,
  ...typed,
};

const excludedActors = strict({
  customSecurityAttributes: z.array(
    strict({
      '@odata.type': z.string().default('#microsoft.graph.customSecurityAttributeStringValueExemption'),
      id: name,
      operator: z.literal('equals'),
      value: text,
    }),
  ),
})
  .nullish()
  .transform((value) => value ?? null);

const credentialRestriction = strict({
  restrictionType: z.enum([...passwordRestrictionTypes, ...keyRestrictionTypes]),
  state: z.enum(['enabled', 'disabled']).default('enabled'),
  maxLifetime: words.transform((value) => value ?? null),
  restrictForAppsCreatedAfterDateTime: moment.nullish().transform((value) => value ?? null),
  excludeActors: excludedActors,
  ...typed,
});

const uriRestriction = strict({
  state: z.enum(['enabled', 'disabled']).default('enabled'),
  restrictForAppsCreatedAfterDateTime: moment.nullish().transform((value) => value ?? null),
  excludeAppsReceivingV2Tokens: flag.transform((value) => value ?? null),
  excludeSaml: flag.transform((value) => value ?? null),
  excludeActors: excludedActors,
  ...typed,
})
  .nullish()
  .transform((value) => value ?? null);

const identifierUris = strict({
  nonDefaultUriAddition: uriRestriction,
  uriAdditionWithoutUniqueTenantIdentifier: uriRestriction,
}).nullish();
const restrictions = {
  passwordCredentials: list(credentialRestriction),
  keyCredentials: list(credentialRestriction),
};

const conditionSet = strict({
  id: maybe(text),
  permissionType: z.enum(['delegated', 'application']),
  permissionClassification: maybe(z.enum(['low', 'medium', 'high', 'all'])),
  permissions: list(text),
  resourceApplication: maybe(text),
  clientApplicationIds: list(text),
  clientApplicationTenantIds: list(text),
  clientApplicationPublisherIds: list(text),
  clientApplicationsFromVerifiedPublisherOnly: maybe(z.boolean()),
  ...dropped('certifiedClientApplicationsOnly', 'scopeSensitivityLabels'),
  ...typed,
});

/** A context that policies can ask applications to tell. */
const authenticationContext = strict({
  id: name,
  displayName: name,
  description: words,
  isAvailable: maybe(z.boolean()),
  ...annotations,
  ...typed,
});

/** Every policy that a tenant has one or some of, by the name of its place in Graph. */
export const policiesSchema = strict({
  /** Ours: old ways in, off unless they are switched on. */
  legacy: maybe(strict({ passwordGrant: maybe(z.boolean()) })),
  activityBasedTimeoutPolicies: list(definitionPolicy),
  adminConsentRequestPolicy: maybe(consentRequests),
  appManagementPolicies: list(
    strict({
      id: maybe(guid<string>()),
      displayName: name,
      description: words,
      isEnabled: maybe(z.boolean()),
      restrictions: maybe(
        strict({ ...restrictions, applicationRestrictions: strict({ identifierUris }).nullish(), ...typed }),
      ),
      appliesTo,
      ...annotations,
      ...typed,
    }),
  ),
  authenticationContextClassReferences: list(authenticationContext),
  authenticationFlowsPolicy: maybe(
    strict({
      displayName: maybe(name),
      description: maybe(text),
      selfServiceSignUp: maybe(strict({ isEnabled: maybe(z.boolean()) })),
      ...dropped('id'),
      ...annotations,
      ...typed,
    }),
  ),
  authenticationMethodConfigurations: list(methodConfiguration),
  authenticationMethodsPolicy: maybe(methodsPolicy),
  authenticationStrengthPolicies: list(strength),
  authorizationPolicy: maybe(authorization),
  claimsMappingPolicies: list(definitionPolicy),
  crossTenantAccessPolicy: maybe(
    strict({ displayName: maybe(name), allowedCloudEndpoints: list(text), ...dropped('id'), ...annotations, ...typed }),
  ),
  crossTenantAccessPolicyDefault: maybe(
    strict({
      ...crossTenantShape,
      ...dropped('id', 'isServiceDefault', 'tenantRestrictions', 'invitationRedemptionIdentityProviderConfiguration'),
    }),
  ),
  crossTenantAccessPolicyPartners: list(
    strict({
      tenantId: guid<string>(),
      isServiceProvider: flag,
      isInMultiTenantOrganization: flag,
      ...crossTenantShape,
      ...dropped('id', 'tenantRestrictions', 'identitySynchronization'),
    }),
  ),
  defaultAppManagementPolicy: maybe(
    strict({
      displayName: maybe(name),
      description: maybe(text),
      isEnabled: maybe(z.boolean()),
      applicationRestrictions: maybe(strict({ ...restrictions, identifierUris, ...typed })),
      servicePrincipalRestrictions: maybe(strict({ ...restrictions, ...typed })),
      ...dropped('id'),
      ...annotations,
      ...typed,
    }),
  ),
  /** Settings by templates: the values that a tenant sets itself. */
  groupSettings: list(
    strict({
      id: maybe(guid<string>()),
      templateId: guid<string>(),
      values: list(strict({ name, value: z.string().max(20_000) })),
      ...dropped('displayName'),
      ...annotations,
      ...typed,
    }),
  ),
  homeRealmDiscoveryPolicies: list(definitionPolicy),
  identitySecurityDefaultsEnforcementPolicy: maybe(
    strict({
      displayName: maybe(name),
      description: maybe(text),
      isEnabled: maybe(z.boolean()),
      ...dropped('id'),
      ...annotations,
      ...typed,
    }),
  ),
  permissionGrantPolicies: list(
    strict({
      id: name,
      displayName: words,
      description: words,
      includes: list(conditionSet),
      excludes: list(conditionSet),
      ...dropped('includeAllPreApprovedApplications', 'resourceScopeType'),
      ...annotations,
      ...typed,
    }),
  ),
  tokenIssuancePolicies: list(definitionPolicy),
  tokenLifetimePolicies: list(definitionPolicy),
});

import {
  anyConditionSet,
  combinationOf,
  type CombinationConfiguration,
  completePolicy,
  type ConditionalAccessPolicy,
  conditionSetProblems,
  crossTenantProblems,
  type GroupSetting,
  groupSettingProblems,
  initialMethodConfigurations,
  methodConfigurationProblems,
  methodsPolicyProblems,
  multifactorTrustedIpsId,
  type NamedLocation,
  namedLocationProblems,
  type PermissionGrantConditionSet,
  type Problem,
  requirementsSatisfiedBy,
  settingTemplateName,
  validateConditionalAccessPolicy,
} from '@gatehouse/policy';
import { appManagementPolicies, defaultAppManagementPolicy } from '../../policies/app-management.js';
import { authenticationContexts } from '../../policies/authentication-contexts.js';
import { authenticationFlowsPolicy } from '../../policies/authentication-flows.js';
import { authenticationMethodsPolicy, methodConfigurations } from '../../policies/authentication-methods.js';
import { authenticationStrengths } from '../../policies/authentication-strengths.js';
import { authorizationPolicy } from '../../policies/authorization.js';
import { conditionalAccessPolicies } from '../../policies/conditional-access.js';
import { adminConsentRequestPolicy } from '../../policies/consent-requests.js';
import {
  crossTenantAccessPolicy,
  crossTenantDefault,
  crossTenantPartners,
} from '../../policies/cross-tenant-access.js';
import { namedLocations } from '../../policies/named-locations.js';
import { groupSettings } from '../../policies/group-settings.js';
import { permissionGrantPolicies } from '../../policies/permission-grants.js';
import { securityDefaults } from '../../policies/security-defaults.js';
import { definitionSections } from './definition-sections.js';
import type { Body, DocumentSection } from './document-section.js';
import { type NamingPlace } from './policy-references.js';
import { policySection } from './policy-section.js';
import { campaignTargets, crossTenantTargets, methodTargets } from './policy-targets.js';

const conditionalAccessNames: readonly NamingPlace[] = [
  ...(['includeUsers', 'excludeUsers'] as const).map(
    (list): NamingPlace => ({
      path: ['conditions', 'users', list],
      kind: 'user',
      words: ['All', 'None', 'GuestsOrExternalUsers'],
    }),
  ),
  ...(['includeGroups', 'excludeGroups'] as const).map(
    (list): NamingPlace => ({ path: ['conditions', 'users', list], kind: 'group' }),
  ),
  ...(['includeRoles', 'excludeRoles'] as const).map(
    (list): NamingPlace => ({ path: ['conditions', 'users', list], kind: 'role' }),
  ),
  ...(['includeServicePrincipals', 'excludeServicePrincipals'] as const).map(
    (list): NamingPlace => ({
      path: ['conditions', 'clientApplications', list],
      kind: 'servicePrincipal',
      words: ['ServicePrincipalsInMyTenant'],
    }),
  ),
  ...(['includeLocations', 'excludeLocations'] as const).map(
    (list): NamingPlace => ({
      path: ['conditions', 'locations', list],
      kind: 'named-location',
      words: ['All', 'AllTrusted', multifactorTrustedIpsId],
    }),
  ),
  { path: ['grantControls', 'authenticationStrength', 'id'], kind: 'authentication-strength-policy' },
];

const locations = policySection<NamedLocation>({
  kind: namedLocations,
  property: 'namedLocations',
  within: 'tenant',
  whole: ['ipRanges', 'countriesAndRegions'],
  blank: (item) => locationOf({ '@odata.type': item['@odata.type'] ?? typeOf(item), displayName: item['displayName'] }),
  complete: locationOf,
  judge: (body) => namedLocationProblems(body),
});

function typeOf(item: Body): string {
  const kind = item['countriesAndRegions'] === undefined ? 'ipNamedLocation' : 'countryNamedLocation';
  return `#microsoft.graph.${kind}`;
}

/** A location with everything that its type has; addresses tell their own type. */
function locationOf(said: Body): Body {
  const { displayName, modifiedDateTime = null } = said;
  const type = said['@odata.type'];
  if (type === '#microsoft.graph.countryNamedLocation') {
    const { countriesAndRegions = [], includeUnknownCountriesAndRegions = false } = said;
    const { countryLookupMethod = 'clientIpAddress' } = said;
    return {
      '@odata.type': type,
      displayName,
      countriesAndRegions,
      includeUnknownCountriesAndRegions,
      countryLookupMethod,
      modifiedDateTime,
    };
  }
  const ranges = (said['ipRanges'] ?? []) as readonly {
    readonly '@odata.type'?: string;
    readonly cidrAddress: string;
  }[];
  const ipRanges = ranges.map(({ cidrAddress, '@odata.type': given }) => ({
    '@odata.type': given ?? `#microsoft.graph.${cidrAddress.includes(':') ? 'iPv6CidrRange' : 'iPv4CidrRange'}`,
    cidrAddress,
  }));
  return { '@odata.type': type, displayName, isTrusted: said['isTrusted'] ?? false, ipRanges, modifiedDateTime };
}

const conditionalAccess = policySection<ConditionalAccessPolicy>({
  kind: conditionalAccessPolicies,
  property: 'conditionalAccessPolicies',
  within: 'tenant',
  whole: ['conditions', 'grantControls', 'sessionControls'],
  blank: completePolicy({}) as unknown as Body,
  complete: (said) => completePolicy(said) as unknown as Body,
  names: conditionalAccessNames,
  judge: (body) => validateConditionalAccessPolicy(body),
});

const strengths = policySection({
  kind: authenticationStrengths,
  property: 'authenticationStrengthPolicies',
  whole: ['allowedCombinations', 'combinationConfigurations'],
  derived: ['policyType', 'requirementsSatisfied'],
  blank: {
    displayName: '',
    description: null,
    allowedCombinations: [],
    combinationConfigurations: [],
    modifiedDateTime: null,
  },
  complete: (said) => {
    const allowed = (said['allowedCombinations'] as readonly string[]).map((one) => combinationOf(one) ?? one);
    const configurations = (said['combinationConfigurations'] ?? []) as readonly Partial<CombinationConfiguration>[];
    return {
      displayName: said['displayName'],
      description: said['description'] ?? null,
      policyType: 'custom',
      requirementsSatisfied: requirementsSatisfiedBy(allowed),
      allowedCombinations: allowed,
      combinationConfigurations: configurations.map((one, index) => ({ id: String(index + 1), ...one })),
      modifiedDateTime: said['modifiedDateTime'] ?? null,
    };
  },
});

const permissionGrants = policySection({
  kind: permissionGrantPolicies,
  property: 'permissionGrantPolicies',
  whole: ['includes', 'excludes'],
  blank: { displayName: null, description: null, includes: [], excludes: [] },
  complete: (said) => ({ ...said, includes: setsOf(said['includes'], 'i'), excludes: setsOf(said['excludes'], 'e') }),
  judge: ({ includes, excludes }) =>
    [...problemsIn(includes, 'includes'), ...problemsIn(excludes, 'excludes')] satisfies readonly Problem[],
});

/** Sets that give no id are told apart by their place. */
function setsOf(given: unknown, letter: string): readonly Body[] {
  return (given as readonly Body[]).map((set, index) => {
    const told = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
    return { ...anyConditionSet, ...told, id: set['id'] ?? `${letter}${index + 1}` };
  });
}

function problemsIn(sets: readonly PermissionGrantConditionSet[], list: string): readonly Problem[] {
  return sets.flatMap((set, index) =>
    conditionSetProblems(set).map(({ path, reason }) => ({ path: `${list}[${index}].${path}`, reason })),
  );
}

const restrictions = { passwordCredentials: [], keyCredentials: [] };
const noUris = { nonDefaultUriAddition: null, uriAdditionWithoutUniqueTenantIdentifier: null };

const partnerBlank = {
  isServiceProvider: null,
  isInMultiTenantOrganization: false,
  b2bCollaborationInbound: null,
  b2bCollaborationOutbound: null,
  b2bDirectConnectInbound: null,
  b2bDirectConnectOutbound: null,
  inboundTrust: null,
  automaticUserConsentSettings: { inboundAllowed: null, outboundAllowed: null },
};
const directions = [
  'b2bCollaborationInbound',
  'b2bCollaborationOutbound',
  'b2bDirectConnectInbound',
  'b2bDirectConnectOutbound',
];

/** Every kind of policy, those that others refer to first. */
export const policySections: readonly DocumentSection[] = [
  locations,
  policySection({
    kind: authenticationContexts,
    property: 'authenticationContextClassReferences',
    idProperty: 'id',
    blank: { displayName: '', description: null, isAvailable: false },
  }),
  strengths,
  conditionalAccess,
  permissionGrants,
  policySection({ kind: authorizationPolicy, property: 'authorizationPolicy' }),
  policySection({
    kind: adminConsentRequestPolicy,
    property: 'adminConsentRequestPolicy',
    derived: ['version'],
    complete: (said, stored) => ({
      ...said,
      reviewers: ((said['reviewers'] ?? []) as readonly Body[]).map(({ query, queryType, queryRoot }) => ({
        queryType: queryType ?? 'MicrosoftGraph',
        queryRoot: queryRoot ?? null,
        query,
      })),
      version: Number(stored?.['version'] ?? 0) + 1,
    }),
  }),
  policySection({ kind: authenticationFlowsPolicy, property: 'authenticationFlowsPolicy' }),
  policySection({
    kind: authenticationMethodsPolicy,
    property: 'authenticationMethodsPolicy',
    derived: ['policyVersion'],
    ...campaignTargets,
    judge: (body) => methodsPolicyProblems(body),
  }),
  policySection({
    kind: methodConfigurations,
    property: 'authenticationMethodConfigurations',
    idProperty: 'id',
    idInBody: true,
    whole: ['includeTargets', 'excludeTargets'],
    blank: ({ id }) => (initialMethodConfigurations.get(String(id)) ?? {}) as unknown as Body,
    ...methodTargets,
    judge: (body) => methodConfigurationProblems(body),
  }),
  policySection({ kind: crossTenantAccessPolicy, property: 'crossTenantAccessPolicy' }),
  policySection({
    kind: crossTenantDefault,
    property: 'crossTenantAccessPolicyDefault',
    whole: directions,
    derived: ['isServiceDefault'],
    complete: (said) => ({ ...said, isServiceDefault: false }),
    ...crossTenantTargets,
    judge: (body) => crossTenantProblems(body),
  }),
  policySection({
    kind: crossTenantPartners,
    property: 'crossTenantAccessPolicyPartners',
    whole: directions,
    idProperty: 'tenantId',
    blank: ({ tenantId }) => ({ ...partnerBlank, tenantId }),
    ...crossTenantTargets,
    judge: (body) => crossTenantProblems(body),
  }),
  policySection<GroupSetting>({
    kind: groupSettings,
    property: 'groupSettings',
    whole: ['values'],
    derived: ['displayName'],
    blank: { values: [] },
    complete: (said) => ({ ...said, displayName: settingTemplateName(String(said['templateId'])) }),
    judge: (body) => groupSettingProblems(body),
  }),
  policySection({ kind: securityDefaults, property: 'identitySecurityDefaultsEnforcementPolicy' }),
  policySection({ kind: defaultAppManagementPolicy, property: 'defaultAppManagementPolicy' }),
  policySection({
    kind: appManagementPolicies,
    property: 'appManagementPolicies',
    isAssigned: true,
    blank: {
      displayName: '',
      description: null,
      isEnabled: true,
      restrictions: { ...restrictions, applicationRestrictions: { identifierUris: noUris } },
    },
  }),
  ...definitionSections,
];

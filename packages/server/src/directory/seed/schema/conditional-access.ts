import { z } from 'zod';
import type { FurtherType } from './further-properties.js';
import { recordOf } from './further-properties.js';
import { dropped, guid, list, maybe, name, strict, text } from './strict.js';

const texts = ['text'] as const;
const filter = { mode: 'text', rule: 'text', '@odata.type': 'text' } as const;
const guests = {
  guestOrExternalUserTypes: 'text',
  externalTenants: { '@odata.type': 'text', membershipKind: 'text', members: texts },
  '@odata.type': 'text',
} as const;

/** When a policy applies; which words may stand where, the rules of policies say. */
const conditions = {
  applications: {
    includeApplications: texts,
    excludeApplications: texts,
    includeUserActions: texts,
    includeAuthenticationContextClassReferences: texts,
    applicationFilter: filter,
  },
  users: {
    includeUsers: texts,
    excludeUsers: texts,
    includeGroups: texts,
    excludeGroups: texts,
    includeRoles: texts,
    excludeRoles: texts,
    includeGuestsOrExternalUsers: guests,
    excludeGuestsOrExternalUsers: guests,
  },
  clientApplications: {
    includeServicePrincipals: texts,
    excludeServicePrincipals: texts,
    servicePrincipalFilter: filter,
  },
  clientAppTypes: texts,
  platforms: { includePlatforms: texts, excludePlatforms: texts },
  locations: { includeLocations: texts, excludeLocations: texts },
  devices: { deviceFilter: filter },
  signInRiskLevels: texts,
  userRiskLevels: texts,
  servicePrincipalRiskLevels: texts,
  insiderRiskLevels: 'text',
  authenticationFlows: { transferMethods: 'text' },
} as const satisfies Readonly<Record<string, FurtherType>>;

const isEnabled = { isEnabled: 'flag' } as const;
const sessionControls = {
  applicationEnforcedRestrictions: isEnabled,
  cloudAppSecurity: { isEnabled: 'flag', cloudAppSecurityType: 'text' },
  signInFrequency: {
    isEnabled: 'flag',
    type: 'text',
    value: 'whole',
    authenticationType: 'text',
    frequencyInterval: 'text',
  },
  persistentBrowser: { isEnabled: 'flag', mode: 'text' },
  disableResilienceDefaults: 'flag',
  secureSignInSession: isEnabled,
  continuousAccessEvaluation: { mode: 'text' },
} as const satisfies Readonly<Record<string, FurtherType>>;

const annotations = dropped('createdDateTime', 'deletedDateTime', 'modifiedDateTime', '@odata.context', '@odata.id');

/** A Conditional Access policy in Graph's shape, with names where Graph has ids. */
export const conditionalAccessPolicySchema = strict({
  id: maybe(guid<string>()),
  displayName: name,
  description: text.nullish(),
  state: maybe(z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced'])),
  templateId: text.nullish(),
  conditions: maybe(recordOf(conditions)),
  grantControls: recordOf({
    operator: 'text',
    builtInControls: texts,
    customAuthenticationFactors: texts,
    termsOfUse: texts,
    authenticationStrength: { id: 'text', '@odata.type': 'text' },
    'authenticationStrength@odata.context': 'text',
  }).nullish(),
  sessionControls: recordOf(sessionControls).nullish(),
  ...annotations,
  ...dropped('@odata.type'),
});

/** A named location in Graph's shape; its type may be left to what it holds. */
export const namedLocationSchema = strict({
  id: maybe(guid<string>()),
  '@odata.type': z.enum(['#microsoft.graph.ipNamedLocation', '#microsoft.graph.countryNamedLocation']).optional(),
  displayName: name,
  isTrusted: maybe(z.boolean()),
  ipRanges: list(
    strict({
      '@odata.type': z.enum(['#microsoft.graph.iPv4CidrRange', '#microsoft.graph.iPv6CidrRange']).optional(),
      cidrAddress: name,
    }),
  ),
  countriesAndRegions: list(name),
  includeUnknownCountriesAndRegions: maybe(z.boolean()),
  countryLookupMethod: maybe(z.enum(['clientIpAddress', 'authenticatorAppGps'])),
  ...annotations,
});

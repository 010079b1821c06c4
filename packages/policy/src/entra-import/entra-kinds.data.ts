import type { EntraKind } from './entra-export.js';

// By what an export tells of which kind its objects are.

/** Names of collections in paths and contexts, in lower case. */
export const kindsOfCollections: ReadonlyMap<string, EntraKind> = new Map([
  ['accesspolicies', 'conditionalAccessPolicy'],
  ['administrativeunits', 'administrativeUnit'],
  ['applications', 'application'],
  ['approleassignedto', 'appRoleAssignment'],
  ['approleassignments', 'appRoleAssignment'],
  ['authenticationcontextclassreferences', 'authenticationContextClassReference'],
  ['authenticationstrengthpolicies', 'authenticationStrengthPolicy'],
  ['conditionalaccesspolicies', 'conditionalAccessPolicy'],
  ['devices', 'device'],
  ['directoryroles', 'directoryRole'],
  ['domains', 'domain'],
  ['extensionproperties', 'extensionProperty'],
  ['groups', 'group'],
  ['namedlocations', 'namedLocation'],
  ['oauth2permissiongrants', 'oauth2PermissionGrant'],
  ['organization', 'organization'],
  ['roleassignments', 'roleAssignment'],
  ['roledefinitions', 'roleDefinition'],
  ['serviceprincipals', 'servicePrincipal'],
  ['users', 'user'],
]);

/** Names of Graph's types, in lower case. */
export const kindsOfTypes: ReadonlyMap<string, EntraKind> = new Map([
  ['administrativeunit', 'administrativeUnit'],
  ['application', 'application'],
  ['approleassignment', 'appRoleAssignment'],
  ['authenticationcontextclassreference', 'authenticationContextClassReference'],
  ['authenticationstrengthpolicy', 'authenticationStrengthPolicy'],
  ['conditionalaccesspolicy', 'conditionalAccessPolicy'],
  ['countrynamedlocation', 'namedLocation'],
  ['device', 'device'],
  ['directoryrole', 'directoryRole'],
  ['domain', 'domain'],
  ['extensionproperty', 'extensionProperty'],
  ['group', 'group'],
  ['ipnamedlocation', 'namedLocation'],
  ['namedlocation', 'namedLocation'],
  ['oauth2permissiongrant', 'oauth2PermissionGrant'],
  ['organization', 'organization'],
  ['serviceprincipal', 'servicePrincipal'],
  ['unifiedroleassignment', 'roleAssignment'],
  ['unifiedroledefinition', 'roleDefinition'],
  ['user', 'user'],
]);

/** What only objects of a kind have, tried in order. */
export const shapes: readonly (readonly [EntraKind, readonly string[]])[] = [
  ['user', ['userPrincipalName']],
  ['servicePrincipal', ['appId', 'servicePrincipalType']],
  ['servicePrincipal', ['appId', 'appOwnerOrganizationId']],
  ['application', ['appId', 'signInAudience']],
  ['conditionalAccessPolicy', ['conditions', 'state']],
  ['namedLocation', ['ipRanges']],
  ['namedLocation', ['countriesAndRegions']],
  ['oauth2PermissionGrant', ['clientId', 'resourceId', 'scope']],
  ['appRoleAssignment', ['principalId', 'appRoleId']],
  ['roleAssignment', ['principalId', 'roleDefinitionId']],
  ['roleDefinition', ['rolePermissions']],
  ['directoryRole', ['roleTemplateId']],
  ['group', ['securityEnabled', 'groupTypes']],
  ['device', ['deviceId', 'operatingSystem']],
  ['organization', ['verifiedDomains']],
  ['extensionProperty', ['dataType', 'targetObjects']],
  ['authenticationStrengthPolicy', ['allowedCombinations']],
];

/** What belongs to objects of some kinds and may stand in a file of its own: `groups/{id}/members.json`. */
export const relationOwners: ReadonlyMap<string, readonly EntraKind[]> = new Map([
  ['extensionproperties', ['application']],
  ['federatedidentitycredentials', ['application']],
  ['manager', ['user']],
  ['members', ['group', 'administrativeUnit', 'directoryRole']],
  ['owners', ['application', 'servicePrincipal', 'group']],
  ['registeredowners', ['device']],
  ['registeredusers', ['device']],
  ['scopedrolemembers', ['administrativeUnit']],
]);

/** What other relations say from the other side, or as a sum: read there, and not here. */
export const repeatedRelations: ReadonlySet<string> = new Set([
  'createdobjects',
  'directreports',
  'memberof',
  'owneddevices',
  'ownedobjects',
  'registereddevices',
  'scopedrolememberof',
  'transitivememberof',
  'transitivemembers',
  'transitivereports',
]);

/** Lists of objects of another kind that may be expanded in an object. */
export const expandedKinds: ReadonlyMap<string, EntraKind> = new Map([
  ['appRoleAssignedTo', 'appRoleAssignment'],
  ['appRoleAssignments', 'appRoleAssignment'],
  ['oauth2PermissionGrants', 'oauth2PermissionGrant'],
]);

// Owns: every operation that the platform says Graph has here, and its path with keys in the places. Used by: tests/attacks/graph-*.
import type { Holdings, TwoTenants } from './two-tenants.js';

/** One operation, as the API description has it. */
export interface DescribedOperation {
  readonly method: string;
  /** With the version in front, and names of places in braces. */
  readonly path: string;
}

/** Every operation of both versions; what is in beta as it is in v1.0 stands here once. */
export async function describedOperations({ fetch, baseUrl }: Pick<TwoTenants, 'fetch' | 'baseUrl'>) {
  const found = new Map<string, DescribedOperation>();
  for (const version of ['v1.0', 'beta'] as const) {
    const answer = await fetch(`${baseUrl}/gatehouse/v1/graph/${version}/openapi.json`);
    const { paths } = (await answer.json()) as { readonly paths: Readonly<Record<string, object>> };
    for (const [path, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        const key = `${method} ${path}`;
        if (!found.has(key)) found.set(key, { method: method.toUpperCase(), path: `/${version}${path}` });
      }
    }
  }
  return [...found.values()];
}

/** What stands in the place after a name, by the holdings' names. */
const behind: Readonly<Record<string, string>> = {
  activityBasedTimeoutPolicies: 'activityBasedTimeoutPolicy',
  administrativeUnits: 'administrativeUnit',
  allowedValues: 'allowedValue',
  appManagementPolicies: 'appManagementPolicy',
  appRoleAssignedTo: 'assignment',
  appRoleAssignments: 'assignment',
  applications: 'application',
  attributeSets: 'attributeSet',
  authenticationStrengthPolicies: 'strength',
  claimsMappingPolicies: 'claimsMappingPolicy',
  combinationConfigurations: 'strength',
  customSecurityAttributeDefinitions: 'definition',
  delegatedPermissionClassifications: 'scope',
  deletedItems: 'gone',
  devices: 'device',
  directoryObjects: 'user',
  domains: 'domain',
  extensionProperties: 'extensionProperty',
  extensions: 'openExtension',
  federatedIdentityCredentials: 'federatedCredential',
  groups: 'group',
  groupSettings: 'groupSetting',
  homeRealmDiscoveryPolicies: 'homeRealmDiscoveryPolicy',
  members: 'user',
  namedLocations: 'namedLocation',
  oauth2PermissionGrants: 'grant',
  organization: 'tenant',
  owners: 'user',
  partners: 'partner',
  permissionGrantPolicies: 'permissionGrantPolicy',
  registeredOwners: 'user',
  registeredUsers: 'user',
  riskDetections: 'riskDetection',
  roleAssignments: 'roleAssignment',
  roleDefinitions: 'roleDefinition',
  schemaExtensions: 'schemaExtension',
  scopedRoleMembers: 'membership',
  servicePrincipals: 'servicePrincipal',
  settings: 'groupSetting',
  signIns: 'signIn',
  tokenIssuancePolicies: 'tokenIssuancePolicy',
  tokenLifetimePolicies: 'tokenLifetimePolicy',
  users: 'user',
};

/** Keys that every tenant may have: nobody's own. */
const everybodys: Readonly<Record<string, string>> = {
  authenticationContextClassReferences: 'c1',
  authenticationMethodConfigurations: 'Fido2',
  authenticationMethodModes: 'fido2',
  directoryAudits: 'Directory_1',
  directorySettingTemplates: '5cf42378-d67d-4f36-ba46-e8b86229381d',
  directoryRoleTemplates: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  directoryRoles: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  excludes: 'i1',
  findByMethodMode: 'fido2',
  groupSettingTemplates: '5cf42378-d67d-4f36-ba46-e8b86229381d',
  includes: 'i1',
  templates: '08f2a1ae-9d4a-4f2e-8c4e-000000000001',
};

/** How many places of an operation stand for something that one tenant has and another has not. */
export function ownPlaces({ path }: DescribedOperation): number {
  return places(path).filter(({ name }) => !Object.hasOwn(everybodys, name)).length;
}

/** The path with keys of `first` in its first place and those of `others` in the rest. */
export function filled(path: string, first: Holdings, others: Holdings): string {
  let from = first;
  return places(path).reduce((text, { name, place }) => {
    const everybody = everybodys[name];
    if (everybody !== undefined) return text.replace(place, everybody);
    const key = from[holdingAt(name, path)];
    if (key === undefined) throw new Error(`what stands behind ${name} in ${path}?`);
    from = others;
    return text.replace(place, encodeURIComponent(key));
  }, path);
}

function places(path: string) {
  return [...path.matchAll(/([A-Za-z0-9.]+)(?:\/|\([A-Za-z]+=')(\{[^}]+\})/g)].map(([, name = '', place = '']) => ({
    name,
    place,
  }));
}

function holdingAt(name: string, path: string): string {
  if (name === 'policies') return path.includes('authenticationStrength') ? 'strength' : 'conditionalAccess';
  return behind[name] ?? '';
}

/**
 * A body that the operation takes.
 * @param own where references point
 * @param first what the first place of the path is filled with, for bodies that say it again
 */
export function bodyFor({ method, path }: DescribedOperation, own: Holdings, first: Holdings): object | undefined {
  if (method === 'GET' || method === 'DELETE') return undefined;
  const [last = '', before = ''] = path.split('/').reverse();
  if (method !== 'PATCH') return posted(last, own, first, first[behind[path.split('/')[2] ?? ''] ?? '']);
  return changes[last.startsWith('{') ? before : last] ?? { displayName: 'Taken' };
}

function posted(last: string, own: Holdings, first: Holdings, subject: string | undefined): object {
  const all: Readonly<Record<string, object>> = {
    $ref: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${own.user}` },
    addKey: { keyCredential: { type: 'AsymmetricX509Cert', usage: 'Verify', key: 'AAAA' }, proof: 'x' },
    allowedValues: { id: 'Taken', isActive: true },
    appRoleAssignedTo: { principalId: own.user, resourceId: first.servicePrincipal, appRoleId: own.appRole },
    appRoleAssignments: { principalId: subject, resourceId: own.servicePrincipal, appRoleId: own.appRole },
    checkMemberGroups: { groupIds: [own.group] },
    checkMemberObjects: { ids: [own.group] },
    combinationConfigurations: combination,
    delegatedPermissionClassifications: { permissionId: own.scope, classification: 'low' },
    excludes: { permissionType: 'delegated' },
    extensionProperties: { name: 'taken', dataType: 'String', targetObjects: ['User'] },
    extensions: { extensionName: 'taken.by.somebody', x: 1 },
    federatedIdentityCredentials: { name: 'taken', issuer: 'https://taken.example', subject: 'x', audiences: ['x'] },
    getMemberGroups: { securityEnabledOnly: false },
    getMemberObjects: { securityEnabledOnly: false },
    includes: { permissionType: 'delegated' },
    removeKey: { keyId: own.application, proof: 'x' },
    removePassword: { keyId: own.application },
    scopedRoleMembers: { roleId: 'fe930be7-5e62-47db-91af-98c3a49a38b1', roleMemberInfo: { id: own.user } },
    setVerifiedPublisher: { verifiedPublisherId: '1234567' },
    updateAllowedCombinations: { allowedCombinations: ['fido2'] },
  };
  return all[last] ?? {};
}

const combination = {
  '@odata.type': '#microsoft.graph.fido2CombinationConfiguration',
  appliesToCombinations: ['fido2'],
  allowedAAGUIDs: ['dddddddd-0000-4000-8000-000000000001'],
};

const changes: Readonly<Record<string, object>> = {
  allowedValues: { isActive: false },
  attributeSets: { description: 'taken' },
  combinationConfigurations: combination,
  customSecurityAttributeDefinitions: { description: 'taken' },
  domains: { isDefault: true },
  excludes: { permissionClassification: 'low' },
  extensions: { x: 2 },
  federatedIdentityCredentials: { description: 'taken' },
  groupSettings: { values: [] },
  includes: { permissionClassification: 'low' },
  namedLocations: { '@odata.type': '#microsoft.graph.ipNamedLocation', displayName: 'Taken' },
  oauth2PermissionGrants: { scope: 'User.Read' },
  organization: { technicalNotificationMails: [] },
  partners: { inboundTrust: { isMfaAccepted: false } },
  schemaExtensions: { description: 'taken' },
  settings: { values: [] },
  users: { jobTitle: 'taken' },
};

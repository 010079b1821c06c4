import {
  type EntraFile,
  type EntraKind,
  type EntraObject,
  type EntraRelation,
  isObject,
  type JsonObject,
  type Loss,
  objectsOf,
  textOf,
} from './entra-export.js';

/** What the files of an export hold. */
export interface ClassifiedFiles {
  readonly objects: readonly EntraObject[];
  readonly relations: readonly EntraRelation[];
  readonly losses: readonly Loss[];
}

/** By the name of a collection in a path, a context or a type, in lower case. */
const kinds: Readonly<Record<string, EntraKind>> = {
  administrativeunits: 'administrativeUnit',
  applications: 'application',
  approleassignedto: 'appRoleAssignment',
  approleassignments: 'appRoleAssignment',
  authenticationstrengthpolicies: 'authenticationStrengthPolicy',
  conditionalaccesspolicies: 'conditionalAccessPolicy',
  devices: 'device',
  directoryroles: 'directoryRole',
  domains: 'domain',
  extensionproperties: 'extensionProperty',
  groups: 'group',
  namedlocations: 'namedLocation',
  oauth2permissiongrants: 'oauth2PermissionGrant',
  organization: 'organization',
  roleassignments: 'roleAssignment',
  roledefinitions: 'roleDefinition',
  serviceprincipals: 'servicePrincipal',
  users: 'user',
};

/** By Graph's type. */
const types: Readonly<Record<string, EntraKind>> = {
  administrativeunit: 'administrativeUnit',
  application: 'application',
  approleassignment: 'appRoleAssignment',
  authenticationstrengthpolicy: 'authenticationStrengthPolicy',
  conditionalaccesspolicy: 'conditionalAccessPolicy',
  countrynamedlocation: 'namedLocation',
  device: 'device',
  directoryrole: 'directoryRole',
  domain: 'domain',
  extensionproperty: 'extensionProperty',
  group: 'group',
  ipnamedlocation: 'namedLocation',
  oauth2permissiongrant: 'oauth2PermissionGrant',
  organization: 'organization',
  serviceprincipal: 'servicePrincipal',
  unifiedroleassignment: 'roleAssignment',
  unifiedroledefinition: 'roleDefinition',
  user: 'user',
};

/** What belongs to an object, in a file of its own: `groups/{id}/members.json`. */
const relationNames: ReadonlySet<string> = new Set([
  'extensionproperties',
  'federatedidentitycredentials',
  'manager',
  'members',
  'owners',
  'registeredowners',
  'registeredusers',
  'scopedrolemembers',
]);

/** Tells what each file holds: by the type or context that Graph wrote into it, else by its name, else by what its objects have. */
export function classifyFiles(files: readonly EntraFile[]): ClassifiedFiles {
  const objects: EntraObject[] = [];
  const relations: EntraRelation[] = [];
  const losses: Loss[] = [];
  for (const { path, value } of files) {
    const items = itemsOf(value);
    if (items === undefined) {
      losses.push({ kind: 'file', object: path, reason: 'holds neither an object nor a list of objects' });
      continue;
    }
    const related = relationOf(path);
    if (related !== undefined) {
      relations.push({ ...related, objects: items });
      continue;
    }
    const ofFile = kindOfContext(isObject(value) ? textOf(value['@odata.context']) : undefined) ?? kindOfPath(path);
    let unknown = 0;
    for (const item of items) {
      const kind = kindOfType(item) ?? ofFile ?? kindOfShape(item);
      if (kind === undefined) unknown += 1;
      else objects.push({ kind, value: item, file: path });
    }
    if (unknown > 0)
      losses.push({ kind: 'file', object: path, reason: `holds ${unknown} objects of no kind known here` });
  }
  return { objects, relations, losses };
}

/** The objects of a file: a page of Graph, a list, or one object; undefined for anything else. */
function itemsOf(value: unknown): readonly JsonObject[] | undefined {
  if (Array.isArray(value)) return value.every(isObject) ? value : undefined;
  if (!isObject(value)) return undefined;
  return Array.isArray(value['value']) ? objectsOf(value['value']) : [value];
}

function relationOf(path: string): { readonly relation: string; readonly of: string } | undefined {
  const parts = path.replace(/\.json$/i, '').split('/');
  const [of = '', relation = ''] = parts.slice(-2);
  if (parts.length < 3 || !relationNames.has(relation.toLowerCase())) return undefined;
  return { relation: relation.toLowerCase(), of: of.toLowerCase() };
}

function kindOfContext(context: string | undefined): EntraKind | undefined {
  const [, set] = /\$metadata#(?:[^/]+\/)*?([A-Za-z0-9]+)(?:\(|\/\$entity|$)/.exec(context ?? '') ?? [];
  return set === undefined ? undefined : kinds[set.toLowerCase()];
}

function kindOfPath(path: string): EntraKind | undefined {
  const parts = path
    .toLowerCase()
    .replace(/\.json$/, '')
    .split('/');
  // `identity/conditionalAccess/policies.json`
  if (parts.at(-1) === 'policies' && parts.at(-2) === 'conditionalaccess') return 'conditionalAccessPolicy';
  const named = parts.toReversed().map((part) => kinds[part.replace(/[-_. ]?\d*$/, '')]);
  return named.find((kind) => kind !== undefined);
}

function kindOfType(item: JsonObject): EntraKind | undefined {
  const type = textOf(item['@odata.type']) ?? '';
  return types[type.replace(/^#?microsoft\.graph\./i, '').toLowerCase()];
}

/** What only objects of a kind have, tried in order. */
const shapes: readonly (readonly [EntraKind, readonly string[]])[] = [
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
  ['authenticationStrengthPolicy', ['allowedCombinations']],
];

function kindOfShape(item: JsonObject): EntraKind | undefined {
  return shapes.find(([, names]) => names.every((name) => item[name] !== undefined))?.[0];
}

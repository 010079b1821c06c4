import { type EntraObject, isObject, type JsonObject, lower, objectsOf, textOf } from './entra-export.js';
import { credentialsOf, encryptionKeyOf } from './map-credentials.js';
import { ownersOf } from './map-groups.js';
import { expandedGrants, guardOf, idOf, keptOf, listed, loseProperty, lostWhole } from './mapping.js';
import type { Mapping, SeedItem } from './mapping.js';

const readByPrincipals = [
  'accountEnabled',
  'appId',
  'appRoleAssignmentRequired',
  'appRoles',
  'displayName',
  'keyCredentials',
  'oauth2PermissionScopes',
  'owners',
  'passwordCredentials',
  'replyUrls',
  'servicePrincipalNames',
  'servicePrincipalType',
  'tokenEncryptionKeyId',
  ...expandedGrants,
];

/** What the tenant decided about applications that will be there: its own, and the platform's. */
export function mapServicePrincipals(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('servicePrincipal').flatMap((object): SeedItem[] => {
    const { value } = object;
    const appId = lower(value['appId']);
    if (appId === '') return lostWhole(object, 'it has no appId', mapping);
    const type = value['servicePrincipalType'] ?? 'Application';
    if (type === 'ManagedIdentity') {
      return lostWhole(object, 'managed identities belong to machines of another platform', mapping);
    }
    if (!mapping.names.isPresent(appId)) return lostWhole(object, absentReason(value), mapping);
    if (type !== 'Application') return lostWhole(object, 'service principals of its type are not supported', mapping);
    const guards = {
      ...guardOf(object, 'accountEnabled', true, mapping),
      ...guardOf(object, 'appRoleAssignmentRequired', false, mapping),
    };
    const common = { ...idOf(value), appId, ...keptOf(object, readByPrincipals, mapping), ...guards };
    const owners = listed('owners', ownersOf(object, mapping));
    if (!mapping.names.known.has(appId)) return [{ ...common, ...ofOwnApplication(object, appId, mapping), ...owners }];
    const credentials = ['keyCredentials', 'passwordCredentials', 'tokenEncryptionKeyId'];
    for (const property of credentials.filter((one) => objectsOf(value[one]).length > 0 || textOf(value[one]))) {
      loseProperty(object, property, "the platform's own application takes no credentials of a tenant", mapping);
    }
    return [{ ...common, ...owners }];
  });
}

/** What the service principal of the tenant's own application says beside it. */
function ofOwnApplication(object: EntraObject, appId: string, mapping: Mapping): SeedItem {
  const { value } = object;
  const application = mapping.names.application(appId) ?? {};
  tellDifferences(object, application, mapping);
  const displayName = textOf(value['displayName']);
  const inherited = new Set([appId, ...textsOf(application['identifierUris'])].map(lower));
  const given = value['servicePrincipalNames'] ?? [];
  const further = Array.isArray(given) ? given.filter((name) => !inherited.has(lower(name))) : [];
  if (!Array.isArray(given)) loseProperty(object, 'servicePrincipalNames', 'it is no list', mapping);
  const credentials = credentialsOf(object, mapping);
  return {
    ...(displayName !== undefined && { displayName }),
    ...listed('servicePrincipalNames', further),
    ...credentials,
    ...encryptionKeyOf(object, credentials, mapping),
  };
}

/** What a service principal repeats of its application, as far as it says more. */
function tellDifferences(object: EntraObject, application: JsonObject, mapping: Mapping): void {
  const parts = ['web', 'spa', 'publicClient'].map((name) => application[name]);
  const uris = parts.flatMap((part) => (isObject(part) ? textsOf(part['redirectUris']) : []));
  const { api } = application;
  const scopes = isObject(api) ? api['oauth2PermissionScopes'] : [];
  const keysOf = (list: unknown) =>
    (Array.isArray(list) ? list : []).map((one) => lower(isObject(one) ? one['id'] : one));
  for (const [property, ofApplication] of [
    ['replyUrls', uris],
    ['appRoles', application['appRoles']],
    ['oauth2PermissionScopes', scopes],
  ] as const) {
    const said = object.value[property];
    const known = new Set(keysOf(ofApplication));
    const isMore = said != null && (!Array.isArray(said) || keysOf(said).some((key) => !known.has(key)));
    if (isMore)
      loseProperty(object, property, 'it says what its application does not; the application counts', mapping);
  }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** The tenants in which Microsoft's own applications are at home. */
const microsoft: ReadonlySet<string> = new Set([
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  '72f988bf-86f1-41af-91ab-2d7cd011db47',
]);

function absentReason({ appOwnerOrganizationId }: JsonObject): string {
  const owner = lower(appOwnerOrganizationId);
  if (owner === '') return 'its application is not among the exported ones';
  if (microsoft.has(owner)) return "it stands for an application of Microsoft's, which this platform does not have";
  return `its application is at home in another organization (${owner})`;
}

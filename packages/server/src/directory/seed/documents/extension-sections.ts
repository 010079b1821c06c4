import { isDeepStrictEqual } from 'node:util';
import type { AppId, PermissionId } from '@gatehouse/model';
import { extensionPropertyName, extensionPropertyProblems, type Problem } from '@gatehouse/policy';
import { given } from './attribute-sections.js';
import type { Body, DocumentSection } from './document-section.js';

/** Structured values that applications add to objects: nothing is ever taken from one that is no longer in development. */
export const schemaExtensions: DocumentSection = {
  kind: 'schema-extension',
  property: 'schemaExtensions',
  within: 'tenant',
  hasOwnId: true,
  nameOf: (body) => (typeof body['id'] === 'string' ? body['id'] : ''),
  bodyOf: (item, { base, stored, applicationOf, warn }) => {
    // Its values outlive the application that defined it.
    if (stored === undefined && applicationOf(item['owner'] as AppId) === undefined) {
      warn(
        ['owner'],
        `no application has the appId ${String(item['owner'])}: nobody but operators can change the extension`,
      );
    }
    return {
      ...base,
      status: item['status'] ?? stored?.['status'] ?? 'InDevelopment',
      ...given(item, ['description', 'owner', 'targetTypes', 'properties']),
    };
  },
  judge: (body, _context, before) => (before === undefined ? [] : schemaChanges(before, body)),
  itemOf: ({ body }) => {
    const { status, ...rest } = body;
    return { ...rest, ...(status !== 'InDevelopment' && { status }) };
  },
  isRemovable: ({ body }) => body['status'] === 'InDevelopment',
};

const nextStatus: Readonly<Record<string, readonly string[]>> = {
  InDevelopment: ['InDevelopment', 'Available'],
  Available: ['Available', 'Deprecated'],
  Deprecated: ['Deprecated'],
};

/** Microsoft Graph documentation: update schemaExtension. */
function schemaChanges(before: Body, after: Body): readonly Problem[] {
  const listOf = (body: Body, name: string) => body[name] as readonly unknown[];
  const isKept = (name: string) =>
    listOf(before, name).every((one) => listOf(after, name).some((other) => isDeepStrictEqual(one, other)));
  return [
    ...(before['owner'] === after['owner'] ? [] : [{ path: 'owner', reason: 'never changes' }]),
    ...(nextStatus[String(before['status'])]?.includes(String(after['status'])) === true
      ? []
      : [{ path: 'status', reason: `cannot follow \`${String(before['status'])}\`` }]),
    ...['targetTypes', 'properties'].flatMap((path) =>
      isKept(path) ? [] : [{ path, reason: 'can only be added to' }],
    ),
  ];
}

/** Attributes that an application adds to directory objects. They never change. */
export const extensionProperties: DocumentSection = {
  kind: 'extension-property',
  property: 'extensionProperties',
  within: 'applications',
  hasOwnId: true,
  nameOf: (body) =>
    String(body['name'])
      .replace(/^extension_[0-9a-f]{32}_/, '')
      .toLowerCase(),
  bodyOf: (item, { parent, refuse }) => {
    const prefix = extensionPropertyName(parent?.appId ?? ('' as AppId), '');
    const said = String(item['name']);
    const name = said.startsWith(prefix) ? said.slice(prefix.length) : said;
    const targetObjects = item['targetObjects'] as readonly string[];
    for (const { path, reason } of extensionPropertyProblems(name, targetObjects)) refuse([path], reason);
    const { dataType } = item;
    return { name: `${prefix}${name}`, dataType, isMultiValued: item['isMultiValued'] ?? false, targetObjects };
  },
  judge: (body, _context, before) =>
    before === undefined || isDeepStrictEqual(before, body) ? [] : [{ path: '', reason: 'never changes' }],
  itemOf: ({ body }, _context, parent) => {
    const { name, dataType, isMultiValued, targetObjects } = body;
    const prefix = extensionPropertyName(parent?.appId ?? ('' as AppId), '');
    return {
      name: String(name).startsWith(prefix) ? String(name).slice(prefix.length) : name,
      dataType,
      ...(isMultiValued === true && { isMultiValued }),
      targetObjects,
    };
  },
};

const longestOpenExtension = 2_048;

function openExtensionsOf(list: DocumentSection['within']): DocumentSection {
  return {
    kind: 'open-extension',
    property: 'extensions',
    within: list,
    nameOf: (body) => String(body['extensionName']).toLowerCase(),
    idOf: (item, parent) => `${parent?.id ?? ''} ${String(item['extensionName']).toLowerCase()}`,
    bodyOf: (item) => given(item, ['extensionName', 'creator', 'values']),
    judge: (body) => {
      const isLong = Buffer.byteLength(JSON.stringify(body['values'])) > longestOpenExtension;
      const isReserved = /^com\.(?:microsoft|onmicrosoft)(?:\.|$)/i.test(String(body['extensionName']));
      return [
        ...(isLong ? [{ path: 'values', reason: `must not be longer than ${longestOpenExtension} bytes` }] : []),
        ...(isReserved ? [{ path: 'extensionName', reason: 'is reserved' }] : []),
      ];
    },
    itemOf: ({ body }) => given(body, ['extensionName', 'creator', 'values']),
  };
}

/** Bags of values that applications hang on objects. */
export const openExtensionSections: readonly DocumentSection[] = (
  ['users', 'groups', 'devices', 'administrativeUnits', 'applications'] as const
).map(openExtensionsOf);

/** What guests were last invited with. */
export const invitations: DocumentSection = {
  kind: 'invitation',
  property: 'invitation',
  within: 'users',
  isSingle: true,
  nameOf: (body) => String(body['invitedUserEmailAddress']),
  bodyOf: (item) => given(item, ['invitedUserEmailAddress', 'inviteRedirectUrl', 'invitedUserDisplayName']),
  itemOf: ({ body }) => body,
};

/** How much the delegated permissions of APIs give away. */
export const permissionClassifications: DocumentSection = {
  kind: 'delegated-permission-classification',
  property: 'delegatedPermissionClassifications',
  within: 'servicePrincipals',
  hasOwnId: true,
  nameOf: (body) => String(body['permissionName']),
  bodyOf: (item, { parent, applicationOf, stored, refuse, warn }) => {
    const name = String(item['permissionName']);
    const published = parent?.appId && applicationOf(parent.appId)?.api.oauth2PermissionScopes;
    const permission = published?.find(({ value }) => value === name);
    if (permission?.type !== 'User' && stored === undefined) {
      // One that was withdrawn is told by its id.
      const tell = item['permissionId'] === undefined ? refuse : warn;
      tell(['permissionName'], `the API publishes no permission \`${name}\` that people may consent to themselves`);
    }
    const permissionId = (item['permissionId'] ?? permission?.id ?? stored?.['permissionId']) as PermissionId;
    return { permissionId, permissionName: name, classification: item['classification'] };
  },
  itemOf: ({ body }) => given(body, ['permissionId', 'permissionName', 'classification']),
};

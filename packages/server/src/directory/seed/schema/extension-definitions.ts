import type { AppId, PermissionId } from '@gatehouse/model';
import { extensionDataTypes, extensionTargets } from '@gatehouse/policy';
import { z } from 'zod';
import { guid, list, maybe, name, strict, text, unread } from './strict.js';

const annotations = unread('deletedDateTime', '@odata.context', '@odata.id', '@odata.type');

/** Bags of values that applications hang on an object. */
export const openExtensions = list(
  strict({
    extensionName: name.regex(/^[A-Za-z][A-Za-z0-9._-]{0,127}$/, 'must be a name of letters, digits, `.`, `_` and `-`'),
    /** The appId of the application that made it. */
    creator: guid<AppId>(),
    values: z.record(text, z.unknown()),
    ...annotations,
  }),
);

/** Attributes that an application adds to directory objects. */
export const extensionProperties = list(
  strict({
    id: maybe(guid<string>()),
    /** As the application calls it, or with what Graph puts before that. */
    name,
    dataType: z.enum(extensionDataTypes),
    isMultiValued: maybe(z.boolean()),
    targetObjects: z.array(z.enum(extensionTargets)),
    ...annotations,
    ...unread('appDisplayName', 'isSyncedFromOnPremises'),
  }),
);

/** What people may consent to themselves, by how much it gives away. */
export const permissionClassifications = list(
  strict({
    id: maybe(text),
    permissionId: maybe(guid<PermissionId>()),
    permissionName: name,
    classification: z.enum(['low', 'medium', 'high']),
    ...annotations,
  }),
);

/** What a guest was last invited with. */
export const invitation = maybe(
  strict({ invitedUserEmailAddress: name, inviteRedirectUrl: name, invitedUserDisplayName: maybe(text) }),
);

/** A structured value that an application adds to objects. */
export const schemaExtensionSchema = strict({
  id: name.regex(/^[A-Za-z][A-Za-z0-9]*_[A-Za-z][A-Za-z0-9]*$/, 'must be two names with `_` between them'),
  description: maybe(text),
  owner: guid<AppId>(),
  status: maybe(z.enum(['InDevelopment', 'Available', 'Deprecated'])),
  targetTypes: z.array(z.enum(extensionTargets)),
  properties: z.array(strict({ name, type: z.enum(['Binary', 'Boolean', 'DateTime', 'Integer', 'String']) })),
  ...annotations,
});

const attributeName = name.regex(
  /^[A-Za-z][A-Za-z0-9]{0,31}$/,
  'must be at most 32 letters and digits, a letter first',
);

/** A set of custom security attributes. */
export const attributeSetSchema = strict({
  id: attributeName,
  description: maybe(text),
  maxAttributesPerSet: maybe(z.int()),
  ...annotations,
});

/** A custom security attribute. */
export const attributeDefinitionSchema = strict({
  attributeSet: attributeName,
  name: attributeName,
  description: maybe(text),
  type: z.enum(['Boolean', 'Integer', 'String']),
  isCollection: maybe(z.boolean()),
  isSearchable: maybe(z.boolean()),
  status: maybe(z.enum(['Available', 'Deprecated'])),
  usePreDefinedValuesOnly: maybe(z.boolean()),
  allowedValues: list(strict({ id: text, isActive: maybe(z.boolean()) })),
  ...annotations,
  ...unread('id'),
});

/** A directory role that the tenant made. */
export const roleDefinitionSchema = strict({
  id: maybe(guid<string>()),
  templateId: maybe(guid<string>()),
  displayName: name,
  description: maybe(text),
  isEnabled: maybe(z.boolean()),
  version: maybe(text),
  rolePermissions: z.array(
    strict({
      allowedResourceActions: z.array(text),
      condition: z
        .string()
        .nullish()
        .transform((value) => value ?? null),
      ...unread('excludedResourceActions'),
    }),
  ),
  ...annotations,
  ...unread('inheritsPermissionsFrom', 'isBuiltIn', 'isPrivileged', 'resourceScopes'),
});

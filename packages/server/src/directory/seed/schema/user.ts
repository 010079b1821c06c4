import type { TenantId, UserId } from '@gatehouse/model';
import { z } from 'zod';
import type { SeedExtension } from '../seed-extension.js';
import { invitation, openExtensions } from './extension-definitions.js';
import { furtherUserProperties } from './further-properties.data.js';
import { extensionValuesShape, furtherShape, gatherExtensionValues } from './further-properties.js';
import { guid, instant, list, maybe, name, strict, text, unread } from './strict.js';

/** Values of custom security attributes, by set and attribute, as Graph writes them. */
export const securityAttributes = maybe(z.record(text, z.record(text, z.unknown())));

const userShape = {
  id: maybe(guid<UserId>()),
  userPrincipalName: name,
  displayName: maybe(name),
  givenName: maybe(text),
  surname: maybe(text),
  mail: maybe(name),
  jobTitle: maybe(text),
  department: maybe(text),
  officeLocation: maybe(text),
  mobilePhone: maybe(text),
  businessPhones: list(text),
  preferredLanguage: maybe(text),
  usageLocation: maybe(text),
  userType: maybe(z.enum(['Member', 'Guest'])),
  accountEnabled: maybe(z.boolean()),
  createdDateTime: maybe(instant),
  /** A user principal name. */
  manager: maybe(name),
  ...furtherShape(furtherUserProperties),
  ...extensionValuesShape,
  customSecurityAttributes: securityAttributes,
  extensions: openExtensions,
  invitation,
  /** Who a guest is at home: the tenant, and the account's object id there. */
  externalIdentity: maybe(strict({ tenant: guid<TenantId>(), id: guid<UserId>() })),
  // What the service says of a user by itself.
  ...unread(
    'deletedDateTime',
    'lastPasswordChangeDateTime',
    'securityIdentifier',
    'signInSessionsValidFromDateTime',
    '@odata.context',
    '@odata.id',
    '@odata.type',
  ),
};

/** A user as the seed writes it. */
export type SeedUser = z.output<z.ZodObject<typeof userShape>>;

/** Properties of a user that the format has and a capability must bring. */
const extensionProperties = ['password', 'totpSecret', 'temporaryAccessPass'];

/** The schema of users, with the properties that capabilities bring. */
export function userSchema(extensions: readonly SeedExtension[]) {
  const brought = Object.fromEntries(
    extensions.map((extension) => [
      extension.property,
      extension.schema.nullish().transform((value) => value ?? undefined),
    ]),
  );
  const planned = extensionProperties.filter((property) => !Object.hasOwn(brought, property));
  return z.preprocess(gatherExtensionValues, strict({ ...brought, ...userShape }, planned));
}

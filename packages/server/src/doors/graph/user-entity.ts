import type { User } from '@gatehouse/model';
import type { GraphEntity } from './resource.js';

/** Properties of `user` that the platform keeps, in Graph's spelling. */
export const userProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
  'accountEnabled',
  'createdDateTime',
  'department',
  'usageLocation',
  'userType',
] as const;

/** What Graph returns of a user when nothing is selected. */
export const userDefaults: readonly string[] = userProperties.slice(0, 11);

/**
 * What `User.ReadBasic.All` shows of other people: the basic profile (Microsoft Graph documentation: permissions reference). Of it the
 * platform keeps no photo and no `securityIdentifier`.
 */
export const basicProfile = {
  permission: 'User.ReadBasic.All',
  properties: ['displayName', 'givenName', 'id', 'mail', 'surname', 'userPrincipalName'],
} as const;

export function userEntity(user: User): GraphEntity {
  const { id, createdAt, ...rest } = user;
  return { ...rest, id, createdDateTime: new Date(createdAt).toISOString() };
}

import type { CustomSecurityAttributes, User } from '@gatehouse/model';
import { withSecurityAttributes } from '../../../directory/index.js';
import type { GraphEntity } from '../resource.js';
import { securityAttributesProperty } from './security-attributes.js';
import { extensionAttributes } from './extension-attributes.js';
import { withValues } from './with-values.js';
import {
  complex,
  complexes,
  complexType,
  type EntityType,
  filters,
  flag,
  instant,
  many,
  one,
  type PropertyOptions,
  text,
  texts,
} from '../schema/index.js';

/** Read-only, returned on request: what synchronisation or the service itself writes. */
const given: PropertyOptions = { writable: 'never', onRequest: true };
const asked: PropertyOptions = { onRequest: true };

const objectIdentity = complexType('objectIdentity', [
  text('signInType', { maxLength: 256 }),
  text('issuer', { maxLength: 512, query: { filter: filters.exact } }),
  text('issuerAssignedId', { maxLength: 64, query: { filter: filters.exact } }),
]);

const passwordProfile = complexType('passwordProfile', [
  flag('forceChangePasswordNextSignIn'),
  flag('forceChangePasswordNextSignInWithMfa'),
  text('password', { secret: true, maxLength: 256 }),
]);

const employeeOrgData = complexType('employeeOrgData', [
  text('costCenter', { maxLength: 64, query: { filter: filters.exact, advanced: true } }),
  text('division', { maxLength: 64, query: { filter: filters.exact, advanced: true } }),
]);

const settings = complexType('authorizationInfo', [texts('certificateUserIds', { maxItems: 10, maxLength: 1024 })]);

/** `user` (Microsoft Graph documentation: user resource type), as far as it speaks of identity: no licences, mailboxes or photos. */
export const userType: EntityType = {
  name: 'user',
  base: 'directoryObject',
  open: true,
  properties: [
    texts('businessPhones', { maxItems: 1, maxLength: 64, query: { filter: filters.elementPrefix, advanced: true } }),
    text('displayName', {
      required: true,
      maxLength: 256,
      query: { filter: filters.prefix, sort: true, search: true },
    }),
    text('givenName', { maxLength: 64, query: { filter: filters.prefix, search: true, sort: true } }),
    text('jobTitle', { maxLength: 128, query: { filter: filters.prefix, search: true } }),
    text('mail', { maxLength: 320, query: { filter: filters.affix, sort: true, search: true } }),
    text('mobilePhone', { maxLength: 64, query: { filter: filters.prefix, advanced: true } }),
    text('officeLocation', { maxLength: 128, query: { filter: filters.prefix, advanced: true } }),
    text('preferredLanguage', { maxLength: 64, query: { filter: filters.prefix, advanced: true } }),
    text('surname', { maxLength: 64, query: { filter: filters.prefix, search: true, sort: true } }),
    text('userPrincipalName', {
      required: true,
      maxLength: 1024,
      query: { filter: filters.affix, sort: true, search: true },
    }),
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    flag('accountEnabled', { required: true, onRequest: true, query: { filter: filters.exact } }),
    text('ageGroup', { ...asked, query: { filter: filters.exact } }),
    complex('authorizationInfo', settings, { ...asked }),
    text('city', { ...asked, maxLength: 128, query: { filter: filters.prefix } }),
    text('companyName', { ...asked, maxLength: 64, query: { filter: filters.prefix, advanced: true } }),
    text('consentProvidedForMinor', { ...asked, query: { filter: filters.exact } }),
    text('country', { ...asked, maxLength: 128, query: { filter: filters.prefix } }),
    instant('createdDateTime', { ...given, query: { filter: filters.ordered, sort: true } }),
    instant('deletedDateTime', given),
    securityAttributesProperty,
    text('creationType', { ...given, query: { filter: filters.exact } }),
    text('department', { ...asked, maxLength: 64, query: { filter: filters.prefix } }),
    instant('employeeHireDate', asked),
    instant('employeeLeaveDateTime', asked),
    text('employeeId', { ...asked, maxLength: 16, query: { filter: filters.prefix } }),
    complex('employeeOrgData', employeeOrgData, asked),
    text('employeeType', { ...asked, query: { filter: filters.prefix, advanced: true } }),
    text('externalUserState', { ...given, query: { filter: filters.exact } }),
    instant('externalUserStateChangeDateTime', given),
    text('faxNumber', { ...asked, query: { filter: filters.prefix, advanced: true } }),
    complexes('identities', objectIdentity, { ...asked, maxItems: 10, query: { filter: ['any'] } }),
    texts('imAddresses', { ...given, query: { filter: filters.elementPrefix } }),
    flag('isResourceAccount', given),
    instant('lastPasswordChangeDateTime', given),
    text('legalAgeGroupClassification', given),
    text('mailNickname', { ...asked, maxLength: 64, query: { filter: filters.prefix } }),
    text('onPremisesDistinguishedName', given),
    text('onPremisesDomainName', given),
    complex('onPremisesExtensionAttributes', extensionAttributes, asked),
    text('onPremisesImmutableId', { ...asked, query: { filter: filters.exact } }),
    instant('onPremisesLastSyncDateTime', given),
    text('onPremisesSamAccountName', { ...given, query: { filter: filters.prefix } }),
    text('onPremisesSecurityIdentifier', { ...given, query: { filter: filters.exact } }),
    flag('onPremisesSyncEnabled', { ...given, query: { filter: filters.exact } }),
    text('onPremisesUserPrincipalName', { ...given, query: { filter: filters.prefix } }),
    texts('otherMails', { ...asked, maxItems: 250, maxLength: 250, query: { filter: filters.elementPrefix } }),
    text('passwordPolicies', { ...asked, query: { filter: filters.exact, advanced: true } }),
    complex('passwordProfile', passwordProfile, asked),
    text('postalCode', { ...asked, maxLength: 40, query: { filter: filters.prefix, advanced: true } }),
    text('preferredDataLocation', asked),
    texts('proxyAddresses', { ...given, query: { filter: filters.elementPrefix } }),
    text('securityIdentifier', given),
    flag('showInAddressList', { ...asked, query: { filter: filters.exact, advanced: true } }),
    instant('signInSessionsValidFromDateTime', given),
    text('state', { ...asked, maxLength: 128, query: { filter: filters.prefix } }),
    text('streetAddress', { ...asked, maxLength: 1024, query: { filter: filters.prefix, advanced: true } }),
    text('usageLocation', { ...asked, maxLength: 2, query: { filter: filters.prefix } }),
    text('userType', { ...asked, query: { filter: filters.exact } }),
  ],
  navigations: [
    many('appRoleAssignments', 'appRoleAssignment', { contained: true, expand: true }),
    many('createdObjects', 'directoryObject'),
    many('directReports', 'directoryObject', { expand: true }),
    many('extensions', 'openTypeExtension', { contained: true }),
    one('manager', 'directoryObject', { expand: true, levels: true }),
    many('memberOf', 'directoryObject', { expand: true }),
    many('oauth2PermissionGrants', 'oAuth2PermissionGrant'),
    many('ownedDevices', 'directoryObject', { expand: true }),
    many('ownedObjects', 'directoryObject', { expand: true }),
    many('registeredDevices', 'directoryObject', { expand: true }),
    many('transitiveMemberOf', 'directoryObject', { expand: true }),
  ],
};

/** What Graph shows of a user, by its names. */
export function userEntity(user: User): GraphEntity {
  const { tenant: _tenant, properties, managerId: _manager, createdAt, signInSessionsValidFrom, ...rest } = user;
  // Shown by the set, which knows who asks.
  const { customSecurityAttributes: _hidden, ...own } = rest;
  return {
    ...properties,
    ...own,
    createdDateTime: new Date(createdAt).toISOString(),
    signInSessionsValidFromDateTime: new Date(signInSessionsValidFrom).toISOString(),
  };
}

/** The properties that the directory keeps in places of their own; the others are kept as they are written. */
const own = [
  'accountEnabled',
  'businessPhones',
  'department',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'usageLocation',
  'userPrincipalName',
  'userType',
] as const;

/** A user with what a body gives: null takes a property away. Passwords belong elsewhere. */
export function withUserValues<Before extends Partial<User>>(before: Before, values: GraphEntity): Before {
  const { password: _password, ...profile } = (values.passwordProfile ?? {}) as Readonly<Record<string, unknown>>;
  const { customSecurityAttributes: assigned, ...others } = values;
  const plain = others.passwordProfile === undefined ? others : { ...others, passwordProfile: profile };
  const after = withValues(before, plain, own);
  if (assigned === undefined) return after;
  const { customSecurityAttributes: attributes, ...rest } = after;
  const kept = assigned === null ? undefined : withSecurityAttributes(attributes, assigned as CustomSecurityAttributes);
  return { ...rest, ...(kept && { customSecurityAttributes: kept }) } as Before;
}

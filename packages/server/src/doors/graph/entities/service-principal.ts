import type { Application, CustomSecurityAttributes } from '@gatehouse/model';
import { type StoredServicePrincipal, withSecurityAttributes } from '../../../directory/index.js';
import type { GraphEntity } from '../resource.js';
import {
  complex,
  complexes,
  complexType,
  type EntityType,
  filters,
  flag,
  guid,
  instant,
  many,
  type PropertyOptions,
  text,
  texts,
} from '../schema/index.js';
import {
  keyCredentialEntity,
  keyCredentialType,
  passwordCredentialEntity,
  passwordCredentialType,
} from './application-credentials.js';
import {
  addInType,
  appRoleType,
  informationalUrlType,
  permissionScopeType,
  verifiedPublisherType,
} from './application-parts.js';
import { securityAttributesProperty } from './security-attributes.js';
import { withValues } from './with-values.js';

/** What the application publishes, or the service itself writes. */
const given: PropertyOptions = { writable: 'never' };

const samlSingleSignOnSettings = complexType('samlSingleSignOnSettings', [text('relayState', { maxLength: 2048 })]);

const resourceSpecificPermission = complexType('resourceSpecificPermission', [
  text('description'),
  text('displayName'),
  guid('id', { nullable: false }),
  flag('isEnabled', { nullable: false }),
  text('value'),
]);

/** `servicePrincipal` (Microsoft Graph documentation: servicePrincipal resource type). */
export const servicePrincipalType: EntityType = {
  name: 'servicePrincipal',
  base: 'directoryObject',
  properties: [
    text('id', { ...given, nullable: false, query: { filter: filters.exact } }),
    instant('deletedDateTime', given),
    flag('accountEnabled', { nullable: false, query: { filter: filters.exact } }),
    texts('alternativeNames', { query: { filter: filters.elementPrefix } }),
    text('appDescription', given),
    text('appDisplayName', given),
    text('appId', { writable: 'create', required: true, query: { filter: filters.exact } }),
    text('applicationTemplateId', { ...given, query: { filter: filters.exact } }),
    guid('appOwnerOrganizationId', { ...given, query: { filter: filters.exact } }),
    flag('appRoleAssignmentRequired', { nullable: false, query: { filter: filters.exact } }),
    text('createdByAppId', { ...given, query: { filter: filters.exact } }),
    instant('createdDateTime', { ...given, query: { filter: filters.ordered, sort: true } }),
    text('description', { maxLength: 1024 }),
    text('disabledByMicrosoftStatus', given),
    text('displayName', {
      nullable: false,
      maxLength: 256,
      query: { filter: filters.prefix, sort: true, search: true },
    }),
    text('homepage', { maxLength: 255 }),
    flag('isDisabled', given),
    text('loginUrl', { maxLength: 255 }),
    text('logoutUrl', { maxLength: 255 }),
    text('notes', { maxLength: 1024 }),
    texts('notificationEmailAddresses', { maxLength: 320 }),
    text('preferredSingleSignOnMode'),
    text('preferredTokenSigningKeyThumbprint', { maxLength: 128 }),
    texts('replyUrls', given),
    texts('servicePrincipalNames', { maxLength: 255, query: { filter: filters.elementPrefix } }),
    text('servicePrincipalType', { ...given, query: { filter: filters.exact } }),
    text('signInAudience', given),
    texts('tags', { maxLength: 256, query: { filter: filters.elementPrefix } }),
    guid('tokenEncryptionKeyId'),
    complexes('addIns', addInType, { distinct: ['id'] }),
    complexes('appRoles', appRoleType, given),
    securityAttributesProperty,
    complex('info', informationalUrlType, given),
    complexes('keyCredentials', keyCredentialType, { distinct: ['keyId'] }),
    complexes('oauth2PermissionScopes', permissionScopeType, given),
    complexes('passwordCredentials', passwordCredentialType, given),
    complexes('resourceSpecificApplicationPermissions', resourceSpecificPermission, given),
    complex('samlSingleSignOnSettings', samlSingleSignOnSettings),
    complex('verifiedPublisher', verifiedPublisherType, given),
  ],
  navigations: [
    many('appManagementPolicies', 'appManagementPolicy'),
    many('appRoleAssignedTo', 'appRoleAssignment', { contained: true, expand: true }),
    many('appRoleAssignments', 'appRoleAssignment', { contained: true, expand: true }),
    many('claimsMappingPolicies', 'claimsMappingPolicy'),
    many('delegatedPermissionClassifications', 'delegatedPermissionClassification', { contained: true }),
    many('homeRealmDiscoveryPolicies', 'homeRealmDiscoveryPolicy'),
    many('memberOf', 'directoryObject', { expand: true }),
    many('oauth2PermissionGrants', 'oAuth2PermissionGrant'),
    many('ownedObjects', 'directoryObject', { expand: true }),
    many('owners', 'directoryObject', { expand: true }),
    many('tokenIssuancePolicies', 'tokenIssuancePolicy'),
    many('tokenLifetimePolicies', 'tokenLifetimePolicy'),
    many('transitiveMemberOf', 'directoryObject', { expand: true }),
  ],
};

/**
 * What Graph shows of a service principal, by its names: what the tenant decided, and what the application publishes.
 * @param application its registration, wherever its home is; undefined when that is gone.
 * @param withKeys whether certificates may be shown to those who select them.
 */
export function servicePrincipalEntity(
  stored: StoredServicePrincipal,
  application: Application | undefined,
  withKeys: boolean,
): GraphEntity {
  const { tenant: _tenant, owners: _owners, properties, createdAt, ...rest } = stored;
  // Shown by the set, which knows who asks.
  const { customSecurityAttributes: _hidden, ...own } = rest;
  return {
    ...(application && published(application)),
    ...properties,
    ...own,
    createdDateTime: new Date(createdAt).toISOString(),
    servicePrincipalNames: [...new Set([...inheritedNames(stored, application), ...own.servicePrincipalNames])],
    passwordCredentials: own.passwordCredentials.map((one) => passwordCredentialEntity(one)),
    keyCredentials: own.keyCredentials.map((one) => {
      const { key, ...others } = keyCredentialEntity(one);
      return withKeys ? { ...others, key } : others;
    }),
  };
}

/** What the application says; a home page or sign-out address of the tenant's own comes before it. */
function published(application: Application): GraphEntity {
  const { api, appRoles, description, displayName, info, isDisabled, properties = {}, signInAudience } = application;
  const { verifiedPublisher, web, spa, publicClient } = application;
  const { addedAt, ...publisher } = verifiedPublisher ?? {};
  return {
    appDescription: description,
    appDisplayName: displayName,
    applicationTemplateId: properties.applicationTemplateId,
    appOwnerOrganizationId: application.tenant,
    appRoles: appRoles.map((role) => ({ ...role, origin: 'Application' })),
    disabledByMicrosoftStatus: properties.disabledByMicrosoftStatus,
    homepage: web.homePageUrl,
    info,
    isDisabled,
    logoutUrl: web.logoutUrl,
    oauth2PermissionScopes: api.oauth2PermissionScopes,
    replyUrls: [...new Set([web, spa, publicClient].flatMap(({ redirectUris }) => redirectUris))],
    signInAudience,
    verifiedPublisher: {
      ...publisher,
      ...(addedAt !== undefined && { addedDateTime: new Date(addedAt).toISOString() }),
    },
  };
}

/** The names that every service principal of an application has. */
function inheritedNames(
  { appId }: Pick<StoredServicePrincipal, 'appId'>,
  application: Application | undefined,
): readonly string[] {
  return [appId, ...(application?.identifierUris ?? [])];
}

/** The properties that the directory keeps in places of their own; the others are kept as they are written. */
const own = ['accountEnabled', 'appRoleAssignmentRequired', 'displayName', 'servicePrincipalNames', 'tags'] as const;

/**
 * A service principal with what a body gives: null takes a property away. Names that come from the application are not kept again.
 * Credentials belong elsewhere.
 */
export function withServicePrincipalValues(
  before: StoredServicePrincipal,
  { appId: _appId, keyCredentials: _keys, customSecurityAttributes: assigned, ...values }: GraphEntity,
  application: Application | undefined,
): StoredServicePrincipal {
  const names = values.servicePrincipalNames as readonly string[] | undefined;
  const inherited = inheritedNames(before, application);
  const further = names && { servicePrincipalNames: names.filter((name) => !inherited.includes(name)) };
  const after = withValues(before, { ...values, ...further }, own);
  if (assigned === undefined) return after;
  const { customSecurityAttributes: attributes, ...rest } = after;
  const kept = assigned === null ? undefined : withSecurityAttributes(attributes, assigned as CustomSecurityAttributes);
  return { ...rest, ...(kept && { customSecurityAttributes: kept }) };
}

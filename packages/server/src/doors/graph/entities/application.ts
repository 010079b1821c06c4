import type { Application } from '@gatehouse/model';
import type { GraphEntity } from '../resource.js';
import {
  choice,
  complex,
  complexes,
  type EntityType,
  filters,
  flag,
  guid,
  guids,
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
  apiType,
  appRoleType,
  authenticationBehaviorsType,
  certificationType,
  informationalUrlType,
  lockConfigurationType,
  nativeAuthenticationType,
  optionalClaimsType,
  parentalControlSettingsType,
  publicClientType,
  requestSignatureVerificationType,
  requiredResourceAccessType,
  spaType,
  verifiedPublisherType,
  webType,
} from './application-parts.js';

const given: PropertyOptions = { writable: 'never' };
const credentials: PropertyOptions = { distinct: ['keyId'], query: { filter: ['any'] } };

/** `application` (Microsoft Graph documentation: application resource type). The logo, a stream, is not kept. */
export const applicationType: EntityType = {
  name: 'application',
  base: 'directoryObject',
  open: true,
  properties: [
    text('id', { ...given, nullable: false, query: { filter: filters.exact } }),
    instant('deletedDateTime', given),
    text('appId', { ...given, query: { filter: filters.exact } }),
    text('applicationTemplateId', given),
    text('disabledByMicrosoftStatus', given),
    text('createdByAppId', { ...given, query: { filter: filters.exact } }),
    instant('createdDateTime', { ...given, query: { filter: filters.ordered, sort: true } }),
    text('displayName', {
      required: true,
      maxLength: 256,
      query: { filter: filters.prefix, sort: true, search: true },
    }),
    text('description', { maxLength: 1024, query: { filter: filters.prefix } }),
    text('groupMembershipClaims'),
    texts('identifierUris', { query: { filter: filters.elementPrefix } }),
    flag('isDeviceOnlyAuthSupported'),
    flag('isDisabled', { query: { filter: filters.exact } }),
    flag('isFallbackPublicClient', { query: { filter: filters.exact } }),
    choice('nativeAuthenticationApisEnabled', nativeAuthenticationType),
    text('notes', { maxLength: 1024, query: { filter: filters.prefix } }),
    flag('oauth2RequirePostResponse'),
    // What older documentation calls it.
    flag('oauth2RequiredPostResponse', { secret: true }),
    text('publisherDomain', { ...given, query: { filter: filters.prefix } }),
    text('serviceManagementReference', { maxLength: 256, query: { filter: filters.prefix } }),
    text('signInAudience', { nullable: false, query: { filter: filters.prefix } }),
    texts('tags', { query: { filter: filters.elementPrefix } }),
    guid('tokenEncryptionKeyId'),
    text('samlMetadataUrl', { maxLength: 2048 }),
    text('defaultRedirectUri', { maxLength: 256 }),
    text('uniqueName', { maxLength: 128, query: { filter: filters.exact } }),
    guids('managerApplications'),
    complex('certification', certificationType, given),
    complex('optionalClaims', optionalClaimsType),
    complex('requestSignatureVerification', requestSignatureVerificationType),
    complex('servicePrincipalLockConfiguration', lockConfigurationType),
    complexes('addIns', addInType, { distinct: ['id'] }),
    complex('api', apiType),
    complexes('appRoles', appRoleType, { distinct: ['id', 'value'] }),
    complex('authenticationBehaviors', authenticationBehaviorsType, { onRequest: true }),
    complex('info', informationalUrlType),
    complexes('keyCredentials', keyCredentialType, credentials),
    complex('parentalControlSettings', parentalControlSettingsType),
    complexes('passwordCredentials', passwordCredentialType, credentials),
    complex('publicClient', publicClientType),
    complexes('requiredResourceAccess', requiredResourceAccessType, {
      distinct: ['resourceAppId'],
      query: { filter: ['any'] },
    }),
    complex('verifiedPublisher', verifiedPublisherType, given),
    complex('web', webType),
    complex('spa', spaType),
  ],
  navigations: [
    many('appManagementPolicies', 'appManagementPolicy'),
    many('extensionProperties', 'extensionProperty', { contained: true, expand: true }),
    many('federatedIdentityCredentials', 'federatedIdentityCredential', { contained: true, expand: true }),
    many('homeRealmDiscoveryPolicies', 'homeRealmDiscoveryPolicy'),
    many('owners', 'directoryObject', { expand: true }),
    many('tokenIssuancePolicies', 'tokenIssuancePolicy'),
    many('tokenLifetimePolicies', 'tokenLifetimePolicy'),
  ],
};

/**
 * What Graph shows of an application, by its names.
 * @param withKeys whether certificates may be shown to those who select them: those of one application, never of many.
 */
export function applicationEntity(application: Application, withKeys: boolean): GraphEntity {
  const {
    tenant: _tenant,
    owners: _owners,
    gatehouse: _gatehouse,
    federatedIdentityCredentials: _federated,
    properties = {},
    createdAt,
    ...own
  } = application;
  return {
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
    nativeAuthenticationApisEnabled: 'none',
    isDeviceOnlyAuthSupported: false,
    oauth2RequirePostResponse: false,
    ...properties,
    ...own,
    createdDateTime: new Date(createdAt).toISOString(),
    groupMembershipClaims: groupClaimsOf(application),
    api: apiOf(application),
    appRoles: own.appRoles.map((role) => ({ ...role, origin: 'Application' })),
    web: { ...own.web, redirectUriSettings: redirectUriSettingsOf(application) },
    optionalClaims: optionalClaimsOf(application),
    verifiedPublisher: verifiedPublisherOf(application),
    passwordCredentials: own.passwordCredentials.map((one) => passwordCredentialEntity(one)),
    keyCredentials: own.keyCredentials.map((one) => {
      const { key, ...rest } = keyCredentialEntity(one);
      return withKeys ? { ...rest, key } : rest;
    }),
  };
}

/** Null, `None` or words with commas between them; null and `None` mean the same, and are told as they were written. */
function groupClaimsOf({ groupMembershipClaims: claims, properties = {} }: Application): unknown {
  return claims.length === 0 ? (properties.groupMembershipClaims ?? null) : claims.join(',');
}

/** An absent version asks for version 1: whether it was absent is kept beside what it means. */
function apiOf({ api, properties = {} }: Application): GraphEntity {
  const written = properties.api as { readonly requestedAccessTokenVersion?: null } | undefined;
  const isAbsent = written?.requestedAccessTokenVersion === null && api.requestedAccessTokenVersion === 1;
  return isAbsent ? { ...api, requestedAccessTokenVersion: null } : api;
}

function redirectUriSettingsOf({ web }: Application): readonly GraphEntity[] {
  return web.redirectUris.map((uri) => ({
    uri,
    index: web.redirectUriSettings?.find((one) => one.uri === uri)?.index ?? null,
  }));
}

function optionalClaimsOf({ optionalClaims }: Application): GraphEntity | null {
  const kinds = Object.entries(optionalClaims);
  if (kinds.every(([, claims]) => claims.length === 0)) return null;
  return Object.fromEntries(
    kinds.map(([kind, claims]) => [kind, claims.map((claim) => ({ essential: false, source: null, ...claim }))]),
  );
}

/**
 * A publisher that a seed vouches for counts; one that was set here is only told, until there is somebody who verifies it.
 * DIVERGENCE: see docs/divergences.md.
 */
function verifiedPublisherOf({ verifiedPublisher: vouched, properties = {} }: Application): unknown {
  if (vouched === undefined) return properties.verifiedPublisher ?? {};
  const { addedAt, ...publisher } = vouched;
  return { ...publisher, addedDateTime: addedAt === undefined ? null : new Date(addedAt).toISOString() };
}

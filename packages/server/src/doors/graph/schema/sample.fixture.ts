import type { EntityType } from './entity-type.js';
import {
  binary,
  choice,
  complex,
  complexes,
  complexType,
  day,
  decimal,
  duration,
  enumType,
  filters,
  flag,
  guid,
  guids,
  instant,
  long,
  many,
  one,
  text,
  texts,
  whole,
} from './properties.js';

// Declarations in which every kind of property occurs, shaped like Graph's.

const audience = enumType('audience', 'AzureADMyOrg', 'AzureADMultipleOrgs');

const appRole = complexType('appRole', [
  guid('id', { required: true, query: { filter: filters.exact } }),
  text('value', { maxLength: 120, query: { filter: filters.exact } }),
  text('displayName', { required: true, maxLength: 100 }),
  texts('allowedMemberTypes', { required: true, query: { filter: filters.elements } }),
  text('origin', { writable: 'never' }),
]);

const keyCredential = complexType('keyCredential', [
  guid('keyId'),
  text('displayName'),
  binary('key', { maxLength: 8, onRequest: true }),
  text('createdOnce', { writable: 'create' }),
]);

const webApplication = complexType('webApplication', [
  text('homePageUrl', { nullable: false }),
  texts('redirectUris', { maxItems: 3, maxLength: 256, query: { filter: filters.elementPrefix } }),
  complex('implicitGrantSettings', complexType('implicitGrantSettings', [flag('enableIdTokenIssuance')])),
]);

const informationalUrl = complexType('informationalUrl', [
  text('supportUrl', { query: { filter: filters.prefix } }),
  text('logoUrl', { query: { field: 'logo', filter: filters.prefix } }),
]);

const passwordProfile = complexType('passwordProfile', [
  text('password', { secret: true }),
  flag('forceChangePasswordNextSignIn'),
]);

const resourceAccess = complexType('resourceAccess', [guid('id', { query: { filter: filters.exact } }), text('type')]);
const requiredResourceAccess = complexType('requiredResourceAccess', [
  text('resourceAppId', { query: { filter: filters.exact } }),
  complexes('resourceAccess', resourceAccess, { query: { filter: ['any'] } }),
]);

export const application: EntityType = {
  name: 'application',
  base: 'directoryObject',
  open: true,
  properties: [
    text('displayName', {
      required: true,
      maxLength: 256,
      query: { filter: filters.affix, sort: true, search: true },
    }),
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    text('appId', { writable: 'never', query: { filter: filters.exact } }),
    guid('templateId', { query: { filter: filters.exact } }),
    flag('accountEnabled', { query: { filter: filters.exact } }),
    flag('isFallback', { nullable: false }),
    text('uniqueName', { writable: 'create', query: { filter: filters.prefix, advanced: true, sort: true } }),
    text('notes', { onRequest: true, maxLength: 1024, query: { search: true } }),
    instant('createdDateTime', { writable: 'never', query: { filter: filters.ordered, sort: true } }),
    instant('startDateTime'),
    day('birthday', { query: { filter: filters.ordered } }),
    duration('lifetime'),
    whole('tokenVersion', { query: { filter: filters.ordered } }),
    long('size', { query: { filter: filters.ordered } }),
    decimal('score', { query: { filter: filters.ordered } }),
    binary('thumbprint', { maxLength: 4 }),
    choice('signInAudience', audience, { query: { filter: filters.exact } }),
    texts('tags', { maxLength: 10, query: { filter: filters.elementPrefix } }),
    texts('log', { repeats: true }),
    guids('clients', { query: { filter: filters.elements } }),
    complexes('appRoles', appRole, { distinct: ['id', 'value'], query: { filter: ['any'] } }),
    complexes('keyCredentials', keyCredential),
    complexes('requiredResourceAccess', requiredResourceAccess, { query: { filter: ['any'], advanced: true } }),
    complex('web', webApplication),
    complex('info', informationalUrl),
    complex('passwordProfile', passwordProfile, { secret: true, onRequest: true }),
    text('pin', { secret: true, maxLength: 8 }),
    complex('settings', complexType('settings', [], { open: true })),
  ],
  navigations: [
    many('owners', 'directoryObject', { expand: true }),
    many('appManagementPolicies', 'directoryObject'),
    many('federatedIdentityCredentials', 'federatedIdentityCredential', { contained: true }),
    one('manager', 'directoryObject', { expand: true, levels: true }),
  ],
};

export const federatedIdentityCredential: EntityType = {
  name: 'federatedIdentityCredential',
  base: 'entity',
  properties: [text('issuer', { required: true, query: { filter: filters.exact } }), texts('audiences')],
  navigations: [],
};

import {
  choice,
  complex,
  complexes,
  complexType,
  enumType,
  filters,
  flag,
  guid,
  guids,
  instant,
  text,
  texts,
  whole,
} from '../schema/index.js';

// The structured values of applications, some of which service principals have too (Microsoft Graph documentation: application resource
// type, and the pages of these types).

/** `addIn`. */
export const addInType = complexType('addIn', [
  guid('id', { required: true }),
  text('type', { required: true }),
  complexes('properties', complexType('keyValue', [text('key'), text('value')]), { repeats: true }),
]);

/** `permissionScope`. */
export const permissionScopeType = complexType('permissionScope', [
  text('adminConsentDescription'),
  text('adminConsentDisplayName'),
  guid('id', { required: true }),
  flag('isEnabled', { nullable: false }),
  text('origin'),
  text('type'),
  text('userConsentDescription'),
  text('userConsentDisplayName'),
  text('value'),
]);

/** `appRole`. */
export const appRoleType = complexType('appRole', [
  texts('allowedMemberTypes'),
  text('description'),
  text('displayName'),
  guid('id', { required: true }),
  flag('isEnabled', { nullable: false }),
  text('origin'),
  text('value'),
]);

/** `preAuthorizedApplication`. */
const preAuthorizedApplication = complexType('preAuthorizedApplication', [
  guid('appId', { required: true }),
  guids('delegatedPermissionIds'),
]);

/** `apiApplication`. */
export const apiType = complexType('apiApplication', [
  flag('acceptMappedClaims'),
  guids('knownClientApplications'),
  complexes('oauth2PermissionScopes', permissionScopeType, { distinct: ['id', 'value'] }),
  complexes('preAuthorizedApplications', preAuthorizedApplication, { distinct: ['appId'] }),
  whole('requestedAccessTokenVersion'),
]);

const redirectUris = texts('redirectUris', { query: { filter: filters.elementPrefix } });

/** `webApplication`. */
export const webType = complexType('webApplication', [
  text('homePageUrl'),
  complex(
    'implicitGrantSettings',
    complexType('implicitGrantSettings', [flag('enableAccessTokenIssuance'), flag('enableIdTokenIssuance')]),
  ),
  text('logoutUrl'),
  redirectUris,
  complexes(
    'redirectUriSettings',
    complexType('redirectUriSettings', [text('uri', { required: true }), whole('index')]),
    {
      distinct: ['uri'],
    },
  ),
]);

/** `spaApplication`. */
export const spaType = complexType('spaApplication', [redirectUris]);

/** `publicClientApplication`. */
export const publicClientType = complexType('publicClientApplication', [redirectUris]);

/** `informationalUrl`. */
export const informationalUrlType = complexType('informationalUrl', [
  text('logoUrl', { writable: 'never' }),
  text('marketingUrl'),
  text('privacyStatementUrl'),
  text('supportUrl'),
  text('termsOfServiceUrl'),
]);

const optionalClaim = complexType('optionalClaim', [
  texts('additionalProperties'),
  flag('essential', { nullable: false }),
  text('name', { required: true }),
  text('source'),
]);

/** `optionalClaims`. */
export const optionalClaimsType = complexType('optionalClaims', [
  complexes('accessToken', optionalClaim, { distinct: ['name'] }),
  complexes('idToken', optionalClaim, { distinct: ['name'] }),
  complexes('saml2Token', optionalClaim, { distinct: ['name'] }),
]);

const resourceAccess = complexType('resourceAccess', [
  guid('id', { required: true }),
  text('type', { required: true }),
]);

/** `requiredResourceAccess`. */
export const requiredResourceAccessType = complexType('requiredResourceAccess', [
  complexes('resourceAccess', resourceAccess),
  guid('resourceAppId', { required: true, query: { filter: filters.exact } }),
]);

/** `parentalControlSettings`. */
export const parentalControlSettingsType = complexType('parentalControlSettings', [
  texts('countriesBlockedForMinors'),
  text('legalAgeGroupRule'),
]);

/** `requestSignatureVerification`. */
export const requestSignatureVerificationType = complexType('requestSignatureVerification', [
  choice('allowedWeakAlgorithms', enumType('weakAlgorithms', 'rsaSha1')),
  flag('isSignedRequestRequired'),
]);

/** `servicePrincipalLockConfiguration`. */
export const lockConfigurationType = complexType('servicePrincipalLockConfiguration', [
  flag('allProperties'),
  flag('credentialsWithUsageSign'),
  flag('credentialsWithUsageVerify'),
  flag('isEnabled'),
  flag('tokenEncryptionKeyId'),
]);

/** `authenticationBehaviors`. */
export const authenticationBehaviorsType = complexType('authenticationBehaviors', [
  flag('blockAzureADGraphAccess'),
  flag('removeUnverifiedEmailClaim'),
  flag('requireClientServicePrincipal'),
]);

/** `verifiedPublisher`. */
export const verifiedPublisherType = complexType('verifiedPublisher', [
  instant('addedDateTime'),
  text('displayName'),
  text('verifiedPublisherId'),
]);

/** `certification`. */
export const certificationType = complexType('certification', [
  text('certificationDetailsUrl'),
  instant('certificationExpirationDateTime'),
  flag('isCertifiedByMicrosoft'),
  flag('isPublisherAttested'),
  instant('lastCertificationDateTime'),
]);

/** `nativeAuthenticationApisEnabled`. */
export const nativeAuthenticationType = enumType('nativeAuthenticationApisEnabled', 'none', 'all');

import type { AppId, ApplicationId, CredentialId, PermissionId, ServicePrincipalId } from '@gatehouse/model';
import { z } from 'zod';
import { readCertificate } from '../certificate.js';
import { extensionProperties, openExtensions, permissionClassifications } from './extension-definitions.js';
import { furtherApplicationProperties, furtherServicePrincipalProperties } from './further-properties.data.js';
import { extensionValuesShape, furtherShape, gatherExtensionValues } from './further-properties.js';
import { guid, instant, list, maybe, name, notYet, strict, text, unread } from './strict.js';
import { securityAttributes } from './user.js';

const uris = list(text);

const scope = strict({
  id: maybe(guid<PermissionId>()),
  value: name,
  type: maybe(z.enum(['User', 'Admin'])),
  isEnabled: maybe(z.boolean()),
  adminConsentDisplayName: maybe(text),
  adminConsentDescription: maybe(text),
  userConsentDisplayName: maybe(text),
  userConsentDescription: maybe(text),
  ...unread('origin'),
});

const appRole = strict({
  id: maybe(guid<PermissionId>()),
  value: maybe(name),
  displayName: maybe(text),
  description: maybe(text),
  isEnabled: maybe(z.boolean()),
  allowedMemberTypes: z.array(z.enum(['User', 'Application'])).max(2),
  ...unread('origin'),
});

const optionalClaim = strict({
  name,
  source: z.literal('user').nullish(),
  essential: maybe(z.boolean()),
  additionalProperties: list(text),
});

/** The digest that is kept is a fast one: only a secret that is long withstands whoever gets hold of it (ASVS 11.4.2). */
const shortestSecret = 16;
const secretText = text.min(shortestSecret, `must have at least ${shortestSecret} characters, chosen at random`);

const passwordCredential = strict({
  keyId: maybe(guid<CredentialId>()),
  displayName: maybe(text),
  startDateTime: maybe(instant),
  endDateTime: maybe(instant),
  /** Kept as a digest only. */
  secretText: maybe(secretText),
  /** How a secret begins that is not told: an export shows it. */
  hint: maybe(text),
  ...unread('customKeyIdentifier'),
});

const keyCredential = strict({
  keyId: maybe(guid<CredentialId>()),
  displayName: maybe(text),
  usage: maybe(z.enum(['Verify', 'Sign', 'Encrypt'])),
  type: maybe(z.enum(['AsymmetricX509Cert', 'X509CertAndPassword', 'Symmetric'])),
  startDateTime: maybe(instant),
  endDateTime: maybe(instant),
  certificate: z
    .string()
    .max(65_536)
    .transform((pem, context) => {
      const read = readCertificate(pem);
      if (read.kind === 'ok') return read.certificate;
      context.addIssue({ code: 'custom', message: read.reason });
      return z.NEVER;
    }),
  // The certificate says both.
  ...unread('key', 'customKeyIdentifier'),
});

/** RFC 7517 §4: what stands in a JSON Web Key is text or a list of it. */
const jwkValue = z.custom<string | boolean | readonly string[]>(
  (value) =>
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (Array.isArray(value) && value.every((item) => typeof item === 'string')),
  'must be text or a list of texts',
);

const federatedIdentityCredential = strict({
  id: maybe(guid<CredentialId>()),
  name,
  issuer: text,
  subject: text,
  audiences: z.array(text).max(20),
  description: maybe(text),
  jwks: maybe(z.strictObject({ keys: z.array(z.record(text, jwkValue)).min(1).max(100) })),
});

/** `None` and null mean none; a comma joins several, as Graph writes them. Absent leaves what is stored. */
const groupMembershipClaims = z
  .preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((one) => one.trim())
            .filter((one) => one !== 'None')
        : value,
    z.array(z.enum(['SecurityGroup', 'DirectoryRole', 'ApplicationGroup', 'All'])).nullish(),
  )
  .transform((value) => (value === null ? [] : value));

const api = strict({
  /** Graph's null asks for version 1. Absent leaves what is stored. */
  requestedAccessTokenVersion: z
    .literal([1, 2])
    .nullish()
    .transform((value) => (value === null ? 1 : value)),
  oauth2PermissionScopes: list(scope),
  preAuthorizedApplications: list(
    strict({ appId: guid<AppId>(), delegatedPermissionIds: z.array(guid<PermissionId>()) }),
  ),
  knownClientApplications: list(guid<AppId>()),
  acceptMappedClaims: maybe(z.boolean()),
});

const web = strict({
  homePageUrl: maybe(text),
  logoutUrl: maybe(text),
  redirectUris: uris,
  redirectUriSettings: list(
    strict({
      uri: name,
      index: z
        .int()
        .nullish()
        .transform((value) => value ?? null),
    }),
  ),
  implicitGrantSettings: maybe(
    strict({ enableIdTokenIssuance: maybe(z.boolean()), enableAccessTokenIssuance: maybe(z.boolean()) }),
  ),
});

const requiredResource = strict({
  resourceAppId: guid<AppId>(),
  resourceAccess: z.array(strict({ id: guid<PermissionId>(), type: z.enum(['Scope', 'Role']) })),
});

/** An application as the seed writes it: Graph's shape, with the seed's conveniences for credentials and owners. */
const applicationShape = strict({
  id: maybe(guid<ApplicationId>()),
  appId: maybe(guid<AppId>()),
  displayName: name,
  description: maybe(text),
  signInAudience: maybe(
    z.enum(['AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount']),
  ),
  isDisabled: maybe(z.boolean()),
  identifierUris: uris,
  publisherDomain: maybe(name),
  verifiedPublisher: maybe(
    strict({ displayName: maybe(name), ...unread('verifiedPublisherId', 'addedDateTime') }).transform(
      ({ displayName }) => (displayName === undefined ? undefined : { displayName }),
    ),
  ),
  isFallbackPublicClient: maybe(z.boolean()),
  web: maybe(web),
  spa: maybe(strict({ redirectUris: uris })),
  publicClient: maybe(strict({ redirectUris: uris })),
  api: maybe(api),
  appRoles: list(appRole),
  requiredResourceAccess: list(requiredResource),
  optionalClaims: maybe(
    strict({ idToken: list(optionalClaim), accessToken: list(optionalClaim), saml2Token: list(optionalClaim) }),
  ),
  groupMembershipClaims,
  info: maybe(
    strict({
      termsOfServiceUrl: maybe(text),
      privacyStatementUrl: maybe(text),
      supportUrl: maybe(text),
      marketingUrl: maybe(text),
      ...unread('logoUrl'),
    }),
  ),
  passwordCredentials: list(passwordCredential),
  keyCredentials: list(keyCredential),
  federatedIdentityCredentials: list(federatedIdentityCredential),
  /** User principal names and appIds. */
  owners: list(name),
  tags: list(text),
  ...furtherShape(furtherApplicationProperties),
  ...extensionValuesShape,
  extensions: openExtensions,
  extensionProperties,
  /** Whether the application is present in its own tenant: it is, unless this says no. */
  servicePrincipal: maybe(z.boolean()),
  gatehouse: maybe(
    strict({
      allowPasswordGrant: maybe(z.boolean()),
      requirePkce: maybe(z.boolean()),
      accessTokenSigningAlgorithm: maybe(z.enum(['RS256', 'ES256'])),
    }),
  ),
  ...unread(
    'applicationTemplateId',
    'certification',
    'createdByAppId',
    'createdDateTime',
    'disabledByMicrosoftStatus',
    'oauth2RequiredPostResponse',
    '@odata.context',
    '@odata.id',
    '@odata.type',
  ),
  ...notYet(['deletedDateTime']),
});

export const applicationSchema = z.preprocess(gatherExtensionValues, applicationShape);
export type SeedApplication = z.output<typeof applicationShape>;

/** A service principal as the seed writes it: what the tenant decides about an application. */
export const servicePrincipalSchema = strict({
  id: maybe(guid<ServicePrincipalId>()),
  appId: guid<AppId>(),
  displayName: maybe(name),
  accountEnabled: maybe(z.boolean()),
  appRoleAssignmentRequired: maybe(z.boolean()),
  servicePrincipalNames: list(name),
  tags: list(text),
  /** User principal names and appIds. */
  owners: list(name),
  passwordCredentials: list(passwordCredential),
  keyCredentials: list(keyCredential),
  ...furtherShape(furtherServicePrincipalProperties),
  customSecurityAttributes: securityAttributes,
  delegatedPermissionClassifications: permissionClassifications,
  // What the application's home says, or the service itself.
  ...unread(
    'appDescription',
    'appDisplayName',
    'appOwnerOrganizationId',
    'applicationTemplateId',
    'createdByAppId',
    'createdDateTime',
    'disabledByMicrosoftStatus',
    'appRoles',
    'info',
    'isDisabled',
    'oauth2PermissionScopes',
    'replyUrls',
    'resourceSpecificApplicationPermissions',
    'signInAudience',
    'verifiedPublisher',
    '@odata.context',
    '@odata.id',
    '@odata.type',
  ),
  ...notYet(['deletedDateTime']),
  ...notYet(['servicePrincipalType'], ['Application']),
});
export type SeedServicePrincipal = z.output<typeof servicePrincipalSchema>;

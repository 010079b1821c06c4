import type {
  AppId,
  AppRole,
  Application,
  ApplicationId,
  OptionalClaim,
  PermissionScope,
  TenantId,
  OwnerId,
} from '@gatehouse/model';
import { blankApplication } from '../../applications/new-application.js';
import { derivedId } from '../derived-id.js';
import type { SeedApplication } from '../schema/application.js';
import { furtherApplicationProperties } from '../schema/further-properties.data.js';
import { furtherOf } from '../schema/further-properties.js';
import { federatedCredentialsOf, keyCredentialsOf, passwordCredentialsOf } from './credentials-of-seed.js';
import { baseOf, type Exactness, withFurther } from './exactness.js';

/** What must be known beside the seed's own text to make an application of it. */
export interface ApplicationContext {
  readonly tenant: TenantId;
  readonly appId: AppId;
  readonly before: Application | undefined;
  readonly owners: readonly OwnerId[];
  readonly publisherDomain: string | undefined;
  readonly exact: Exactness;
  readonly now: number;
}

/** The application with every property that the seed names, and the others as they were or as a new one has them. */
export function applicationOfSeed(item: SeedApplication, context: ApplicationContext): Application {
  const blank = newApplication(item, context);
  const { properties: _properties, ...base } = baseOf(context.before, blank, context.exact, ['createdAt']);
  return {
    ...base,
    displayName: item.displayName,
    ...named(item, 'description', 'signInAudience', 'isDisabled', 'identifierUris', 'publisherDomain'),
    ...named(
      item,
      'verifiedPublisher',
      'isFallbackPublicClient',
      'requiredResourceAccess',
      'groupMembershipClaims',
      'tags',
    ),
    ...platformsOf(item, base),
    api: apiOf(item, base, context),
    ...(item.appRoles && { appRoles: item.appRoles.map((role, index) => roleOf(role, index, base, context)) }),
    optionalClaims: optionalClaimsOf(item, base),
    info: {
      ...base.info,
      ...named(item.info, 'termsOfServiceUrl', 'privacyStatementUrl', 'supportUrl', 'marketingUrl'),
    },
    ...credentialsOf(item, context),
    owners: context.owners,
    gatehouse: {
      ...base.gatehouse,
      ...named(item.gatehouse, 'allowPasswordGrant', 'requirePkce', 'accessTokenSigningAlgorithm'),
    },
    ...withFurther(context.before?.properties, furtherOf(item, table), table, context.exact),
  };
}

const table = furtherApplicationProperties;

/** Secrets keep their digests: no file tells them. */
function credentialsOf(
  item: SeedApplication,
  { appId, before, exact, now }: ApplicationContext,
): Pick<Application, 'passwordCredentials' | 'keyCredentials' | 'federatedIdentityCredentials'> {
  const at = { appId, exact, now };
  return {
    passwordCredentials: passwordCredentialsOf(item.passwordCredentials, before?.passwordCredentials ?? [], at),
    keyCredentials: keyCredentialsOf(item.keyCredentials, before?.keyCredentials ?? [], at),
    federatedIdentityCredentials: federatedCredentialsOf(
      item.federatedIdentityCredentials,
      before?.federatedIdentityCredentials ?? [],
      at,
    ),
  };
}

function platformsOf(item: SeedApplication, base: Application): Pick<Application, 'web' | 'spa' | 'publicClient'> {
  return {
    web: {
      ...base.web,
      ...named(item.web, 'homePageUrl', 'logoutUrl', 'redirectUris', 'redirectUriSettings'),
      implicitGrantSettings: {
        ...base.web.implicitGrantSettings,
        ...named(item.web?.implicitGrantSettings, 'enableIdTokenIssuance', 'enableAccessTokenIssuance'),
      },
    },
    spa: { ...base.spa, ...named(item.spa, 'redirectUris') },
    publicClient: { ...base.publicClient, ...named(item.publicClient, 'redirectUris') },
  };
}

function apiOf({ api }: SeedApplication, base: Application, context: ApplicationContext): Application['api'] {
  return {
    ...base.api,
    ...named(api, 'requestedAccessTokenVersion', 'preAuthorizedApplications', 'knownClientApplications'),
    ...named(api, 'acceptMappedClaims'),
    ...(api?.oauth2PermissionScopes && {
      oauth2PermissionScopes: api.oauth2PermissionScopes.map((scope) => scopeOf(scope, base, context)),
    }),
  };
}

function optionalClaimsOf(
  { optionalClaims: given }: SeedApplication,
  base: Application,
): Application['optionalClaims'] {
  return {
    ...base.optionalClaims,
    ...(given?.idToken && { idToken: given.idToken.map(claimOf) }),
    ...(given?.accessToken && { accessToken: given.accessToken.map(claimOf) }),
    ...(given?.saml2Token && { saml2Token: given.saml2Token.map(claimOf) }),
  };
}

type Present<Value> = { readonly [Key in keyof Value]?: Exclude<Value[Key], undefined> };

/** Those of the given properties that are there. */
function named<Value extends object, Key extends keyof Value>(
  value: Value | undefined,
  ...keys: readonly Key[]
): Present<Pick<Value, Key>> {
  const present = keys.filter((key) => value?.[key] !== undefined).map((key) => [key, value?.[key]]);
  return Object.fromEntries(present) as Present<Pick<Value, Key>>;
}

type SeedClaim = NonNullable<NonNullable<SeedApplication['optionalClaims']>['idToken']>[number];

function claimOf(claim: SeedClaim): OptionalClaim {
  return { name: claim.name, ...named(claim, 'source', 'essential', 'additionalProperties') };
}

type SeedScope = NonNullable<NonNullable<SeedApplication['api']>['oauth2PermissionScopes']>[number];
type SeedRole = NonNullable<SeedApplication['appRoles']>[number];

function scopeOf(scope: SeedScope, base: Application, { tenant, appId }: ApplicationContext): PermissionScope {
  const stored = base.api.oauth2PermissionScopes.find((one) => one.value === scope.value);
  const title = scope.adminConsentDisplayName ?? stored?.adminConsentDisplayName ?? scope.value;
  return {
    id: scope.id ?? stored?.id ?? derivedId(tenant, 'scope', `${appId} ${scope.value}`),
    value: scope.value,
    // Where nobody says that people may consent for themselves, they may not.
    type: scope.type ?? stored?.type ?? 'Admin',
    isEnabled: scope.isEnabled ?? stored?.isEnabled ?? true,
    adminConsentDisplayName: title,
    adminConsentDescription: scope.adminConsentDescription ?? stored?.adminConsentDescription ?? title,
    ...named(stored, 'userConsentDisplayName', 'userConsentDescription'),
    ...named(scope, 'userConsentDisplayName', 'userConsentDescription'),
  };
}

function roleOf(role: SeedRole, index: number, base: Application, { tenant, appId }: ApplicationContext): AppRole {
  const key = role.value ?? role.displayName ?? String(index);
  const stored = base.appRoles.find((one) =>
    role.id === undefined ? (one.value ?? one.displayName) === key : one.id === role.id,
  );
  const title = role.displayName ?? stored?.displayName ?? key;
  return {
    id: role.id ?? stored?.id ?? derivedId(tenant, 'app-role', `${appId} ${key}`),
    ...named(role, 'value'),
    displayName: title,
    description: role.description ?? stored?.description ?? title,
    isEnabled: role.isEnabled ?? stored?.isEnabled ?? true,
    allowedMemberTypes: role.allowedMemberTypes,
  };
}

function newApplication(item: SeedApplication, context: ApplicationContext): Application {
  const { tenant, appId } = context;
  return {
    id: item.id ?? derivedId<ApplicationId>(tenant, 'application', appId),
    appId,
    tenant,
    displayName: item.displayName,
    createdAt: context.now,
    ...(context.publisherDomain !== undefined && { publisherDomain: context.publisherDomain }),
    ...blankApplication,
  };
}

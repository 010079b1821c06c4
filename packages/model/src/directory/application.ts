import type { AppId, ApplicationId, CredentialId, OwnerId, PermissionId, TenantId } from '../ids/ids.js';
import type { FurtherProperties } from './further-properties.js';

/** Which accounts may sign in to an application. */
export type SignInAudience =
  | 'AzureADMyOrg'
  | 'AzureADMultipleOrgs'
  | 'AzureADandPersonalMicrosoftAccount'
  | 'PersonalMicrosoftAccount';

/** A delegated scope that a resource publishes (`oauth2PermissionScope`). */
export interface PermissionScope {
  readonly id: PermissionId;
  readonly value: string;
  /** `User`: people may consent for themselves. `Admin`: only an administrator may. */
  readonly type: 'User' | 'Admin';
  readonly isEnabled: boolean;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
  readonly userConsentDisplayName?: string;
  readonly userConsentDescription?: string;
}

/** A role that a resource publishes, given to people, groups or applications. */
export interface AppRole {
  readonly id: PermissionId;
  readonly value?: string;
  readonly displayName: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly allowedMemberTypes: readonly ('User' | 'Application')[];
}

/** What an application declares it needs of one resource. */
export interface RequiredResourceAccess {
  readonly resourceAppId: AppId;
  readonly resourceAccess: readonly { readonly id: PermissionId; readonly type: 'Scope' | 'Role' }[];
}

/** A client secret: the digest of a secret shown once. Times in milliseconds since the Unix epoch. */
export interface PasswordCredential {
  readonly keyId: CredentialId;
  readonly displayName?: string;
  readonly startAt: number;
  readonly endAt: number;
  /** The first three characters, so that a person can tell secrets apart. */
  readonly hint: string;
  /** SHA-256 of a platform-made secret, or of a seed's given one, base64url. */
  readonly digest: string;
}

/** A certificate that proves the application by signed assertions. */
export interface KeyCredential {
  readonly keyId: CredentialId;
  readonly displayName?: string;
  readonly usage: 'Verify' | 'Sign' | 'Encrypt';
  readonly type: 'AsymmetricX509Cert' | 'X509CertAndPassword' | 'Symmetric';
  readonly startAt: number;
  readonly endAt: number;
  /** The certificate, base64 of DER. */
  readonly certificate: string;
  /** base64url SHA-1 of the DER: the `x5t` header of assertions. */
  readonly thumbprintSha1: string;
  /** base64url SHA-256 of the DER: the `x5t#S256` header of assertions. */
  readonly thumbprintSha256: string;
}

/** Trust in tokens that another issuer signs for a workload. */
export interface FederatedIdentityCredential {
  readonly id: CredentialId;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly description?: string;
  /** Given in place of the issuer's own key set, for an issuer that cannot be reached. */
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

/** A claim that an application asks for beyond the default ones. */
export interface OptionalClaim {
  readonly name: string;
  readonly source?: 'user' | null;
  readonly essential?: boolean;
  readonly additionalProperties?: readonly string[];
}

/** An application registration, in its home tenant. Property names are Graph's. */
export interface Application {
  readonly id: ApplicationId;
  readonly appId: AppId;
  /** The home tenant. */
  readonly tenant: TenantId;
  readonly displayName: string;
  readonly description?: string;
  readonly signInAudience: SignInAudience;
  readonly isDisabled: boolean;
  readonly identifierUris: readonly string[];
  readonly publisherDomain?: string;
  readonly verifiedPublisher?: {
    readonly displayName: string;
    readonly verifiedPublisherId?: string;
    /** Milliseconds since the Unix epoch. */
    readonly addedAt?: number;
  };
  readonly isFallbackPublicClient: boolean;
  readonly web: {
    readonly homePageUrl?: string;
    readonly logoutUrl?: string;
    readonly redirectUris: readonly string[];
    /** The order that redirect URIs are shown in. Says nothing about where codes go. */
    readonly redirectUriSettings?: readonly { readonly uri: string; readonly index: number | null }[];
    readonly implicitGrantSettings: {
      readonly enableIdTokenIssuance: boolean;
      readonly enableAccessTokenIssuance: boolean;
    };
  };
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly publicClient: { readonly redirectUris: readonly string[] };
  readonly api: {
    readonly requestedAccessTokenVersion: 1 | 2;
    readonly oauth2PermissionScopes: readonly PermissionScope[];
    readonly preAuthorizedApplications: readonly {
      readonly appId: AppId;
      readonly delegatedPermissionIds: readonly PermissionId[];
    }[];
    readonly knownClientApplications: readonly AppId[];
    readonly acceptMappedClaims: boolean;
  };
  readonly appRoles: readonly AppRole[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly optionalClaims: {
    readonly idToken: readonly OptionalClaim[];
    readonly accessToken: readonly OptionalClaim[];
    readonly saml2Token: readonly OptionalClaim[];
  };
  readonly groupMembershipClaims: readonly ('SecurityGroup' | 'DirectoryRole' | 'ApplicationGroup' | 'All')[];
  readonly info: {
    readonly termsOfServiceUrl?: string;
    readonly privacyStatementUrl?: string;
    readonly supportUrl?: string;
    readonly marketingUrl?: string;
  };
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly federatedIdentityCredentials: readonly FederatedIdentityCredential[];
  readonly owners: readonly OwnerId[];
  readonly tags: readonly string[];
  readonly properties?: FurtherProperties;
  /** Ours: settings Graph has no property for. */
  readonly gatehouse: {
    /** ROPC: effective only where the tenant allows it too. */
    readonly allowPasswordGrant: boolean;
    /** Refuses authorization requests without PKCE; on by default for new applications. */
    readonly requirePkce: boolean;
    /** The algorithm that signs access tokens for this application as a resource. */
    readonly accessTokenSigningAlgorithm: 'RS256' | 'ES256';
  };
  readonly createdAt: number;
}

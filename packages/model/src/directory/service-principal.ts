import type { AppId, OwnerId, PermissionId, ServicePrincipalId, TenantId, UserId } from '../ids/ids.js';
import type { CustomSecurityAttributes, FurtherProperties } from './further-properties.js';
import type { AppRole, KeyCredential, PasswordCredential, PermissionScope } from './application.js';

/** An application's presence in one tenant: what that tenant decides about it. */
export interface ServicePrincipal {
  readonly id: ServicePrincipalId;
  readonly tenant: TenantId;
  readonly appId: AppId;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly appRoleAssignmentRequired: boolean;
  readonly servicePrincipalType: 'Application' | 'ManagedIdentity' | 'Legacy' | 'SocialIdp';
  /** Names by which a token may be asked for this resource: application ID URIs and the app id. */
  readonly servicePrincipalNames: readonly string[];
  readonly appOwnerOrganizationId?: TenantId;
  readonly oauth2PermissionScopes: readonly PermissionScope[];
  readonly appRoles: readonly AppRole[];
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly owners: readonly OwnerId[];
  readonly tags: readonly string[];
  readonly customSecurityAttributes?: CustomSecurityAttributes;
  readonly properties?: FurtherProperties;
  readonly createdAt: number;
}

/** Delegated permissions granted to a client for one resource (`oAuth2PermissionGrant`). */
export interface PermissionGrant {
  readonly id: string;
  readonly clientId: ServicePrincipalId;
  readonly resourceId: ServicePrincipalId;
  readonly consentType: 'AllPrincipals' | 'Principal';
  /** Set exactly when `consentType` is `Principal`. */
  readonly principalId?: UserId;
  /** Scope values, in the order granted. */
  readonly scopes: readonly string[];
}

/** The role id of a plain assignment to an application without roles. */
export const defaultAccessRoleId = '00000000-0000-0000-0000-000000000000' as PermissionId;

/** An app role given to a user, a group or a service principal. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal';
  readonly resourceId: ServicePrincipalId;
  readonly appRoleId: PermissionId;
  readonly createdAt: number;
}

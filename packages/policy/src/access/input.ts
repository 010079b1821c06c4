import type {
  AppId,
  Application,
  Fact,
  GroupId,
  PermissionId,
  PermissionScope,
  ServicePrincipal,
  ServicePrincipalId,
  TenantId,
  UserId,
} from '@gatehouse/model';

/** How a person proved who they are, and when. `at` in milliseconds since the epoch. */
export interface Authentication {
  /** Authentication method references (RFC 8176): `pwd`, `mfa`, `fido` … */
  readonly methods: readonly string[];
  readonly at: number;
}

/** The protocol step that asks. */
export type AttemptKind =
  | 'session'
  | 'authorization_request'
  | 'authorization_code'
  | 'refresh_token'
  | 'client_credentials'
  | 'device_code'
  | 'on_behalf_of'
  | 'password';

/** What an attempt is for: the platform itself (a session), or one resource's API, or sign-in only (an ID token). */
export type Target =
  | { readonly kind: 'platform' }
  | { readonly kind: 'sign_in_only' }
  | { readonly kind: 'resource'; readonly name: string; readonly servicePrincipal: Fact<ResourceFacts> };

/** The part of a resource's service principal that decisions and claims read. */
export type ResourceFacts = Pick<
  ServicePrincipal,
  | 'id'
  | 'appId'
  | 'displayName'
  | 'accountEnabled'
  | 'appRoleAssignmentRequired'
  | 'oauth2PermissionScopes'
  | 'appRoles'
> & {
  readonly accessTokenVersion: 1 | 2;
  /** Clients that need no consent, with the scopes they need none for. */
  readonly preAuthorized: readonly { readonly appId: AppId; readonly permissionIds: readonly PermissionId[] }[];
};

/** Delegated permissions that a registration requires of one resource, as the resource publishes them. */
export interface RequiredScopes {
  readonly resourceId: ServicePrincipalId;
  readonly resourceAppId: AppId;
  readonly scopes: readonly (Pick<PermissionScope, 'value' | 'type'> & {
    /** The resource wants no consent of this client for it. */
    readonly preAuthorized: boolean;
  })[];
}

/** The part of a client that decisions read. */
export type ClientFacts = Pick<Application, 'appId' | 'displayName' | 'signInAudience' | 'isDisabled' | 'appRoles'> & {
  readonly homeTenant: TenantId;
  /** The delegated permissions that its registration requires, of the resources that the tenant has. */
  readonly requiredScopes: readonly RequiredScopes[];
  /** Its presence in the tenant, or null when it has none there. */
  readonly servicePrincipal: {
    readonly id: ServicePrincipalId;
    readonly accountEnabled: boolean;
    readonly appRoleAssignmentRequired: boolean;
  } | null;
};

/** The person on whose behalf the client asks. */
export interface UserFacts {
  readonly id: UserId;
  readonly userPrincipalName: string;
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  /** Authentications before it are not honoured. Milliseconds since the epoch. */
  readonly sessionsValidFrom: number;
  readonly groups: readonly GroupId[];
}

/**
 * Who asks: a person, nobody yet, or the client itself. `authentication` is unknown where nobody can tell how the
 * person signed in.
 */
export type PrincipalFacts =
  | { readonly kind: 'user'; readonly user: Fact<UserFacts>; readonly authentication: Fact<Authentication> }
  /** No one is signed in yet. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'application' };

/** A delegated grant as the decision reads it. */
export interface GrantFacts {
  readonly resourceId: ServicePrincipalId;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly scopes: readonly string[];
}

/**
 * Everything one access decision reads, serialisable as JSON (law PURE-POLICY): the same input gives the same answer later.
 * Times are milliseconds since the epoch; `at` is the present.
 */
export interface AccessInput {
  readonly at: number;
  readonly attempt: AttemptKind;
  readonly tenant: TenantId;
  /** How the authority was spelled, since some spellings exclude some applications. */
  readonly authority: 'tenant' | 'common' | 'organizations' | 'consumers';
  /** The client application; null for a session, which belongs to the platform itself. */
  readonly client: Fact<ClientFacts> | null;
  readonly principal: PrincipalFacts;
  readonly target: Target;
  readonly request: {
    /** Scope values asked of the target (short names), `.default` expanded by `usesDefault`. */
    readonly scopes: readonly string[];
    readonly usesDefault: boolean;
    /** OpenID scopes asked for. */
    readonly openIdScopes: readonly string[];
    /** The person must have authenticated at or after this instant (max_age, prompt=login). */
    readonly authenticatedSince: number | null;
    /** prompt=consent: ask even when everything is granted. */
    readonly forceConsent: boolean;
  };
  /** The client's delegated grants in this tenant that count for this person. */
  readonly grants: Fact<readonly GrantFacts[]>;
  /** App roles the principal holds, by role id: assigned directly, or to a group the person is a direct member of. */
  readonly assignments: {
    /** On the client application itself; for people only. */
    readonly client: Fact<readonly PermissionId[]>;
    /** On the target resource. */
    readonly target: Fact<readonly PermissionId[]>;
  };
  readonly network: { readonly address: Fact<string>; readonly userAgent: Fact<string> };
}

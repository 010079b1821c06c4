import type { DirectorySettings } from '@gatehouse/policy';
import type { Actor } from '../platform/store/index.js';
import type { ConfigurationKind } from './documents/configuration-kinds.data.js';
import type { StoredDocument } from './documents/repository.js';
import type { Author, DirectoryOperation } from './operation.js';
import type {
  AppId,
  Application,
  AppRoleAssignment,
  GroupId,
  PermissionGrant,
  ServicePrincipal,
  ServicePrincipalId,
  Tenant,
  TenantId,
  User,
  UserId,
} from '@gatehouse/model';

/** One tenant's applications, grants and settings, compiled, immutable, shared by every request until the journal says it changed. */
export interface TenantConfiguration {
  readonly tenant: Tenant;
  /** The journal sequence this was compiled from. */
  readonly sequence: number;
  /** The service principal of an application in this tenant. */
  servicePrincipal(appId: AppId): ServicePrincipal | undefined;
  servicePrincipalById(id: ServicePrincipalId): ServicePrincipal | undefined;
  /** The resource that a scope names: by application ID URI (exact), service principal name or app id. */
  resource(name: string): ServicePrincipal | undefined;
  /** The tenant-wide (`AllPrincipals`) grants of a client. */
  tenantWideGrants(client: ServicePrincipalId): readonly PermissionGrant[];
  /** Assignments of a service principal or a group, by principal id. */
  assignmentsOf(principalId: string): readonly AppRoleAssignment[];
  /** Applications whose home is this tenant. */
  ownApplication(appId: AppId): Application | undefined;
  ownApplications(): readonly Application[];
  /** Applications that this tenant knows: those whose home it is, and those of other tenants that have a service principal here. */
  knownApplication(appId: AppId): Application | undefined;
  knownApplications(): readonly Application[];
  servicePrincipals(): readonly ServicePrincipal[];
  /** Directory roles of a group or a service principal. */
  rolesHeldBy(principalId: string): readonly HeldRole[];
  /** The tenant's documents of a kind that is held at hand, in the order in which they were made. */
  documents(kind: ConfigurationKind): readonly StoredDocument[];
  /** What the tenant says about everybody, and the roles it made. */
  readonly directorySettings: DirectorySettings;
}

/** What is known of one user beside the account itself; loaded together, cached, dropped when the journal names the user. */
export interface UserStanding {
  readonly user: User;
  /** Groups the user is in, nested membership included; every id once, cycles end. */
  readonly transitiveGroups: ReadonlySet<GroupId>;
  /** Those of them that are security groups. */
  readonly securityGroups: ReadonlySet<GroupId>;
  readonly directGroups: ReadonlySet<GroupId>;
  /** Grants the user gave for himself (`Principal`). */
  readonly grants: readonly PermissionGrant[];
  /** Assignments given to the user directly. */
  readonly assignments: readonly AppRoleAssignment[];
  /** Directory roles of the user, and of the role-assignable groups the user is in. */
  readonly roleAssignments: readonly HeldRole[];
}

/** A directory role that somebody holds. `directoryScopeId`: '/' for the whole tenant, '/administrativeUnits/{id}' or '/{object id}'. */
export interface HeldRole {
  readonly roleDefinitionId: string;
  readonly directoryScopeId: string;
}

/** What a person granted an application for himself. */
export interface Consent {
  readonly client: AppId;
  readonly principalId: UserId;
  /** OpenID scopes belong to no API; they are kept with Microsoft Graph (Microsoft identity platform documentation: permissions and consent). */
  readonly openIdScopes: readonly string[];
  readonly resources: readonly { readonly id: ServicePrincipalId; readonly scopes: readonly string[] }[];
}

/** Who and what: the only reader and writer of people, groups, applications and grants. */
export interface Directory {
  /** By tenant GUID or verified domain name, in any letter case. */
  resolveTenant(name: string): Promise<Tenant | undefined>;
  tenantIds(): Promise<readonly TenantId[]>;
  /** The tenant whose verified domain the user name ends in; the consumers tenant when no organisation owns the domain. */
  tenantOfUserName(userName: string): Promise<TenantId>;
  configuration(tenant: TenantId): Promise<TenantConfiguration | undefined>;
  /** An application registration, wherever its home is. */
  application(appId: AppId): Promise<Application | undefined>;
  userById(tenant: TenantId, id: UserId): Promise<UserStanding | undefined>;
  /** By user principal name or mail address, in any letter case. */
  userByName(tenant: TenantId, userName: string): Promise<UserStanding | undefined>;
  /** A page of users ordered by id, for the Graph door. `after` is the last id of the page before. */
  listUsers(tenant: TenantId, page: { readonly top: number; readonly after?: UserId }): Promise<readonly User[]>;
  /**
   * Writes down what a person granted, all of it or nothing. The client gets a service principal in the tenant if it has none;
   * scopes that were granted before are kept, once each.
   */
  recordConsent(tenant: TenantId, consent: Consent, actor: Actor): Promise<void>;
  /**
   * Performs one operation in one transaction: all of it, its journal entries included, or nothing. What an operation refuses, with a
   * value of kind `refused`, leaves nothing behind.
   */
  perform<Outcome>(tenant: TenantId, by: Author, operation: DirectoryOperation<Outcome>): Promise<Outcome>;
  close(): void;
}

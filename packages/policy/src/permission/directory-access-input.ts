import { type Fact, known, type RoleAssignment, type RoleDefinition, unknown } from '@gatehouse/model';

/** Everything that a decision about a call of the directory rests on: one value that can be stored, and decided again later. */
export interface DirectoryAccessInput {
  readonly caller: DirectoryCaller;
  readonly operation: DirectoryOperation;
  readonly target: DirectoryTarget;
  readonly settings: DirectorySettings;
}

/** A directory role that the caller holds, itself or through a group, and where. */
export type HeldRole = Pick<RoleAssignment, 'roleDefinitionId' | 'directoryScopeId'>;

/** Who calls, as the token says and the directory knows: a person through an application, or an application on its own. */
export type DirectoryCaller =
  | {
      readonly kind: 'delegated';
      readonly scopes: readonly string[];
      readonly userType: 'Member' | 'Guest';
      readonly roleAssignments: readonly HeldRole[];
    }
  | { readonly kind: 'app'; readonly roles: readonly string[]; readonly roleAssignments: readonly HeldRole[] };

/** One permission that is enough, or several that are needed together. */
export type PermissionAlternative = string | readonly string[];

/** One directory action that is needed, or several of which any will do. */
export type ActionNeed = string | readonly string[];

/** What a call needs, whoever makes it; plain data. */
export interface DirectoryOperation {
  /** From least to most privileged. An empty list closes that way. */
  readonly permissions: {
    readonly delegated: readonly PermissionAlternative[];
    readonly application: readonly PermissionAlternative[];
  };
  /** Delegated permissions that reach nothing but the person's own object, such as `User.Read`. */
  readonly ownOnly?: readonly string[];
  /** Application permissions that reach only objects that the application owns, or makes: `Application.ReadWrite.OwnedBy`. */
  readonly ownedOnly?: readonly string[];
  /** Permissions that reach only a part, and its name: `{ 'User.ReadBasic.All': 'basic', 'User-Mail.ReadWrite.All': 'mail' }`. */
  readonly partOnly?: Readonly<Record<string, string>>;
  /** The directory actions, all of which are needed: `['microsoft.directory/users/basic/update']`. */
  readonly actions: readonly [ActionNeed, ...ActionNeed[]];
  /**
   * True when the request changes a sensitive property of a user by `users/basic/update`: `businessPhones`, `mobilePhone`,
   * `onPremisesImmutableId`, `otherMails` (Microsoft Graph documentation: who can perform sensitive actions).
   */
  readonly sensitive?: true;
}

/** What is acted upon. Facts that nobody looked up are unknown, and help nobody. */
export type DirectoryTarget =
  /** A whole collection, or what the tenant has one of: nothing narrower than the tenant. */
  | { readonly kind: 'tenant' }
  /** An object that the call makes. */
  | {
      readonly kind: 'new';
      /** The administrative units in which it is made. */
      readonly unitIds: Fact<readonly string[]>;
      readonly isRoleAssignableGroup: Fact<boolean>;
    }
  /** One object that there is, named by the call. */
  | ({ readonly kind: 'object' } & { readonly [Name in keyof ObjectValues]: Fact<ObjectValues[Name]> });

/** What there is to know of an object that is acted upon. */
export interface ObjectValues {
  /** Whether it is the very person, or service principal, that calls. */
  readonly isSelf: boolean;
  readonly isOwnedByCaller: boolean;
  /** The administrative units of which it is a direct member. */
  readonly unitIds: readonly string[];
  /** The object ids by which an object-scoped role reaches it: its own. */
  readonly scopeIds: readonly string[];
  /** The directory roles that a user holds, itself or through a group, in any scope; for other objects nobody asks. */
  readonly roleIds: readonly string[];
  /** Whether a user is a member or an owner of a group that roles can be given to. */
  readonly inRoleAssignableGroup: boolean;
  readonly isRoleAssignableGroup: boolean;
}

/** What the tenant says about everybody (Microsoft Graph documentation: authorizationPolicy), and the roles it made. */
export interface DirectorySettings {
  readonly guestUserRoleId: string;
  readonly allowInvitesFrom: 'none' | 'adminsAndGuestInviters' | 'adminsGuestInvitersAndAllMembers' | 'everyone';
  readonly defaultUserRolePermissions: {
    readonly allowedToCreateApps: boolean;
    readonly allowedToCreateSecurityGroups: boolean;
    readonly allowedToCreateTenants: boolean;
    readonly allowedToReadOtherUsers: boolean;
  };
  readonly customRoles: readonly RoleDefinition[];
}

/**
 * An object as a target: what is given is known, all else is unknown.
 * @example objectTarget({ isSelf: true, scopeIds: [user.id] })
 */
export function objectTarget(values: Partial<ObjectValues>): Extract<DirectoryTarget, { kind: 'object' }> {
  const fact = <Value>(value: Value | undefined): Fact<Value> =>
    value === undefined ? unknown('not looked up') : known(value);
  return {
    kind: 'object',
    isSelf: fact(values.isSelf),
    isOwnedByCaller: fact(values.isOwnedByCaller),
    unitIds: fact(values.unitIds),
    scopeIds: fact(values.scopeIds),
    roleIds: fact(values.roleIds),
    inRoleAssignableGroup: fact(values.inRoleAssignableGroup),
    isRoleAssignableGroup: fact(values.isRoleAssignableGroup),
  };
}

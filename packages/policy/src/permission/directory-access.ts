/** Whence the authority for an action came. */
export type Authority =
  /** The application's own permissions. */
  | { readonly kind: 'permission' }
  /** What everybody may do. */
  | { readonly kind: 'default' }
  /** It is the caller's own object. */
  | { readonly kind: 'self' }
  /** The caller owns the object. */
  | { readonly kind: 'owner' }
  /** A directory role, and where it was given. */
  | { readonly kind: 'role'; readonly roleDefinitionId: string; readonly directoryScopeId: string };

/** How much less than everything is reached. */
export interface Narrowing {
  /** The only parts, by the operation's names, that the permissions reach together; null when they reach everything. */
  readonly parts: readonly string[] | null;
  /** The person sees no more than what guests see of others, or nothing that identifies anybody. */
  readonly limited: boolean;
}

/** Why not. */
export type DirectoryDenial =
  /** No permission will ever do for people, or for applications. */
  | 'not_for_users'
  | 'not_for_apps'
  | 'permission_missing'
  /** No role, ownership or default gives the action on this object. */
  | 'role_missing'
  /** A role gives the action, but not on somebody with that authority. */
  | 'protected_administrator'
  /** The action is given on groups, but not on those that roles can be given to. */
  | 'protected_group'
  /** The tenant lets nobody invite guests. */
  | 'invitations_closed';

/**
 * What a caller may do. `by`: the permissions that counted, least privileged first; none when a role of the application did it all.
 * `alone`: without them there would be less. `least`: the least privileged permissions that would do; `actions`: the needs
 * that nothing gives. A hidden object is one that the caller may not know of: the answer is the same as when there is none.
 */
export type DirectoryAccess =
  | {
      readonly kind: 'allowed';
      readonly by: readonly string[];
      readonly alone: boolean;
      readonly through: readonly Authority[];
      readonly narrowed: Narrowing | null;
      /** The new object's first owner is the caller. */
      readonly createsAsOwner: boolean;
    }
  | {
      readonly kind: 'denied';
      readonly why: DirectoryDenial;
      readonly least: readonly string[];
      readonly actions: readonly (readonly string[])[];
    }
  | { readonly kind: 'hidden' };

/** Who calls, as their token says: a person through an app with scopes, or an app with roles. */
export type PermissionHolder =
  | { readonly kind: 'user'; readonly scopes: ReadonlySet<string>; readonly userType: 'Member' | 'Guest' }
  | { readonly kind: 'app'; readonly roles: ReadonlySet<string> };

/** The permissions that allow one operation, from least to most privileged; an empty list closes that way. */
export interface OperationPermissions {
  readonly delegated: readonly string[];
  readonly application: readonly string[];
  /** False where a guest may not do it whatever the app was granted: scopes never exceed the person. */
  readonly guests: boolean;
  /** Those of `delegated` that reach nothing but the person's own object. */
  readonly ownOnly?: readonly string[];
}

/**
 * What a holder may do. `by` is the permission that counted, `alone` when the holder has no other that would do; `least` is the
 * least privileged one that would do, where any would.
 */
export type PermissionDecision =
  | { readonly kind: 'allowed'; readonly by: string; readonly alone: boolean }
  | {
      readonly kind: 'denied';
      readonly why: 'permission_missing' | 'not_for_guests' | 'not_for_apps' | 'not_for_users';
      readonly least?: string;
    };

/**
 * Decides whether a holder may do an operation, and by which of the permissions held: the least privileged one counts.
 * @param own whether the operation is about the very person who calls.
 */
export function decidePermission(
  holder: PermissionHolder,
  permissions: OperationPermissions,
  own = false,
): PermissionDecision {
  const { delegated, application, guests, ownOnly = [] } = permissions;
  const ways = holder.kind === 'user' ? delegated.filter((one) => own || !ownOnly.includes(one)) : application;
  const [least] = ways;
  if (least === undefined) return { kind: 'denied', why: holder.kind === 'user' ? 'not_for_users' : 'not_for_apps' };
  const held = holder.kind === 'user' ? holder.scopes : holder.roles;
  const [by, ...others] = ways.filter((permission) => held.has(permission));
  if (by === undefined) return { kind: 'denied', why: 'permission_missing', least };
  // What is about themselves guests may do like anybody.
  if (holder.kind === 'user' && holder.userType === 'Guest' && !guests && !own) {
    return { kind: 'denied', why: 'not_for_guests' };
  }
  return { kind: 'allowed', by, alone: others.length === 0 };
}

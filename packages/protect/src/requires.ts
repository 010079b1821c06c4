/** What one operation asks of its caller. Names are those of the token: short scope names, role values. */
export interface RequirementOptions {
  /** A signed-in user's token must hold at least one of these scopes. */
  readonly anyScope?: readonly string[];
  /** A signed-in user's token must hold all of these scopes. */
  readonly allScopes?: readonly string[];
  /** An application without a user must hold at least one of these roles (application permissions). */
  readonly anyRole?: readonly string[];
  /** An application without a user must hold all of these roles. */
  readonly allRoles?: readonly string[];
  /** Beside the scope, the signed-in user must be assigned at least one of these roles. */
  readonly anyUserRole?: readonly string[];
  /** Beside the scope, the signed-in user must be assigned all of these roles. */
  readonly allUserRoles?: readonly string[];
  /** States whether applications without a user may call; must agree with whether roles for them are named. */
  readonly appOnly?: 'allow' | 'deny';
  /** The authentication context (`c1` to `c99`) that the sign-in must have satisfied; otherwise a claims challenge. */
  readonly authenticationContext?: string;
}

/** At least one of `any`, when it is not empty, and all of `all`. */
export interface NamesWanted {
  readonly any: readonly string[];
  readonly all: readonly string[];
}

/** A checked requirement, made by {@link requires}. A kind of caller that it does not speak of is refused. */
export interface Requirement {
  readonly delegated?: { readonly scopes: NamesWanted; readonly userRoles: NamesWanted };
  readonly appOnly?: { readonly roles: NamesWanted };
  readonly authenticationContext?: string;
}

/**
 * States what an operation asks of its caller. Users and applications are separate doors: scopes open the one, roles the
 * other, and what is not named stays closed.
 *
 * @example
 * ```ts
 * const readTasks = requires({ anyScope: ['Tasks.Read', 'Tasks.ReadWrite'], anyRole: ['Tasks.Read.All'] });
 * ```
 * @throws TypeError when neither scopes nor roles are named, when a name could never stand in a token, or when the options
 * contradict each other.
 */
export function requires(options: RequirementOptions): Requirement {
  const scopes = namesWanted(options, 'anyScope', 'allScopes');
  const roles = namesWanted(options, 'anyRole', 'allRoles');
  const userRoles = namesWanted(options, 'anyUserRole', 'allUserRoles');
  if (scopes === undefined && roles === undefined) throw new TypeError('a requirement names scopes, roles or both');
  if (userRoles !== undefined && scopes === undefined)
    throw new TypeError('roles of users are asked for beside a scope');
  if (options.appOnly === 'allow' && roles === undefined) {
    throw new TypeError('`appOnly: allow` needs a role: an application without any permission is not let in');
  }
  if (options.appOnly === 'deny' && roles !== undefined) {
    throw new TypeError(
      '`anyRole` and `allRoles` are for applications; the roles of users are `anyUserRole`, `allUserRoles`',
    );
  }
  const context = options.authenticationContext;
  if (context !== undefined && !/^c[1-9][0-9]?$/.test(context)) {
    throw new TypeError(`authentication context \`${context}\` is not one of c1 to c99`);
  }
  return {
    ...(scopes === undefined ? {} : { delegated: { scopes, userRoles: userRoles ?? { any: [], all: [] } } }),
    ...(roles === undefined ? {} : { appOnly: { roles } }),
    ...(context === undefined ? {} : { authenticationContext: context }),
  };
}

type ListName = 'anyScope' | 'allScopes' | 'anyRole' | 'allRoles' | 'anyUserRole' | 'allUserRoles';

// RFC 6749 §3.3, scope-token; roles follow the same rule
const tokenName = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

function namesWanted(options: RequirementOptions, any: ListName, all: ListName): NamesWanted | undefined {
  const lists = { any: options[any], all: options[all] };
  if (lists.any === undefined && lists.all === undefined) return undefined;
  for (const [option, list] of [
    [any, lists.any],
    [all, lists.all],
  ] as const) {
    if (list === undefined) continue;
    if (list.length === 0) throw new TypeError(`\`${option}\` is empty`);
    const odd = list.find((name) => !tokenName.test(name));
    if (odd !== undefined) throw new TypeError(`\`${odd}\` in \`${option}\` cannot be the name of a scope or role`);
  }
  return { any: [...(lists.any ?? [])], all: [...(lists.all ?? [])] };
}

import type { AppId, ErrorCode } from '@gatehouse/model';

/** Which rule spoke, and on which facts. Kept in the sign-in record, never shown to the caller. */
export interface Reason {
  readonly rule: string;
  readonly detail: string;
}

/** What the person must do before the gate can say yes. */
export type Requirement =
  | { readonly kind: 'authenticate'; readonly why: 'no_session' | 'too_old' | 'revoked' }
  | {
      readonly kind: 'consent';
      /** Scope values of the target to be granted, OpenID scopes included. */
      readonly scopes: readonly string[];
      /** With `.default`: what the registration requires of other resources, to be granted with it. */
      readonly elsewhere: readonly { readonly resource: AppId; readonly scopes: readonly string[] }[];
      /** True when at least one of them may be granted by an administrator only. */
      readonly administratorOnly: boolean;
    };

/** What was decided to be given. */
export interface Grant {
  /** Delegated scope values of the target resource, for `scp`. Empty for application tokens. */
  readonly scopes: readonly string[];
  readonly openIdScopes: readonly string[];
  /** App role values of the target resource, for `roles`. */
  readonly roles: readonly string[];
  /** App role values that the person holds on the client application, for `roles` of the ID token. */
  readonly clientRoles: readonly string[];
}

/** The answer to one access question. */
export type Decision =
  | { readonly kind: 'admit'; readonly grant: Grant; readonly reasons: readonly Reason[] }
  | {
      readonly kind: 'require';
      readonly requirement: Requirement;
      readonly error: ErrorCode;
      readonly reasons: readonly Reason[];
    }
  | { readonly kind: 'refuse'; readonly error: ErrorCode; readonly reasons: readonly Reason[] };

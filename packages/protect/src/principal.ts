/** Version of an access token: `1.0` or `2.0` of the Microsoft identity platform (claim `ver`). */
export type TokenVersion = '1.0' | '2.0';

/** The claims of a verified token. Without a prototype and deeply frozen: it is kept in a cache and seen by every request. */
export type Claims = Readonly<Record<string, unknown>>;

/** What every verified access token tells about its caller. Store users and permissions under `tid` and `oid` together. */
export interface Caller {
  /** Object id of the user, or of the application's service principal, in the tenant. */
  readonly oid: string;
  /** The tenant that issued the token: a lower-case GUID. */
  readonly tid: string;
  /** For a user pairwise, different for each API; for an application the same as `oid`. */
  readonly sub: string;
  /** Client id of the application that makes the call (`azp`; `appid` in version 1). */
  readonly appId: string;
  /** Roles of the user, or application permissions of the application, at this API. */
  readonly roles: ReadonlySet<string>;
  readonly version: TokenVersion;
  readonly issuer: string;
  readonly audience: string;
  /** What the client can handle (`xms_cc`), in lower case; `cp1` stands for claims challenges. */
  readonly capabilities: ReadonlySet<string>;
  /** Authentication contexts that the sign-in satisfied (`acrs`). */
  readonly acrs: ReadonlySet<string>;
  /** Unique id of the token. */
  readonly uti?: string | undefined;
  /** Id of the sign-in session. */
  readonly sid?: string | undefined;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Unix seconds. */
  readonly notBefore?: number | undefined;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly claims: Claims;
}

/** An application that calls for a signed-in user (delegated access). */
export interface UserPrincipal extends Caller {
  readonly kind: 'user';
  /** Delegated permissions (`scp`), short names. */
  readonly scopes: ReadonlySet<string>;
  /** For display only: can change, and can be the same for two people. */
  readonly name?: string | undefined;
  /** For display only: can change hands. */
  readonly username?: string | undefined;
}

/** An application that calls for itself (app-only access). */
export interface AppPrincipal extends Caller {
  readonly kind: 'app';
}

/** Who calls, as proved by a verified access token. */
export type Principal = UserPrincipal | AppPrincipal;

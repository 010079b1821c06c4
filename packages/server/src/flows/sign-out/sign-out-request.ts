import type { AppId, TenantId } from '@gatehouse/model';

/** A request to sign out, in the words of no protocol: doors parse theirs into it. */
export interface SignOutRequest {
  /** The tenant that the authority names; null for `common` and its kin. */
  readonly tenant: TenantId | null;
  /** An ID token that we issued, which proves that an application of the session asks. */
  readonly idTokenHint: string | null;
  /** The opaque `login_hint` claim, or a user name. */
  readonly logoutHint: string | null;
  readonly client: AppId | null;
  readonly postLogoutRedirectUri: string | null;
  /** Given back to the application. */
  readonly state: string | null;
}

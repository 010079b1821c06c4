import type { AppId, TenantId } from '@gatehouse/model';
import type { AccessInput, AccountWishes } from '@gatehouse/policy';

/** What an application asks for on the person's behalf: the API of one resource, or sign-in alone. */
export type SignInTarget =
  | { readonly kind: 'sign_in_only' }
  | {
      readonly kind: 'resource';
      /** As the client wrote it. */
      readonly name: string;
      /** Short scope values. */
      readonly scopes: readonly string[];
      readonly usesDefault: boolean;
    };

/** A request to sign a person in, in the words of no protocol: doors parse theirs into it. Plain data, kept sealed in the pages. */
export interface SignInRequest {
  readonly attempt: 'authorization_request' | 'device_code';
  readonly authority: AccessInput['authority'];
  /** The tenant that the authority names; null for `common` and its kin. */
  readonly tenant: TenantId | null;
  readonly client: AppId;
  /** At least one. The first is what tokens are for; the others are asked for so that the person can consent to all at once. */
  readonly targets: readonly [SignInTarget, ...SignInTarget[]];
  readonly openIdScopes: readonly string[];
  /** prompt=none: never a page. */
  readonly silent: boolean;
  /** prompt=login: a session is not enough. */
  readonly reauthenticate: boolean;
  /** prompt=select_account. */
  readonly chooseAccount: boolean;
  /** prompt=consent. */
  readonly forceConsent: boolean;
  /** Seconds since the last authentication that are accepted; null for any. */
  readonly maxAge: number | null;
  readonly loginHint: string | null;
  readonly domain: AccountWishes['domain'];
  /** `sid`. */
  readonly session: string | null;
  /** The person must confirm that the sign-in on another device is theirs; where that device asked from, if known. */
  readonly confirmDevice: { readonly origin: string | null } | null;
  /** Where the pages' forms may end up: the redirect URI, for the Content Security Policy. */
  readonly leadsTo: string | null;
  /** BCP 47 tag of `ui_locales`; null to follow the browser. */
  readonly language: string | null;
}

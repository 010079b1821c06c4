import { consumersTenantId, parseGuid, type SessionId, type TenantId, type UserId } from '@gatehouse/model';
import type { AccessInput } from '../access/input.js';

/** An account that is signed in to in the browser. */
export interface AccountFacts {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly userName: string;
  readonly mail: string | null;
  readonly session: SessionId;
}

/** Which account the request is for. */
export interface AccountWishes {
  readonly authority: AccessInput['authority'];
  /** The tenant that the authority names; null for `common` and its kin. */
  readonly tenant: TenantId | null;
  /** A user name, a mail address, or the opaque `login_hint` claim of an ID token. */
  readonly loginHint: string | null;
  /** What `domain_hint` names, once it is looked up. Unknown domains are no hint. */
  readonly domain: 'organizations' | 'consumers' | TenantId | null;
  /** The session that `sid` names. */
  readonly session: string | null;
}

/** The account to go on with. */
export type AccountChoice<Account> =
  | { readonly kind: 'one'; readonly account: Account }
  /** The person must choose. */
  | { readonly kind: 'several'; readonly accounts: readonly Account[] }
  /** The only account that it can be belongs to a tenant that the authority excludes. */
  | { readonly kind: 'elsewhere'; readonly account: Account }
  | { readonly kind: 'none' };

/**
 * True when accounts of a tenant may sign in at this authority: `organizations` excludes personal accounts, `consumers` all others
 * (Microsoft identity platform documentation: the tenant in the authority).
 */
export function authorityAccepts(wishes: Pick<AccountWishes, 'authority' | 'tenant'>, tenant: TenantId): boolean {
  if (wishes.authority === 'tenant') return tenant === wishes.tenant;
  if (wishes.authority === 'organizations') return tenant !== consumersTenantId;
  return wishes.authority === 'common' || tenant === consumersTenantId;
}

/**
 * Chooses among the accounts of the browser. `sid` and `login_hint` name an account to the letter: when it is not signed in,
 * no other takes its place.
 *
 * @example selectAccount(wishes, accounts).kind === 'one' // go on without asking
 */
export function selectAccount<Account extends AccountFacts>(
  wishes: AccountWishes,
  accounts: readonly Account[],
): AccountChoice<Account> {
  const named = accounts.filter((account) => isNamed(wishes, account));
  const here = named.filter((account) => authorityAccepts(wishes, account.tenant));
  const wished = hintsAtDomain(wishes) ? here.filter((account) => isInDomain(wishes, account.tenant)) : here;
  const [one, another] = wished;
  if (one !== undefined)
    return another === undefined ? { kind: 'one', account: one } : { kind: 'several', accounts: wished };
  const [stranger, other] = named;
  return here.length === 0 && stranger !== undefined && other === undefined
    ? { kind: 'elsewhere', account: stranger }
    : { kind: 'none' };
}

function isNamed(wishes: AccountWishes, account: AccountFacts): boolean {
  if (wishes.session !== null) return account.session === wishes.session.toLowerCase();
  return wishes.loginHint === null || hintNames(wishes.loginHint, account);
}

/** True when a `login_hint` (or `logout_hint`) names this account: by user name, by mail address, or by the ID token's claim. */
export function hintNames(hint: string, account: Pick<AccountFacts, 'tenant' | 'user' | 'userName' | 'mail'>): boolean {
  const folded = hint.toLowerCase();
  return (
    folded === account.userName.toLowerCase() ||
    folded === account.mail?.toLowerCase() ||
    folded === `o.${account.user}.${account.tenant}`
  );
}

/** The tenant of the account that an opaque hint speaks of; undefined for anything else. It proves nothing about the account. */
export function tenantOfHint(hint: string): TenantId | undefined {
  const [kind, user, tenant, ...rest] = hint.split('.');
  if (kind?.toLowerCase() !== 'o' || rest.length > 0 || parseGuid(user ?? '') === undefined) return undefined;
  return parseGuid<TenantId>(tenant ?? '');
}

/** A `login_hint` beats a `domain_hint`: it names the account itself. */
function hintsAtDomain({ loginHint, session, domain }: AccountWishes): boolean {
  return domain !== null && loginHint === null && session === null;
}

function isInDomain({ domain }: AccountWishes, tenant: TenantId): boolean {
  if (domain === 'consumers') return tenant === consumersTenantId;
  if (domain === 'organizations') return tenant !== consumersTenantId;
  return tenant === domain;
}

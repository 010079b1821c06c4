import { type Refusal, refuse } from '@gatehouse/model';
import { type AccountFacts, authorityAccepts, selectAccount } from '@gatehouse/policy';
import type { SignInRequest } from './sign-in-request.js';
import type { ChosenAccount, StepName, Transaction } from './transaction.js';

/** What the gate said, as the next step depends on it. */
export type GateVerdict =
  | { readonly kind: 'admitted' }
  /** Yes, once the person has authenticated anew. */
  | { readonly kind: 'authenticate'; readonly refusal: Refusal }
  /** Yes, once somebody has consented. */
  | { readonly kind: 'consent'; readonly refusal: Refusal }
  | Refusal;

/** The one thing to do next. */
export type Next =
  | { readonly kind: 'page'; readonly step: StepName }
  /** Go on with an account that is signed in to. */
  | { readonly kind: 'choose'; readonly account: ChosenAccount }
  /** Go on towards the proof of this account. */
  | { readonly kind: 'expect'; readonly userName: string }
  /** Ask the gate about the chosen account. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'done' }
  | { readonly kind: 'stop'; readonly refusal: Refusal };

/**
 * Ask the gate; do the one thing it asks for; ask again.
 *
 * A pure reducer over the transaction. `accounts` are those signed in to in the browser; `verdict` is the gate's answer about the chosen
 * account, null before it was asked.
 * INVARIANT: it ends. What a step settles is never asked for again, and a gate that wants more after it was given is a refusal.
 * INVARIANT: a silent request never yields a page. Both held by next-step.test.ts.
 */
export function nextStep(
  transaction: Transaction,
  accounts: readonly AccountFacts[],
  verdict: GateVerdict | null,
): Next {
  if (transaction.stopped !== null) return stop({ kind: 'refused', ...transaction.stopped });
  if (transaction.account === null) {
    return transaction.request.silent ? accountSilently(transaction.request, accounts) : account(transaction, accounts);
  }
  return verdict === null
    ? beforeAsking(transaction, transaction.account, accounts)
    : afterAsking(transaction, transaction.account, accounts, verdict);
}

function account(transaction: Transaction, accounts: readonly AccountFacts[]): Next {
  const { request, userName } = transaction;
  if (userName !== null) return page('password');
  if (transaction.another) return page('identify');
  const here = accounts.filter(({ tenant }) => authorityAccepts(request, tenant));
  if (request.chooseAccount && here.length > 0) return page('pick-account');
  const choice = selectAccount(request, accounts);
  if (choice.kind === 'one') return choose(choice.account);
  if (choice.kind === 'several') return page('pick-account');
  // Signed in, but at another tenant: said aloud only when the application named that very account.
  if (choice.kind === 'elsewhere' && request.loginHint !== null) return choose(choice.account);
  return isUserName(request.loginHint) ? { kind: 'expect', userName: request.loginHint } : page('identify');
}

/** OIDC Core §3.1.2.6: the errors of a request that allows no page. */
function accountSilently(request: SignInRequest, accounts: readonly AccountFacts[]): Next {
  const choice = selectAccount(request, accounts);
  switch (choice.kind) {
    case 'one':
    case 'elsewhere':
      return choose(choice.account);
    case 'several':
      return stop(refuse(16001, 'several accounts are signed in and no hint names one'));
    case 'none':
      return stop(
        request.session === null
          ? refuse(50058, 'no account is signed in that the request could mean')
          : refuse(16002, 'the session named by sid is not signed in'),
      );
  }
}

function beforeAsking(transaction: Transaction, chosen: ChosenAccount, accounts: readonly AccountFacts[]): Next {
  const { request } = transaction;
  if (!authorityAccepts(request, chosen.tenant)) {
    if (!request.silent) return page('wrong-account');
    const user = userNameOf(chosen, accounts) ?? '';
    const details = { user, tenant: request.tenant ?? request.authority, client: request.client };
    return stop(refuse(16000, 'the account signed in belongs to another tenant', details));
  }
  // prompt=login: only a proof within this transaction counts, so it is asked for exactly once.
  if (request.reauthenticate && !transaction.proved) return proveAgain(chosen, accounts);
  if (transaction.proved && transaction.staySignedIn === 'ask') return page('stay-signed-in');
  if (request.confirmDevice !== null && !transaction.confirmed) return page('confirm-device');
  return { kind: 'ask' };
}

function afterAsking(
  transaction: Transaction,
  chosen: ChosenAccount,
  accounts: readonly AccountFacts[],
  verdict: GateVerdict,
): Next {
  const { silent } = transaction.request;
  switch (verdict.kind) {
    case 'admitted':
      return { kind: 'done' };
    case 'authenticate':
      return silent || transaction.proved ? stop(verdict.refusal) : proveAgain(chosen, accounts);
    case 'consent':
      return silent || transaction.consented ? stop(verdict.refusal) : page('consent');
    case 'refused':
      return !silent && wrongAccountCodes.includes(verdict.code) ? page('wrong-account') : stop(verdict);
  }
}

/** Refusals that another account of the same person may well get around. */
const wrongAccountCodes: readonly Refusal['code'][] = [16000, 50020];

function proveAgain(chosen: ChosenAccount, accounts: readonly AccountFacts[]): Next {
  const userName = userNameOf(chosen, accounts);
  return userName === undefined ? page('identify') : { kind: 'expect', userName };
}

function userNameOf(chosen: ChosenAccount, accounts: readonly AccountFacts[]): string | undefined {
  return accounts.find(({ session }) => session === chosen.session)?.userName;
}

/** A hint that may stand on the password page: opaque hints name accounts whose user name is not ours to reveal. */
function isUserName(hint: string | null): hint is string {
  return hint?.includes('@') === true;
}

function choose({ tenant, user, session }: AccountFacts): Next {
  return { kind: 'choose', account: { tenant, user, session } };
}

function page(step: StepName): Next {
  return { kind: 'page', step };
}

function stop(refusal: Refusal): Next {
  return { kind: 'stop', refusal };
}

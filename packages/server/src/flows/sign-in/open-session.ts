import type { Refusal, TenantId, UserId } from '@gatehouse/model';
import type { Authentication } from '@gatehouse/policy';
import { type SignedInAccount, sessionLifetimes } from '../../credentials/sessions/index.js';
import type { Admission } from '../../gate/index.js';
import { sessionToken } from '../../issuance/index.js';
import { sessionAttempt } from './ask-gate.js';
import type { SignInDeps } from './sign-in-deps.js';
import type { ChosenAccount, Transaction } from './transaction.js';
import type { Visit } from './visit.js';

/** Somebody proved who they are. */
export interface Proof {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly authentication: Authentication;
}

/** The session that a proof opened, and the cookies that carry it. */
export interface OpenedSession {
  readonly kind: 'opened';
  readonly account: ChosenAccount;
  readonly persistent: boolean;
  readonly cookies: readonly string[];
}

/**
 * Turns a proof into a session. The gate admits the session as an attempt of its own: somebody blocked for one application stays
 * signed in for another. Every authentication makes a new session id (ASVS 7.2.4), also for an account that was signed in before.
 */
export async function openSession(
  deps: SignInDeps,
  transaction: Transaction,
  accounts: readonly SignedInAccount[],
  proof: Proof,
  visit: Visit,
): Promise<OpenedSession | Refusal> {
  const admitted = await admitSession(deps, transaction, proof, visit);
  if (admitted.kind === 'refused') return admitted;
  const former = accounts.find(({ user }) => user.id === proof.user && user.tenant === proof.tenant);
  const session = await deps.sessions.start(proof.tenant, {
    user: proof.user,
    persistent: former?.session.persistent ?? false,
    address: visit.clientAddress,
    userAgent: visit.userAgent,
    ...(former === undefined ? {} : { replaces: former.session.id }),
  });
  const cookies = await sessionCookies(deps, accounts, session, admitted.admission);
  const account = { tenant: proof.tenant, user: proof.user, session: session.id };
  return { kind: 'opened', account, persistent: session.persistent, cookies };
}

/** Lets the account's session outlive the browser. @returns cookies to set; a refusal of the gate leaves everything as it is. */
export async function keepSession(
  deps: SignInDeps,
  transaction: Transaction,
  accounts: readonly SignedInAccount[],
  { user, session, authentication }: SignedInAccount,
  visit: Visit,
): Promise<readonly string[]> {
  const proof = { tenant: user.tenant, user: user.id, authentication };
  const admitted = await admitSession(deps, transaction, proof, visit);
  if (admitted.kind === 'refused') return [];
  const kept = await deps.sessions.keep(user.tenant, session.id);
  return kept === undefined ? [] : sessionCookies(deps, accounts, kept, admitted.admission);
}

async function admitSession(
  { gate }: SignInDeps,
  transaction: Transaction,
  { tenant, user, authentication }: Proof,
  visit: Visit,
): Promise<{ readonly kind: 'admitted'; readonly admission: Admission } | Refusal> {
  const outcome = await gate.admit({
    ...sessionAttempt(transaction, visit),
    tenant,
    principal: { kind: 'user', id: user, authentication },
  });
  return outcome.kind === 'required' ? outcome.refusal : outcome;
}

async function sessionCookies(
  { issuance, browserSessions, directory }: SignInDeps,
  accounts: readonly SignedInAccount[],
  session: SignedInAccount['session'],
  admission: Admission,
): Promise<readonly string[]> {
  const { persistent, id, startedAt, tenant, user } = session;
  const expiresAt = startedAt + sessionLifetimes[persistent ? 'persistent' : 'browser'].absolute;
  const token = await issuance.issue(admission, sessionToken({ session: id, persistent, expiresAt }));
  const standing = await directory.userById(tenant, user);
  if (standing === undefined) throw new Error('the account of a session that was just admitted is gone');
  return browserSessions.add(accounts, standing.user, { text: token.value, persistent });
}

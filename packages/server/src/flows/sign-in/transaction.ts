import type { CorrelationId, Refusal, SessionId, TenantId, UserId } from '@gatehouse/model';
import { isBoundTo } from '../../credentials/sessions/index.js';
import type { Sealer } from '../../platform/keys/index.js';
import type { SignInRequest } from './sign-in-request.js';
import type { Visit } from './visit.js';

/** The steps that show a page. */
export type StepName =
  | 'identify'
  | 'password'
  | 'pick-account'
  | 'wrong-account'
  | 'stay-signed-in'
  | 'confirm-device'
  | 'consent';

/** An account that is signed in to, named by its session: a transaction proves nothing by itself. */
export interface ChosenAccount {
  readonly tenant: TenantId;
  readonly user: UserId;
  readonly session: SessionId;
}

/** Permissions that the consent page showed. */
export interface ConsentOffer {
  /** The resource as the client named it; null for the OpenID scopes alone. */
  readonly resource: string | null;
  readonly scopes: readonly string[];
  readonly openIdScopes: readonly string[];
}

/**
 * Where one sign-in stands. It lives in the pages' hidden field and in the resume address, sealed: nothing is stored before somebody
 * proves who they are. Times in milliseconds since the epoch.
 */
export interface Transaction {
  readonly request: SignInRequest;
  /** The door's own state, which only that door reads. */
  readonly door: string;
  /** The path on this origin at which the door goes on. */
  readonly resume: string;
  /** SHA-256 of the value of this browser's flow cookie, base64url. */
  readonly binding: string;
  /** The tenant whose keys seal it. */
  readonly keeper: TenantId;
  readonly correlationId: CorrelationId;
  readonly beganAt: number;
  readonly expiresAt: number;
  /** The page shown last: the only one whose form is accepted. */
  readonly step: StepName | null;
  readonly account: ChosenAccount | null;
  /** Who wants to sign in, not yet proved. */
  readonly userName: string | null;
  /** The person asked for an account that is not signed in. */
  readonly another: boolean;
  /** The account was authenticated within this transaction. */
  readonly proved: boolean;
  readonly staySignedIn: 'ask' | 'settled';
  readonly confirmed: boolean;
  readonly consented: boolean;
  readonly offered: readonly ConsentOffer[];
  /** The person, or a step, ended the sign-in. */
  readonly stopped: Pick<Refusal, 'code' | 'why' | 'details'> | null;
}

/** Named anew when the shape of a transaction changes, so that a new version never misreads what an old one sealed. */
const purpose = 'sign-in-flow';
/** Long enough to look for a password, short enough that a forgotten window is useless. */
export const transactionLifetime = 60 * 60 * 1000;
/** Requests are limited by the doors, so that what we seal stays below this. */
const longestSealed = 48 * 1024;

export function sealTransaction(sealer: Sealer, transaction: Transaction): string {
  return sealer.seal(purpose, transaction.keeper, Buffer.from(JSON.stringify(transaction)));
}

/**
 * Opens a sealed transaction for the browser that it was begun in.
 * @returns undefined when it is tampered with, foreign, expired, or belongs to another browser.
 */
export function openTransaction(sealer: Sealer, text: string | undefined, visit: Visit): Transaction | undefined {
  if (text === undefined || text.length > longestSealed) return undefined;
  const opened = sealer.open(purpose, text);
  if (opened === undefined) return undefined;
  // Authenticated by the seal: only this platform wrote it.
  const transaction = JSON.parse(Buffer.from(opened.plaintext).toString('utf8')) as Transaction;
  if (transaction.keeper !== opened.tenant || transaction.expiresAt <= visit.arrivedAt) return undefined;
  return isBoundTo(visit, transaction.binding) ? transaction : undefined;
}

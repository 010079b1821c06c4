import type { AppId, Refusal } from '@gatehouse/model';
import type { Authentication } from '@gatehouse/policy';
import type { SignedInAccount } from '../../credentials/sessions/index.js';
import type { Admission, Attempt, Gate } from '../../gate/index.js';
import type { SignInRequest, SignInTarget } from './sign-in-request.js';
import type { ConsentOffer, Transaction } from './transaction.js';
import type { Visit } from './visit.js';

/** The gate's answer for everything that one request asks for. */
export type GateAnswer =
  /** One admission per target, in the order asked. */
  | { readonly kind: 'admitted'; readonly admissions: readonly [Admission, ...Admission[]] }
  | { readonly kind: 'authenticate'; readonly refusal: Refusal }
  | {
      readonly kind: 'consent';
      readonly refusal: Refusal;
      readonly offers: readonly ConsentOffer[];
      readonly administratorOnly: boolean;
    }
  | Refusal;

/** Asks the gate about an account, once for each target; what is missing for several is gathered, so that it is asked for once. */
export async function askGate(
  gate: Gate,
  transaction: Transaction,
  { user, session, authentication }: SignedInAccount,
  visit: Visit,
): Promise<GateAnswer> {
  const admissions: Admission[] = [];
  const missing: { offers: readonly ConsentOffer[]; refusal: Refusal; administratorOnly: boolean }[] = [];
  const principal = { kind: 'user', id: user.id, authentication } as const;
  for (const target of transaction.request.targets) {
    const openIdScopes = target === transaction.request.targets[0] ? transaction.request.openIdScopes : [];
    const attempt = attemptFor(transaction, target, openIdScopes, visit);
    const outcome = await gate.admit({ tenant: user.tenant, principal, session: session.id, ...attempt });
    if (outcome.kind === 'refused') return outcome;
    if (outcome.kind === 'admitted') admissions.push(outcome.admission);
    else if (outcome.requirement.kind === 'authenticate') return { kind: 'authenticate', refusal: outcome.refusal };
    else {
      const { scopes, elsewhere, administratorOnly } = outcome.requirement;
      // With `.default` the registration's other resources are asked for at once; each goes by its app id.
      const others = elsewhere.map((other) => ({ ...other, openIdScopes: [] }));
      const offers = [offerOf(target, scopes, openIdScopes), ...others];
      missing.push({ offers, refusal: outcome.refusal, administratorOnly });
    }
  }
  const [first, ...others] = admissions;
  const [lacking] = missing;
  if (lacking === undefined && first !== undefined) return { kind: 'admitted', admissions: [first, ...others] };
  if (lacking === undefined) throw new TypeError('a sign-in request has at least one target');
  return {
    kind: 'consent',
    refusal: lacking.refusal,
    offers: missing.flatMap(({ offers }) => offers),
    administratorOnly: missing.some((one) => one.administratorOnly),
  };
}

/**
 * Asks the gate what it would say before anybody proves who they are, so that nobody types a password for a request that is refused
 * in any case.
 * @returns the refusal, or undefined when signing in can help.
 */
export async function screenRequest(gate: Gate, transaction: Transaction, visit: Visit): Promise<Refusal | undefined> {
  const { tenant, targets, openIdScopes } = transaction.request;
  if (tenant === null) return undefined;
  for (const target of targets) {
    const attempt = attemptFor(transaction, target, openIdScopes, visit);
    const outcome = await gate.admit({ tenant, principal: { kind: 'nobody' }, ...attempt });
    if (outcome.kind === 'refused') return outcome;
  }
  return undefined;
}

/** The attempt that begins a session: of the platform itself, whatever application sent the person here. */
export function sessionAttempt(
  transaction: Transaction,
  visit: Visit,
): Omit<Attempt, 'tenant' | 'principal' | 'session'> {
  return {
    ...attemptFor(transaction, { kind: 'sign_in_only' }, [], visit),
    kind: 'session',
    client: null,
    target: { kind: 'platform' },
    request: { ...noRequest },
  };
}

/** The attempt that a failed proof is recorded under. */
export function failedAttempt(transaction: Transaction, visit: Visit): Omit<Attempt, 'tenant' | 'principal'> {
  const [target] = transaction.request.targets;
  return attemptFor(transaction, target, transaction.request.openIdScopes, visit);
}

const noRequest: Attempt['request'] = {
  scopes: [],
  usesDefault: false,
  openIdScopes: [],
  authenticatedSince: null,
  forceConsent: false,
};

/** How nobody has authenticated: for records of failed proofs. */
export function unproved(at: number): Authentication {
  return { methods: [], at };
}

function attemptFor(
  { request, beganAt, consented, correlationId }: Transaction,
  target: SignInTarget,
  openIdScopes: readonly string[],
  visit: Visit,
): Omit<Attempt, 'tenant' | 'principal'> & { readonly client: AppId } {
  return {
    kind: request.attempt,
    authority: request.authority,
    client: request.client,
    target: target.kind === 'resource' ? { kind: 'resource', name: target.name } : target,
    request: {
      scopes: target.kind === 'resource' ? target.scopes : [],
      usesDefault: target.kind === 'resource' && target.usesDefault,
      openIdScopes,
      authenticatedSince: authenticatedSince(request, beganAt),
      forceConsent: request.forceConsent && !consented,
    },
    network: { address: visit.clientAddress, userAgent: visit.userAgent },
    requestId: visit.requestId,
    correlationId,
  };
}

/** OIDC Core §3.1.2.1: `prompt=login` and `max_age`, counted from the beginning of the request, so that a fresh sign-in satisfies both. */
function authenticatedSince({ reauthenticate, maxAge }: SignInRequest, beganAt: number): number | null {
  if (reauthenticate) return beganAt;
  return maxAge === null ? null : beganAt - maxAge * 1000;
}

function offerOf(target: SignInTarget, scopes: readonly string[], openIdScopes: readonly string[]): ConsentOffer {
  return {
    resource: target.kind === 'resource' ? target.name : null,
    scopes: scopes.filter((scope) => !openIdScopes.includes(scope)),
    openIdScopes: scopes.filter((scope) => openIdScopes.includes(scope)),
  };
}

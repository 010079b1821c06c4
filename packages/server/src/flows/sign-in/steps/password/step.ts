import { publicSentence, type Refusal, type TenantId } from '@gatehouse/model';
import { fieldNames } from '@gatehouse/sign-in';
import { failedAttempt, unproved } from '../../ask-gate.js';
import { openSession } from '../../open-session.js';
import type { Stage, Step, StepResult } from '../step.js';

/**
 * Proves an account by its password. Unknown accounts get this page too, the same texts and the same time (ASVS 6.3.8).
 * What the account may do is told only to whoever proved to be its owner.
 */
export const password: Step = {
  name: 'password',
  show: async ({ transaction }, error) => ({
    transaction,
    view: (target) => ({
      ...target,
      kind: 'password',
      account: { userName: transaction.userName ?? '' },
      error,
    }),
  }),
  submit: async (form, stage) => {
    const { deps, transaction, visit, words } = stage;
    const typed = form.get(fieldNames.password);
    const { userName } = transaction;
    if (userName === null) return { kind: 'moved', transaction };
    if (typed === undefined) return { kind: 'again', error: words.text('password.error.required') };
    const tenant = await tenantOf(stage, userName);
    const outcome = await deps.passwords.verifyPassword(tenant, userName, typed, { address: visit.clientAddress });
    if (outcome.kind === 'refused') return refusedProof(stage, tenant, userName, outcome);
    const opened = await openSession(deps, transaction, stage.accounts, { ...outcome, tenant }, visit);
    if (opened.kind === 'refused') return { kind: 'again', error: sentence(opened) };
    return {
      kind: 'moved',
      cookies: opened.cookies,
      transaction: {
        ...transaction,
        account: opened.account,
        proved: true,
        userName: null,
        another: false,
        staySignedIn: opened.persistent || transaction.request.attempt === 'device_code' ? 'settled' : 'ask',
      },
    };
  },
};

/** The tenant whose password is asked for: the authority's when it knows the name (guests), else the one that owns the domain. */
async function tenantOf({ deps, transaction }: Stage, userName: string): Promise<TenantId> {
  const home = await deps.directory.tenantOfUserName(userName);
  const { tenant } = transaction.request;
  if (tenant === null || tenant === home) return home;
  return (await deps.directory.userByName(tenant, userName)) === undefined ? home : tenant;
}

async function refusedProof(
  { deps, transaction, visit, words }: Stage,
  tenant: TenantId,
  userName: string,
  refusal: Refusal,
): Promise<StepResult> {
  if (refusal.code === 90006) return { kind: 'failed', refusal };
  const standing = await deps.directory.userByName(tenant, userName);
  const principal =
    standing === undefined
      ? ({ kind: 'nobody' } as const)
      : ({ kind: 'user', id: standing.user.id, authentication: unproved(visit.arrivedAt) } as const);
  await deps.gate.recordFailure({ ...failedAttempt(transaction, visit), tenant, principal }, refusal);
  return {
    kind: 'again',
    error: words.text(refusal.code === 50053 ? 'password.error.locked' : 'password.error.wrong'),
  };
}

/** A sentence of the error catalogue, as it stands below a field. */
function sentence(refusal: Refusal): string {
  const text = publicSentence(refusal);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

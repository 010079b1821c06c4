import { decideConsent } from '@gatehouse/policy';
import { fieldNames, parseChoice } from '@gatehouse/sign-in';
import { applicationSummary } from '../../application-summary.js';
import type { ConsentOffer } from '../../transaction.js';
import type { ShownPage, Stage, Step } from '../step.js';
import { type AskedPermissions, askedPermissions } from './asked-permissions.js';
import { recordConsent } from './record-consent.js';

/** May this application have these permissions? What only an administrator may grant is said, and not offered. */
export const consent: Step = {
  name: 'consent',
  show: async (stage) => {
    const { answer, transaction } = stage;
    const offers = answer?.kind === 'consent' ? answer.offers : transaction.offered;
    const asked = await askedPermissions(stage, offers);
    const forbidden = answer?.kind === 'consent' && answer.administratorOnly;
    return forbidden || !(await mayGrant(stage, asked)) ? showForbidden(stage, asked) : showOffer(stage, asked, offers);
  },
  submit: async (form, stage) => {
    const { transaction } = stage;
    const choice = parseChoice(form.get(fieldNames.choice));
    if (choice === 'return') {
      const why = 'an administrator must consent';
      return { kind: 'moved', transaction: { ...transaction, stopped: stoppedBy(90094, why, stage) } };
    }
    if (choice !== 'accept') {
      return {
        kind: 'moved',
        transaction: { ...transaction, stopped: stoppedBy(65004, 'the person declined', stage) },
      };
    }
    // INVARIANT: what is granted is what the page showed, held by the seal, and what the person may still grant now.
    const asked = await askedPermissions(stage, transaction.offered);
    if (transaction.offered.length === 0 || !(await mayGrant(stage, asked))) return { kind: 'moved', transaction };
    await recordConsent(stage, asked);
    return { kind: 'moved', transaction: { ...transaction, consented: true, offered: [] } };
  },
};

async function mayGrant({ deps, transaction }: Stage, asked: AskedPermissions): Promise<boolean> {
  const { account, request } = transaction;
  if (account === null) return false;
  const configuration = await deps.directory.configuration(account.tenant);
  const presence = configuration?.servicePrincipal(request.client);
  const decision = decideConsent({
    scopes: asked.resources.flatMap(({ scopes }) => scopes),
    assignmentRequired: presence?.appRoleAssignmentRequired === true,
  });
  return decision.kind === 'person';
}

async function showOffer(stage: Stage, asked: AskedPermissions, offered: readonly ConsentOffer[]): Promise<ShownPage> {
  const { deps, transaction } = stage;
  const application = await applicationSummary(deps.directory, transaction.request.client);
  return {
    transaction: { ...transaction, offered },
    view: (target) => ({
      ...target,
      kind: 'consent',
      application,
      account: accountOf(stage),
      permissions: asked.texts,
      grantee: 'person',
    }),
  };
}

async function showForbidden(stage: Stage, asked: AskedPermissions): Promise<ShownPage> {
  const { deps, transaction } = stage;
  const application = await applicationSummary(deps.directory, transaction.request.client);
  return {
    transaction: { ...transaction, offered: [] },
    view: (target) => ({
      ...target,
      kind: 'admin-consent-required',
      application,
      account: accountOf(stage),
      permissions: asked.texts,
    }),
  };
}

function accountOf({ accounts, transaction }: Stage): { readonly userName: string; readonly displayName: string } {
  const chosen = accounts.find(({ session }) => session.id === transaction.account?.session);
  return { userName: chosen?.user.userPrincipalName ?? '', displayName: chosen?.user.displayName ?? '' };
}

function stoppedBy(code: 65004 | 90094, why: string, { transaction }: Stage) {
  return { code, why, details: { client: transaction.request.client } } as const;
}

import { fieldNames, parseChoice } from '@gatehouse/sign-in';
import { keepSession } from '../../open-session.js';
import type { Step } from '../step.js';

/** May the session outlive the browser? Asked once after a fresh sign-in. */
export const staySignedIn: Step = {
  name: 'stay-signed-in',
  show: async ({ transaction, accounts }) => {
    const chosen = accounts.find(({ session }) => session.id === transaction.account?.session);
    return {
      transaction,
      view: (target) => ({
        ...target,
        kind: 'stay-signed-in',
        account: { userName: chosen?.user.userPrincipalName ?? '', displayName: chosen?.user.displayName ?? '' },
      }),
    };
  },
  submit: async (form, { deps, transaction, accounts, visit }) => {
    const settled = { ...transaction, staySignedIn: 'settled' } as const;
    const chosen = accounts.find(({ session }) => session.id === transaction.account?.session);
    const yes = parseChoice(form.get(fieldNames.choice)) === 'yes';
    if (!yes || chosen === undefined) return { kind: 'moved', transaction: settled };
    return {
      kind: 'moved',
      transaction: settled,
      cookies: await keepSession(deps, transaction, accounts, chosen, visit),
    };
  },
};

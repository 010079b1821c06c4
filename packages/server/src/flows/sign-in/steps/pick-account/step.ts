import { authorityAccepts } from '@gatehouse/policy';
import { fieldNames } from '@gatehouse/sign-in';
import type { SignedInAccount } from '../../../../credentials/sessions/index.js';
import type { Stage, Step } from '../step.js';

/** Which of the accounts of this browser? */
export const pickAccount: Step = {
  name: 'pick-account',
  show: async (stage) => {
    const { transaction } = stage;
    const application = await stage.deps.directory.application(transaction.request.client);
    return {
      transaction,
      view: (target) => ({
        ...target,
        kind: 'pick-account',
        accounts: candidates(stage).map(({ user, session }) => ({
          id: session.id,
          state: 'signed-in',
          userName: user.userPrincipalName,
          displayName: user.displayName,
        })),
        ...(application === undefined ? {} : { applicationName: application.displayName }),
      }),
    };
  },
  submit: async (form, stage) => {
    const { transaction } = stage;
    const picked = candidates(stage).find(({ session }) => session.id === form.get(fieldNames.account));
    // Signed out meanwhile: the page is shown anew with who is left.
    if (picked === undefined) return { kind: 'moved', transaction };
    const account = { tenant: picked.user.tenant, user: picked.user.id, session: picked.session.id };
    return { kind: 'moved', transaction: { ...transaction, account } };
  },
};

function candidates({ accounts, transaction }: Stage): readonly SignedInAccount[] {
  return accounts.filter(({ user }) => authorityAccepts(transaction.request, user.tenant));
}

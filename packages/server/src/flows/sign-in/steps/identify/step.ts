import { authorityAccepts } from '@gatehouse/policy';
import { fieldNames, parseChoice } from '@gatehouse/sign-in';
import type { Step } from '../step.js';

const longestUserName = 256;

/** Who is signing in? Nothing here tells whether an account exists: only the domain is looked at. */
export const identify: Step = {
  name: 'identify',
  show: async (stage, error) => {
    const { transaction } = stage;
    const application = await stage.deps.directory.application(transaction.request.client);
    const typed = transaction.userName ?? (transaction.another ? null : transaction.request.loginHint);
    const elsewhere = stage.accounts.some(({ user }) => authorityAccepts(transaction.request, user.tenant));
    return {
      transaction,
      view: (target) => ({
        ...target,
        kind: 'identify',
        error,
        ...(typed?.includes('@') ? { userName: typed } : {}),
        ...(application === undefined ? {} : { applicationName: application.displayName }),
        ...(elsewhere ? { wayBack: 'back' } : {}),
      }),
    };
  },
  submit: async (form, { deps, transaction, words }) => {
    if (parseChoice(form.get(fieldNames.choice)) === 'back') {
      const request = { ...transaction.request, chooseAccount: true };
      return { kind: 'moved', transaction: { ...transaction, request, userName: null, another: false } };
    }
    const userName = form.get(fieldNames.userName)?.trim() ?? '';
    if (userName === '') return { kind: 'again', error: words.text('identify.error.required') };
    if (!isUserName(userName)) return { kind: 'again', error: words.text('identify.error.malformed') };
    // Home realm: at `common` and its kin the domain alone says which tenant it is. Whether the person has an account there is not told.
    if (transaction.request.tenant === null) {
      const home = await deps.directory.tenantOfUserName(userName);
      if (!authorityAccepts(transaction.request, home)) {
        return { kind: 'again', error: words.text('identify.error.unknown') };
      }
    }
    return { kind: 'moved', transaction: { ...transaction, userName } };
  },
};

function isUserName(text: string): boolean {
  return text.length <= longestUserName && /^[^\s@\u0000-\u001f\u007f]+@[^\s@\u0000-\u001f\u007f]+$/.test(text);
}

import { fieldNames, parseChoice } from '@gatehouse/sign-in';
import { applicationSummary } from '../../application-summary.js';
import type { Step } from '../step.js';

/** Is it this person who started the sign-in on the device? RFC 8628 §5.4: whoever sent the code may be after the account. */
export const confirmDevice: Step = {
  name: 'confirm-device',
  show: async ({ deps, transaction, accounts }) => {
    const application = await applicationSummary(deps.directory, transaction.request.client);
    const chosen = accounts.find(({ session }) => session.id === transaction.account?.session);
    const origin = transaction.request.confirmDevice?.origin ?? null;
    return {
      transaction,
      view: (target) => ({
        ...target,
        kind: 'device-confirm',
        application,
        ...(chosen === undefined
          ? {}
          : { account: { userName: chosen.user.userPrincipalName, displayName: chosen.user.displayName } }),
        ...(origin === null ? {} : { origin }),
      }),
    };
  },
  submit: async (form, { transaction }) => {
    const yes = parseChoice(form.get(fieldNames.choice)) === 'yes';
    if (yes) return { kind: 'moved', transaction: { ...transaction, confirmed: true } };
    const stopped = { code: 700161, why: 'the person did not start this sign-in', details: {} } as const;
    return { kind: 'moved', transaction: { ...transaction, stopped } };
  },
};

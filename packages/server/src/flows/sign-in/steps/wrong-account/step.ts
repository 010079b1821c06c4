import { errorRow, publicSentence, type Refusal, refuse } from '@gatehouse/model';
import { fieldNames, parseChoice } from '@gatehouse/sign-in';
import { errorTimestamp } from '@gatehouse/wire';
import type { Stage, Step } from '../step.js';

/** This account cannot be used here; another one may. */
export const wrongAccount: Step = {
  name: 'wrong-account',
  show: async (stage) => {
    const refusal = await refusalOf(stage);
    const { visit, transaction } = stage;
    return {
      transaction,
      view: (target) => ({
        kind: 'error',
        code: 50020,
        sentence: publicSentence(refusal),
        remedy: errorRow(refusal.code).remedy,
        requestId: visit.requestId,
        timestamp: errorTimestamp(visit.arrivedAt),
        recovery: { ...target, choices: ['another-account', 'return'] },
      }),
    };
  },
  submit: async (form, stage) => {
    if (parseChoice(form.get(fieldNames.choice)) !== 'return') return { kind: 'moved', transaction: stage.transaction };
    const { details } = await refusalOf(stage);
    const why = 'the person went back to the application from an account that it does not accept';
    return { kind: 'moved', transaction: { ...stage.transaction, stopped: { code: 50020, why, details } } };
  },
};

/** The gate's own words when it refused the account; else the account's tenant is not the authority's. */
async function refusalOf({ answer, accounts, deps, transaction }: Stage): Promise<Refusal> {
  if (answer?.kind === 'refused') return answer;
  const { request, account } = transaction;
  const user = accounts.find(({ session }) => session.id === account?.session)?.user.userPrincipalName ?? '';
  const configuration = request.tenant === null ? undefined : await deps.directory.configuration(request.tenant);
  return refuse(16000, 'the account belongs to another tenant', {
    user,
    tenant: configuration?.tenant.displayName ?? request.authority,
    client: request.client,
  });
}

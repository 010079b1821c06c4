import type { AppId, CorrelationId, SessionId, TenantId, UserId } from '@gatehouse/model';
import { consumersTenantId, refuse } from '@gatehouse/model';
import type { AccountFacts } from '@gatehouse/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GateVerdict, type Next, nextStep } from './next-step.js';
import type { SignInRequest } from './sign-in-request.js';
import type { Transaction } from './transaction.js';

const contoso = '11111111-1111-4111-8111-111111111111' as TenantId;
const fabrikam = '22222222-2222-4222-8222-222222222222' as TenantId;

const person = (tenant: TenantId, userName: string, number: number): AccountFacts => ({
  tenant,
  user: `aaaaaaaa-0000-4000-8000-00000000000${number}` as UserId,
  userName,
  mail: null,
  session: `bbbbbbbb-0000-4000-8000-00000000000${number}` as SessionId,
});
const ann = person(contoso, 'ann@contoso.example', 1);
const ben = person(contoso, 'ben@contoso.example', 2);
const fay = person(fabrikam, 'fay@fabrikam.example', 3);
const pat = person(consumersTenantId, 'pat@mail.example', 4);
const chosen = ({ tenant, user, session }: AccountFacts) => ({ tenant, user, session });

const plain: SignInRequest = {
  attempt: 'authorization_request',
  authority: 'tenant',
  tenant: contoso,
  client: 'cccccccc-0000-4000-8000-000000000001' as AppId,
  targets: [{ kind: 'sign_in_only' }],
  openIdScopes: ['openid'],
  silent: false,
  reauthenticate: false,
  chooseAccount: false,
  forceConsent: false,
  maxAge: null,
  loginHint: null,
  domain: null,
  session: null,
  confirmDevice: null,
  leadsTo: null,
  language: null,
};
const begun = (request: Partial<SignInRequest> = {}, rest: Partial<Transaction> = {}): Transaction => ({
  request: { ...plain, ...request },
  door: '',
  resume: '/resume',
  binding: '',
  keeper: contoso,
  correlationId: 'dddddddd-0000-4000-8000-000000000001' as CorrelationId,
  beganAt: 0,
  expiresAt: 1,
  step: null,
  account: null,
  userName: null,
  another: false,
  proved: false,
  staySignedIn: 'settled',
  confirmed: false,
  consented: false,
  offered: [],
  stopped: null,
  ...rest,
});

const tooOld: GateVerdict = { kind: 'authenticate', refusal: refuse(50058, 'too old') };
const lacking: GateVerdict = { kind: 'consent', refusal: refuse(65001, 'not granted') };
const blocked = refuse(53003, 'blocked');
const strange = refuse(50020, 'wrong kind of account');
const annChosen = { account: chosen(ann) };
const annProved = { ...annChosen, proved: true };

/** What a step comes to, in one word each. */
function told(next: Next): string {
  switch (next.kind) {
    case 'page':
      return `page ${next.step}`;
    case 'choose':
      return `choose ${next.account.user.slice(-1)}`;
    case 'expect':
      return `expect ${next.userName}`;
    case 'stop':
      return `stop ${next.refusal.code}`;
    default:
      return next.kind;
  }
}

describe('the next step', () => {
  test.each<[string, Transaction, readonly AccountFacts[], GateVerdict | null, string]>([
    ['nobody is signed in', begun(), [], null, 'page identify'],
    [
      'nobody is signed in, a hint',
      begun({ loginHint: 'eve@contoso.example' }),
      [],
      null,
      'expect eve@contoso.example',
    ],
    ['an opaque hint of nobody here', begun({ loginHint: 'O.x.y' }), [], null, 'page identify'],
    ['a name was typed', begun({}, { userName: 'ann@contoso.example' }), [], null, 'page password'],
    ['one account is signed in', begun(), [ann], null, 'choose 1'],
    ['two accounts are signed in', begun(), [ann, ben], null, 'page pick-account'],
    ['two accounts, another one wanted', begun({}, { another: true }), [ann, ben], null, 'page identify'],
    ['only a stranger is signed in', begun(), [fay], null, 'page identify'],
    ['the stranger was asked for by name', begun({ loginHint: fay.userName }), [fay], null, 'choose 3'],
    ['prompt=select_account', begun({ chooseAccount: true }), [ann], null, 'page pick-account'],
    ['prompt=select_account, nobody here', begun({ chooseAccount: true }), [], null, 'page identify'],

    ['prompt=none, nobody', begun({ silent: true }), [], null, 'stop 50058'],
    ['prompt=none, several', begun({ silent: true }), [ann, ben], null, 'stop 16001'],
    ['prompt=none, a session that ended', begun({ silent: true, session: 'x' }), [ann], null, 'stop 16002'],
    ['prompt=none, one', begun({ silent: true }), [ann], null, 'choose 1'],
    ['prompt=none, a stranger', begun({ silent: true }, { account: chosen(fay) }), [fay], null, 'stop 16000'],
    ['prompt=none, consent is missing', begun({ silent: true }, annChosen), [ann], lacking, 'stop 65001'],
    ['prompt=none, too old', begun({ silent: true }, annChosen), [ann], tooOld, 'stop 50058'],

    ['a stranger is chosen', begun({}, { account: chosen(fay) }), [fay], null, 'page wrong-account'],
    ['an account is chosen', begun({}, annChosen), [ann], null, 'ask'],
    ['prompt=login, a session', begun({ reauthenticate: true }, annChosen), [ann], null, 'expect ann@contoso.example'],
    ['prompt=login, proved here', begun({ reauthenticate: true }, annProved), [ann], null, 'ask'],
    ['proved here', begun({}, { ...annProved, staySignedIn: 'ask' }), [ann], null, 'page stay-signed-in'],
    [
      'a device is to be confirmed',
      begun({ confirmDevice: { origin: null } }, annChosen),
      [ann],
      null,
      'page confirm-device',
    ],
    [
      'a confirmed device',
      begun({ confirmDevice: { origin: null } }, { ...annChosen, confirmed: true }),
      [ann],
      null,
      'ask',
    ],

    ['admitted', begun({}, annChosen), [ann], { kind: 'admitted' }, 'done'],
    ['too old', begun({}, annChosen), [ann], tooOld, 'expect ann@contoso.example'],
    ['too old though proved just now', begun({}, annProved), [ann], tooOld, 'stop 50058'],
    ['consent is missing', begun({}, annChosen), [ann], lacking, 'page consent'],
    [
      'consent is missing though just given',
      begun({}, { ...annChosen, consented: true }),
      [ann],
      lacking,
      'stop 65001',
    ],
    ['blocked', begun({}, annChosen), [ann], blocked, 'stop 53003'],
    ['the wrong kind of account', begun({}, annChosen), [ann], strange, 'page wrong-account'],
    ['prompt=none, the wrong kind of account', begun({ silent: true }, annChosen), [ann], strange, 'stop 50020'],
    ['the person ended it', begun({}, { ...annProved, stopped: blocked }), [ann], { kind: 'admitted' }, 'stop 53003'],
  ])('%s', (_, transaction, accounts, verdict, expected) => {
    expect(told(nextStep(transaction, accounts, verdict))).toBe(expected);
  });
});

const accountsAnyhow = fc.subarray([ann, ben, fay, pat]);
const requestAnyhow: fc.Arbitrary<Partial<SignInRequest>> = fc.record({
  authority: fc.constantFrom<SignInRequest['authority'][]>('tenant', 'common', 'organizations', 'consumers'),
  silent: fc.boolean(),
  reauthenticate: fc.boolean(),
  chooseAccount: fc.boolean(),
  forceConsent: fc.boolean(),
  loginHint: fc.constantFrom(null, ann.userName, fay.userName, 'eve@contoso.example', `O.${ben.user}.${contoso}`),
  domain: fc.constantFrom<SignInRequest['domain'][]>(null, contoso, fabrikam, 'organizations', 'consumers'),
  session: fc.constantFrom(null, ben.session, 'gone'),
  confirmDevice: fc.constantFrom(null, { origin: null }),
});
const withTenant = (request: Partial<SignInRequest>): Partial<SignInRequest> => ({
  ...request,
  tenant: request.authority === 'tenant' ? contoso : null,
});
const verdictAnyhow: fc.Arbitrary<GateVerdict> = fc.constantFrom<GateVerdict[]>(
  { kind: 'admitted' },
  tooOld,
  lacking,
  blocked,
  strange,
);

test('INVARIANT: a silent request never yields a page, whatever its state', () => {
  const transactionAnyhow = fc.record({
    request: requestAnyhow,
    account: fc.constantFrom(null, chosen(ann), chosen(fay), chosen(pat)),
    another: fc.boolean(),
    proved: fc.boolean(),
    staySignedIn: fc.constant('settled' as const),
    consented: fc.boolean(),
  });
  fc.assert(
    fc.property(transactionAnyhow, accountsAnyhow, fc.option(verdictAnyhow), (drawn, accounts, verdict) => {
      const { request, ...rest } = drawn;
      // Checks refuse prompt=none beside the others, and devices are never silent.
      const silent = { ...withTenant(request), silent: true, reauthenticate: false, confirmDevice: null };
      expect(nextStep(begun(silent, rest), accounts, verdict).kind).not.toBe('page');
    }),
  );
});

test('INVARIANT: a sign-in ends, whatever the gate says and whoever signs in', () => {
  fc.assert(
    fc.property(
      requestAnyhow,
      accountsAnyhow,
      fc.array(verdictAnyhow, { minLength: 12, maxLength: 12 }),
      fc.constantFrom(ann, ben, fay, pat),
      (request, accounts, verdicts, signingIn) => {
        const asked = { ...withTenant(request), silent: request.silent === true && request.reauthenticate !== true };
        expect(turnsOf(begun(asked), accounts, verdicts, signingIn)).toBeLessThan(12);
      },
    ),
  );
});

/** Plays a sign-in with somebody who does what every page asks for; counts the turns until it is over. */
function turnsOf(
  begins: Transaction,
  signedIn: readonly AccountFacts[],
  verdicts: readonly GateVerdict[],
  signingIn: AccountFacts,
): number {
  let transaction = begins;
  let accounts = signedIn;
  let verdict: GateVerdict | null = null;
  for (let turn = 0; turn < 12; turn += 1) {
    const next = nextStep(transaction, accounts, verdict);
    verdict = null;
    if (next.kind === 'done' || next.kind === 'stop') return turn;
    if (next.kind === 'choose') transaction = { ...transaction, account: next.account };
    else if (next.kind === 'expect') transaction = { ...transaction, account: null, userName: next.userName };
    else if (next.kind === 'ask') verdict = verdicts[turn] ?? null;
    else {
      if (next.step === 'password') {
        const fresh = { ...signingIn, session: 'eeeeeeee-0000-4000-8000-000000000001' as SessionId };
        accounts = [...accounts.filter(({ user }) => user !== fresh.user), fresh];
      }
      transaction = { ...transaction, ...settledBy(next.step, transaction, accounts) };
    }
  }
  return 12;
}

function settledBy(
  step: Extract<Next, { kind: 'page' }>['step'],
  transaction: Transaction,
  accounts: readonly AccountFacts[],
): Partial<Transaction> {
  switch (step) {
    case 'identify':
      return { userName: 'somebody@contoso.example' };
    case 'password': {
      const last = accounts.at(-1);
      return { account: last ? chosen(last) : null, proved: true, userName: null, another: false, staySignedIn: 'ask' };
    }
    case 'pick-account': {
      const here = accounts.find(({ tenant }) => transaction.request.tenant === null || tenant === contoso);
      return { account: here ? chosen(here) : null };
    }
    case 'wrong-account':
      return { stopped: strange };
    case 'stay-signed-in':
      return { staySignedIn: 'settled' };
    case 'confirm-device':
      return { confirmed: true };
    case 'consent':
      return { consented: true };
  }
}

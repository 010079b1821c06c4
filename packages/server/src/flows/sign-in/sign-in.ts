import { type Refusal, refuse, type TenantId } from '@gatehouse/model';
import type { AccountFacts } from '@gatehouse/policy';
import { fieldNames, type PageView, parseChoice, wordsFor } from '@gatehouse/sign-in';
import type { Parameters } from '@gatehouse/wire';
import { browserBinding, isForeignPost, type SignedInAccount } from '../../credentials/sessions/index.js';
import type { Admission } from '../../gate/index.js';
import { askGate, type GateAnswer, screenRequest } from './ask-gate.js';
import { nextStep } from './next-step.js';
import type { SignInDeps } from './sign-in-deps.js';
import type { SignInRequest } from './sign-in-request.js';
import { type ShownPage, type Stage, steps } from './steps/index.js';
import {
  openTransaction,
  type StepName,
  sealTransaction,
  type Transaction,
  transactionLifetime,
} from './transaction.js';
import type { Visit } from './visit.js';

/** A page to show, with what the door puts around it. */
export interface SignInPage {
  readonly kind: 'page';
  readonly status: number;
  readonly view: PageView;
  readonly language: string;
  /** The tenant that signs in, once it is known. */
  readonly tenantName: string | undefined;
  /** Where the page's forms may end up, besides this origin. */
  readonly leadsTo: string | null;
  readonly cookies: readonly string[];
}

/** What a door gets back. */
export type SignInOutcome =
  | SignInPage
  | {
      readonly kind: 'admitted';
      /** One per target of the request, in its order. */
      readonly admissions: readonly [Admission, ...Admission[]];
      readonly account: SignedInAccount;
      /** False for an answer given out of an existing session. */
      readonly fresh: boolean;
      readonly cookies: readonly string[];
    }
  /** The gate's no, or the person's: the door's protocol says how it is told. */
  | {
      readonly kind: 'stopped';
      readonly refusal: Refusal;
      readonly tenant: TenantId | null;
      readonly cookies: readonly string[];
    };

/** What comes of a posted form. */
export type SubmitOutcome =
  | SignInPage
  /** See Other: the door goes on at this address. */
  | { readonly kind: 'resume'; readonly location: string; readonly cookies: readonly string[] }
  | { readonly kind: 'lost'; readonly refusal: Refusal };

/** What a door gives to begin with. */
export interface SignInBeginning {
  readonly request: SignInRequest;
  /** The door's own state: kept sealed, given back at the resume address. */
  readonly door: string;
  /** The path at which the door goes on; `?flow=` is added. */
  readonly resume: string;
  /** A tenant whose keys can seal: the application's home. */
  readonly keeper: TenantId;
}

/** The story of one person signing in. */
export interface SignIn {
  begin(beginning: SignInBeginning, visit: Visit): Promise<SignInOutcome>;
  /** Opens what a resume address carries. Undefined: not ours, not this browser's, not this door's, or too old. */
  reopen(flow: string | undefined, resume: string, visit: Visit): Transaction | undefined;
  /** Goes on with a reopened transaction. */
  resume(transaction: Transaction, visit: Visit): Promise<SignInOutcome>;
  /** Takes the form of a step's page. */
  submit(step: string, form: Parameters, visit: Visit): Promise<SubmitOutcome>;
}

/** Where the forms of the steps' pages are posted. */
const stepAction = (step: string): string => `/gatehouse/v1/sign-in/${step}`;

/**
 * Makes the sign-in flow. It keeps nothing between two requests: the transaction travels sealed, in the page or the
 * address.
 */
export function createSignIn(deps: SignInDeps): SignIn {
  return {
    begin: async (beginning, visit) => {
      const binding = browserBinding(visit, deps.ids);
      const transaction = newTransaction(beginning, binding.digest, visit);
      const outcome = await advance(deps, transaction, visit);
      if (outcome.kind !== 'page') return outcome;
      const refusal = await screenRequest(deps.gate, transaction, visit);
      if (refusal !== undefined) return stopped(transaction, refusal);
      return { ...outcome, cookies: [...outcome.cookies, ...binding.cookies] };
    },
    reopen: (flow, resume, visit) => {
      const transaction = openTransaction(deps.keys.sealer, flow, visit);
      return transaction?.resume === resume ? transaction : undefined;
    },
    resume: (transaction, visit) => advance(deps, transaction, visit),
    submit: (step, form, visit) => submit(deps, step, form, visit),
  };
}

/** More turns than any sign-in takes between two pages: a longer one is a fault of ours. */
const mostTurns = 8;

/** The dispatcher: does what the reducer says until there is a page to show or an answer to give. */
async function advance(deps: SignInDeps, begun: Transaction, visit: Visit): Promise<SignInOutcome> {
  const accounts = await deps.browserSessions.read(visit.cookies);
  const facts = accounts.map(factsOf);
  let transaction = withLivingAccount(begun, accounts);
  let answer: GateAnswer | null = null;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const next = nextStep(transaction, facts, answer);
    switch (next.kind) {
      case 'choose':
        transaction = { ...transaction, account: next.account };
        answer = null;
        break;
      case 'expect':
        transaction = { ...transaction, account: null, userName: next.userName };
        answer = null;
        break;
      case 'ask':
        answer = await askGate(deps.gate, transaction, chosenOf(transaction, accounts), visit);
        break;
      case 'page':
        return showPage(next.step, stageOf(deps, transaction, accounts, visit, answer), 200);
      case 'stop':
        return stopped(transaction, next.refusal);
      case 'done':
        if (answer?.kind !== 'admitted') throw new TypeError('a sign-in is done by an admission only');
        return finish(deps, transaction, accounts, answer.admissions);
    }
  }
  throw new Error('the sign-in does not come to an end');
}

function stopped(transaction: Transaction, refusal: Refusal): SignInOutcome {
  const tenant = transaction.request.tenant ?? transaction.account?.tenant ?? null;
  return { kind: 'stopped', refusal, tenant, cookies: [] };
}

async function finish(
  deps: SignInDeps,
  transaction: Transaction,
  accounts: readonly SignedInAccount[],
  admissions: readonly [Admission, ...Admission[]],
): Promise<SignInOutcome> {
  const account = chosenOf(transaction, accounts);
  await deps.sessions.noteClient(account.session, transaction.request.client);
  const cookies = await deps.browserSessions.touch(accounts, account);
  return { kind: 'admitted', admissions, account, fresh: transaction.proved, cookies };
}

/** Takes a posted form: only from our own page, in the browser it was shown in, and for the page that it was. */
async function submit(deps: SignInDeps, step: string, form: Parameters, visit: Visit): Promise<SubmitOutcome> {
  if (isForeignPost(visit, deps.baseUrl)) return lost('the form was posted by another site');
  if (form.malformed || form.repeated.length > 0) return lost('the form is malformed');
  const flow = form.get(fieldNames.flow);
  const opened = openTransaction(deps.keys.sealer, flow, visit);
  if (opened === undefined) return lost('the flow is not ours, not of this browser, or too old');
  if (opened.step !== step) return lost('the form belongs to another page');
  const accounts = await deps.browserSessions.read(visit.cookies);
  const transaction = withLivingAccount(opened, accounts);
  if (parseChoice(form.get(fieldNames.choice)) === 'another-account') {
    return resumed(deps, { ...transaction, ...nobody, another: true }, []);
  }
  const stage = stageOf(deps, transaction, accounts, visit, null);
  const result = await steps[opened.step].submit(form, stage);
  switch (result.kind) {
    case 'moved':
      return resumed(deps, result.transaction, result.cookies ?? []);
    case 'again':
      return showPage(opened.step, stage, 200, result.error);
    case 'failed':
      return { kind: 'lost', refusal: result.refusal };
  }
}

/** Nobody is chosen, and nothing is settled for anybody. */
const nobody = {
  account: null,
  userName: null,
  proved: false,
  staySignedIn: 'settled',
  confirmed: false,
  consented: false,
  offered: [],
} as const satisfies Partial<Transaction>;

function resumed(deps: SignInDeps, transaction: Transaction, cookies: readonly string[]): SubmitOutcome {
  const flow = sealTransaction(deps.keys.sealer, { ...transaction, step: null });
  return { kind: 'resume', location: `${transaction.resume}?flow=${encodeURIComponent(flow)}`, cookies };
}

function lost(why: string): SubmitOutcome {
  return { kind: 'lost', refusal: refuse(9002313, why) };
}

async function showPage(step: StepName, stage: Stage, status: number, error?: string): Promise<SignInPage> {
  const shown: ShownPage = await steps[step].show(stage, error);
  const flow = sealTransaction(stage.deps.keys.sealer, { ...shown.transaction, step });
  const { request } = stage.transaction;
  const tenant = request.tenant ?? stage.transaction.account?.tenant ?? null;
  const configuration = tenant === null ? undefined : await stage.deps.directory.configuration(tenant);
  return {
    kind: 'page',
    status,
    view: shown.view({ action: stepAction(step), flow }),
    language: languageOf(request, stage.visit),
    tenantName: configuration?.tenant.displayName,
    leadsTo: request.leadsTo,
    cookies: [],
  };
}

function stageOf(
  deps: SignInDeps,
  transaction: Transaction,
  accounts: readonly SignedInAccount[],
  visit: Visit,
  answer: GateAnswer | null,
): Stage {
  const words = wordsFor(languageOf(transaction.request, visit));
  return { deps, transaction, accounts, visit, words, answer };
}

function languageOf(request: SignInRequest, visit: Visit): string {
  return request.language ?? visit.headers['accept-language']?.split(/[,;]/, 1)[0]?.trim() ?? 'en';
}

/** A chosen account that was signed out meanwhile is not chosen any more: the transaction itself proves nobody. */
function withLivingAccount(transaction: Transaction, accounts: readonly SignedInAccount[]): Transaction {
  const { account } = transaction;
  if (account === null || accounts.some(({ session }) => session.id === account.session)) return transaction;
  return { ...transaction, ...nobody };
}

function chosenOf({ account }: Transaction, accounts: readonly SignedInAccount[]): SignedInAccount {
  const chosen = accounts.find(({ session }) => session.id === account?.session);
  if (chosen === undefined) throw new TypeError('no account is chosen');
  return chosen;
}

function factsOf({ user, session }: SignedInAccount): AccountFacts {
  return {
    tenant: user.tenant,
    user: user.id,
    userName: user.userPrincipalName,
    mail: user.mail ?? null,
    session: session.id,
  };
}

function newTransaction(beginning: SignInBeginning, binding: string, visit: Visit): Transaction {
  return {
    binding,
    correlationId: visit.correlationId,
    beganAt: visit.arrivedAt,
    expiresAt: visit.arrivedAt + transactionLifetime,
    step: null,
    another: false,
    stopped: null,
    ...nobody,
    ...beginning,
  };
}

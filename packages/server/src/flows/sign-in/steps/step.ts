import type { Refusal } from '@gatehouse/model';
import type { FormTarget, PageView, Words } from '@gatehouse/sign-in';
import type { Parameters } from '@gatehouse/wire';
import type { SignedInAccount } from '../../../credentials/sessions/index.js';
import type { GateAnswer } from '../ask-gate.js';
import type { SignInDeps } from '../sign-in-deps.js';
import type { StepName, Transaction } from '../transaction.js';
import type { Visit } from '../visit.js';

/** What a step may look at. */
export interface Stage {
  readonly deps: SignInDeps;
  readonly transaction: Transaction;
  /** The accounts of this browser. */
  readonly accounts: readonly SignedInAccount[];
  readonly visit: Visit;
  /** Texts in the person's language. */
  readonly words: Words;
  /** The gate's answer, when it was what led to this step. */
  readonly answer: GateAnswer | null;
}

/** A page, once the transaction that it carries is sealed. */
export interface ShownPage {
  /** The transaction, with what the step must remember of what it showed. */
  readonly transaction: Transaction;
  view(target: FormTarget): PageView;
}

/** What came of a posted form. */
export type StepResult =
  /** Something was settled: the dispatcher decides what is next. */
  | { readonly kind: 'moved'; readonly transaction: Transaction; readonly cookies?: readonly string[] }
  /** The same page again, with a reason. */
  | { readonly kind: 'again'; readonly error: string }
  /** Nothing was judged: the service could not. */
  | { readonly kind: 'failed'; readonly refusal: Refusal };

/** One thing that a person does. A step knows no other step: it returns to the dispatcher. */
export interface Step {
  readonly name: StepName;
  /** @param error why the form posted last was not accepted. */
  show(stage: Stage, error?: string): Promise<ShownPage>;
  submit(form: Parameters, stage: Stage): Promise<StepResult>;
}

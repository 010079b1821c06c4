import type { Refusal, TenantId } from '@gatehouse/model';
import type { Requirement } from '@gatehouse/policy';
import type { Admission } from './admission.js';
import type { Attempt } from './attempt.js';
import type { RecordedDecision } from './records/sign-in-records.js';

/** The gate's answer. */
export type GateOutcome =
  | { readonly kind: 'admitted'; readonly admission: Admission }
  /** Yes after one thing more: a flow does it and asks again; a token endpoint answers with the refusal. */
  | { readonly kind: 'required'; readonly requirement: Requirement; readonly refusal: Refusal }
  | Refusal;

/** The only place that says yes (law ONE-GATE). */
export interface Gate {
  /**
   * Decides one attempt. The admission's record is on its way to the store; issuance waits for it (law RECORD-FIRST).
   * @throws StoreUnavailable when facts cannot be read.
   */
  admit(attempt: Attempt): Promise<GateOutcome>;
  /** Keeps a record of a failed attempt that never reached a decision: a wrong password, a wrong client secret. */
  recordFailure(attempt: Attempt, refusal: Refusal): Promise<void>;
  /**
   * Reads a record back with what was decided on, verified: the same input decided on once more gives the same answer (law PURE-POLICY).
   * @returns undefined when the tenant has no record of that id.
   * @throws StoreUnavailable
   */
  recordedDecision(tenant: TenantId, signInId: string): Promise<RecordedDecision | undefined>;
  /** Resolves when every record submitted so far is durable or has failed. */
  drain(): Promise<void>;
}

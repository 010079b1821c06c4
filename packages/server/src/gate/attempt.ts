import type {
  AppId,
  CorrelationId,
  GrantFamilyId,
  Refusal,
  RequestId,
  SessionId,
  TenantId,
  UserId,
} from '@gatehouse/model';
import type { AccessInput, AttemptKind, Authentication, Requirement } from '@gatehouse/policy';
import type { Admission } from './admission.js';

/** What a door or a flow asks the gate for. It names facts it has proved; everything else the gate looks up itself. */
export interface Attempt {
  readonly kind: AttemptKind;
  readonly tenant: TenantId;
  readonly authority: AccessInput['authority'];
  /** The client application; null for a session, which belongs to the platform itself. */
  readonly client: AppId | null;
  readonly principal:
    | { readonly kind: 'user'; readonly id: UserId; readonly authentication: Authentication }
    /** No one is signed in yet: the gate answers what is required. */
    | { readonly kind: 'nobody' }
    | { readonly kind: 'application' };
  readonly target:
    | { readonly kind: 'platform' }
    | { readonly kind: 'sign_in_only' }
    /** `name` as the client wrote it: an application ID URI or an app id. */
    | { readonly kind: 'resource'; readonly name: string };
  readonly request: AccessInput['request'];
  readonly network: { readonly address: string; readonly userAgent: string | undefined };
  readonly requestId: RequestId;
  readonly correlationId: CorrelationId;
  readonly session?: SessionId;
  readonly family?: GrantFamilyId;
}

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
  /** Resolves when every record submitted so far is durable or has failed. */
  drain(): Promise<void>;
}

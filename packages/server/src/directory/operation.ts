import type { AppManagementViolation } from '@gatehouse/policy';
import type { Clock } from '../platform/clock/index.js';
import type { Ids } from '../platform/ids/index.js';
import type { Actor, TenantTransaction } from '../platform/store/index.js';
import { changesBetween } from './journal-changes.js';

/** Who has an operation performed, and the request it belongs to. */
export interface Author {
  readonly actor: Actor;
  readonly correlationId?: string;
}

/** What an operation works with: one transaction of one tenant. */
export interface DirectoryWork extends Author {
  readonly tx: TenantTransaction;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * A question to the directory or a change of it, as a value: `directory.perform` runs it. Every noun's folder exports its own, so that
 * a new noun is one folder and no line elsewhere. Operations can be composed: what they do is one transaction.
 */
export type DirectoryOperation<Outcome> = (work: DirectoryWork) => Promise<Outcome>;

/** Why an operation was not performed. Doors give each its words. */
export type RefusalReason =
  /** There is no such object; `value` is its key. */
  | 'not_found'
  /** An object that the change refers to is not there, or of a kind that cannot stand there; `value` is its key. */
  | 'reference_not_found'
  /** Another object has this value of `property`. */
  | 'taken'
  /** The reference to be added is there already. */
  | 'already_referenced'
  /** The value of `property` cannot be; `detail` says why. */
  | 'invalid'
  /** `property` never changes. */
  | 'immutable'
  /** The object changed since the caller read it. */
  | 'stale'
  /** It would leave nobody who owns the object. */
  | 'last_owner'
  /** It would leave nobody who administers the tenant. */
  | 'last_administrator'
  /** There are as many as there may be; `detail` says how many. */
  | 'too_many'
  /** It would take a published permission away that is enabled; `value` is its id. */
  | 'still_enabled'
  /** The application forbids its service principals to change `property`. */
  | 'locked'
  /** An application management policy forbids it; `violation` says which, and how. */
  | 'app_policy'
  /** What the object is forbids it; `detail` says why. */
  | 'not_possible';

/** An operation that was not performed: nothing of it is in the store. */
export interface DirectoryRefusal {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** In Graph's spelling. */
  readonly property?: string;
  readonly value?: string;
  /** For administrators: a sentence without a final period. */
  readonly detail?: string;
  readonly violation?: AppManagementViolation;
}

/** Makes a refusal. */
export function refused(reason: RefusalReason, more: Omit<DirectoryRefusal, 'kind' | 'reason'> = {}): DirectoryRefusal {
  return { kind: 'refused', reason, ...more };
}

/** True for the outcome of an operation that was not performed. */
export function isRefused(outcome: unknown): outcome is DirectoryRefusal {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome && outcome.kind === 'refused';
}

/** Rolls a transaction back and carries the refusal out of it. */
export class RolledBack extends Error {
  override readonly name = 'RolledBack';
  readonly refusal: DirectoryRefusal;

  constructor(refusal: DirectoryRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** What the journal names an object by. */
export interface JournalTarget {
  readonly type: string;
  readonly id: string;
  readonly name?: string;
}

/**
 * Notes a change of an object in the journal, with the old and new values of what differs; nothing, when nothing differs.
 * `before` is absent for a new object, `after` for one that goes.
 * @returns whether there was anything to note.
 */
export function recordChange<Entity extends object>(
  { tx, actor, correlationId }: DirectoryWork,
  operation: string,
  target: JournalTarget,
  before: Entity | undefined,
  after: Entity | undefined,
): boolean {
  const changes =
    after === undefined
      ? changesBetween(undefined, before ?? {}).map(({ property, new: old }) => ({ property, old }))
      : changesBetween(before, after);
  if (before !== undefined && after !== undefined && changes.length === 0) return false;
  tx.journal({ operation, actor, target, changes, ...(correlationId === undefined ? {} : { correlationId }) });
  return true;
}

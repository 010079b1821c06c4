import type { ErrorCode } from '@gatehouse/model';
import type { Requirement } from '../decision.js';
import type { AccessInput } from '../input.js';

/** A rule's objection. A rule that has none stays silent; it never grants. */
export type Objection =
  | { readonly kind: 'refuse'; readonly error: ErrorCode; readonly detail: string }
  | { readonly kind: 'require'; readonly requirement: Requirement; readonly error: ErrorCode; readonly detail: string };

/** One access rule: a pure function of the input. */
export interface Rule {
  readonly name: string;
  object(input: AccessInput): Objection | undefined;
}

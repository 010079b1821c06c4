import type { Pattern } from './pattern/index.js';

/** What a rule chooses members from; never both. */
export type MemberKind = 'user' | 'device';

/** A rule that has been read. Plain values; the text it came from stays the form to store. */
export type MembershipRule =
  | { readonly kind: 'condition'; readonly about: MemberKind; readonly condition: RuleCondition }
  /** The direct members of the groups. Ids are lower case. */
  | { readonly kind: 'memberOf'; readonly about: MemberKind; readonly groups: readonly string[] }
  /** A manager and whoever reports to them. The id is lower case. */
  | { readonly kind: 'directReports'; readonly about: 'user'; readonly manager: string };

export type RuleCondition =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly RuleCondition[] }
  | { readonly kind: 'not'; readonly operand: RuleCondition }
  /** `isNegated` is the `-ne` of `-eq`, the `-notIn` of `-in` and so on: the opposite answer. */
  | { readonly kind: 'compare'; readonly operand: RuleOperand; readonly isNegated: boolean; readonly test: ValueTest }
  /** Operands in `element` are of the kind `item`. */
  | { readonly kind: 'any' | 'all'; readonly property: RuleProperty; readonly element: RuleCondition };

/** What is compared: a property of the member, or, inside `-any` and `-all`, the value at hand or one of its fields. */
export type RuleOperand =
  | { readonly kind: 'property'; readonly property: RuleProperty }
  | { readonly kind: 'item'; readonly field: string | null };

export type ValueTest =
  | { readonly kind: 'isNull' }
  | { readonly kind: 'is'; readonly value: boolean }
  | { readonly kind: 'equals' | 'startsWith' | 'endsWith' | 'contains'; readonly text: string }
  | { readonly kind: 'in'; readonly texts: readonly string[] }
  | { readonly kind: 'match'; readonly pattern: Pattern }
  | { readonly kind: 'moment'; readonly order: MomentOrder; readonly moment: Moment };

export type MomentOrder = 'eq' | 'le' | 'lt' | 'ge' | 'gt';

/** Milliseconds: since the Unix epoch, or after the moment of the evaluation (before it when negative). */
export type Moment =
  | { readonly kind: 'at'; readonly instant: number }
  | { readonly kind: 'now'; readonly offset: number };

/** A property that rules can read. */
export interface RuleProperty {
  /** As rules write it. */
  readonly name: string;
  /** `texts` and `plans` are collections: of strings, and of assigned plans. */
  readonly type: 'boolean' | 'dateTime' | 'text' | 'texts' | 'plans';
  /** Where Graph keeps it: a property, then the field or the place in a list where there is more. */
  readonly path: readonly [string, ...string[]];
}

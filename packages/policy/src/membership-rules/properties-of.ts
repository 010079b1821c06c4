import type { MemberKind, MembershipRule, RuleCondition } from './membership-rule.js';

/** What a rule reads: when one of these changes, whether somebody is a member may change. */
export interface RuleReads {
  readonly about: MemberKind;
  /** Graph's names of properties of the member, each once and sorted; `manager` and `memberOf` for the rules about those. */
  readonly properties: readonly string[];
  /**
   * How far from now, in milliseconds, the moments lie that dates are compared with, each once and ascending; nothing when time
   * alone changes nothing. A date decides differently once it is `now + offset`.
   */
  readonly offsetsFromNow: readonly number[];
  /** Ids of the groups whose members it takes. */
  readonly groups: readonly string[];
  /** Id of the manager whose reports it takes. */
  readonly manager: string | null;
}

/** What a rule depends on, so that it is evaluated again when that changes and not otherwise. */
export function propertiesOf(rule: MembershipRule): RuleReads {
  const nothing = { about: rule.about, offsetsFromNow: [], groups: [], manager: null };
  switch (rule.kind) {
    case 'memberOf':
      return { ...nothing, properties: ['memberOf'], groups: rule.groups };
    case 'directReports':
      return { ...nothing, properties: ['id', 'manager'], manager: rule.manager };
    case 'condition': {
      const parts = [...partsOf(rule.condition)];
      return {
        ...nothing,
        properties: [...new Set(parts.flatMap(propertyIn))].toSorted(),
        offsetsFromNow: [...new Set(parts.flatMap(offsetIn))].toSorted((one, other) => one - other),
      };
    }
  }
}

/** A condition and those that it combines. */
function* partsOf(condition: RuleCondition): Iterable<RuleCondition> {
  yield condition;
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const operand of condition.operands) yield* partsOf(operand);
      return;
    case 'not':
      yield* partsOf(condition.operand);
      return;
    // Their elements read the property they stand at, and no dates.
    case 'any':
    case 'all':
    case 'compare':
      return;
  }
}

function propertyIn(part: RuleCondition): readonly string[] {
  if (part.kind === 'any' || part.kind === 'all') return [part.property.path[0]];
  return part.kind === 'compare' && part.operand.kind === 'property' ? [part.operand.property.path[0]] : [];
}

function offsetIn(part: RuleCondition): readonly number[] {
  if (part.kind !== 'compare' || part.test.kind !== 'moment') return [];
  return part.test.moment.kind === 'now' ? [part.test.moment.offset] : [];
}

import type { Fact } from '@gatehouse/model';
import { elementsOf, fieldOf, type MemberSubject, storedValue } from './member-subject.js';
import type { MembershipRule, RuleCondition, RuleOperand, ValueTest } from './membership-rule.js';
import { every, not, some, type Truth } from './truth.js';
import { testValue } from './test-value.js';

/** What a condition is evaluated against. */
interface Scene {
  readonly subject: MemberSubject;
  readonly now: number;
  /** Inside `-any` and `-all`: the element at hand. */
  readonly element?: Fact<unknown>;
}

/**
 * Whether the subject is a member. Only what is certainly true makes one: a property that is not kept, or kept in another shape,
 * is unknown, and so is every comparison with it, `-ne` and `-not` as well (law UNKNOWN-NEVER-HELPS). Cost: bounded by the rule's
 * length times the size of the values it reads.
 * @param context `now` in milliseconds since the Unix epoch, for `system.now`.
 * @example evaluateMembershipRule(rule, { kind: 'user', properties: { department: 'Sales' }, kept: ['department'] }, { now })
 */
export function evaluateMembershipRule(
  rule: MembershipRule,
  subject: MemberSubject,
  context: { readonly now: number },
): boolean {
  if (rule.about !== subject.kind) return false;
  return truthOfRule(rule, { subject, now: context.now }) === true;
}

function truthOfRule(rule: MembershipRule, scene: Scene): Truth {
  switch (rule.kind) {
    case 'condition':
      return truthOf(rule.condition, scene);
    case 'memberOf': {
      const memberships = elementsOf(storedValue(scene.subject, ['memberOf']));
      if (memberships.kind === 'unknown') return 'unknown';
      return memberships.value.some((group) => typeof group === 'string' && rule.groups.includes(group.toLowerCase()));
    }
    case 'directReports': {
      // "The manager is also added to a direct reports dynamic group."
      const is: ValueTest = { kind: 'equals', text: rule.manager };
      const ids = [storedValue(scene.subject, ['manager']), storedValue(scene.subject, ['id'])];
      return some(ids.map((id) => testValue(is, id, scene.now)));
    }
  }
}

function truthOf(condition: RuleCondition, scene: Scene): Truth {
  switch (condition.kind) {
    case 'and':
      return every(truthsOf(condition.operands, scene));
    case 'or':
      return some(truthsOf(condition.operands, scene));
    case 'not':
      return not(truthOf(condition.operand, scene));
    case 'compare': {
      const truth = truthOfTest(condition.operand, condition.test, scene);
      return condition.isNegated ? not(truth) : truth;
    }
    case 'any':
    case 'all': {
      const elements = elementsOf(storedValue(scene.subject, condition.property.path));
      if (elements.kind === 'unknown') return 'unknown';
      const truths = elements.value.map((value) =>
        truthOf(condition.element, { ...scene, element: { kind: 'known', value } }),
      );
      return condition.kind === 'any' ? some(truths) : every(truths);
    }
  }
}

/** One by one, so that what is decided is not asked further. */
function* truthsOf(operands: readonly RuleCondition[], scene: Scene): Iterable<Truth> {
  for (const operand of operands) yield truthOf(operand, scene);
}

function truthOfTest(operand: RuleOperand, test: ValueTest, scene: Scene): Truth {
  if (operand.kind === 'item') {
    const element = scene.element ?? { kind: 'unknown', why: 'there is no element here' };
    if (operand.field === null || element.kind === 'unknown') return testValue(test, element, scene.now);
    return testValue(test, fieldOf(element.value, operand.field), scene.now);
  }
  const stored = storedValue(scene.subject, operand.property.path);
  return operand.property.type === 'texts' ? truthOfAny(test, stored, scene.now) : testValue(test, stored, scene.now);
}

/** A collection compared without `-any` and `-all`: some value must pass. With no values it is null. */
function truthOfAny(test: ValueTest, stored: Fact<unknown>, now: number): Truth {
  const elements = elementsOf(stored);
  if (elements.kind === 'unknown') return 'unknown';
  if (test.kind === 'isNull') return elements.value.length === 0;
  return some(elements.value.map((value) => testValue(test, { kind: 'known', value }, now)));
}

import type { Condition } from '@gatehouse/model';

/**
 * The same condition with every `not` as far in as it goes, nested `and` and `or` joined, and null taken out of lists: so that what
 * an index serves stands where it can be seen.
 */
export function normalForm(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return joined(condition.kind, condition.operands.map(normalForm));
    case 'not':
      return negated(condition.operand);
    case 'in':
      return withoutNull(condition);
    case 'any':
      return { ...condition, element: condition.element && normalForm(condition.element) };
    case 'all':
      return { ...condition, element: normalForm(condition.element) };
    default:
      return condition;
  }
}

function negated(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
      return joined('or', condition.operands.map(negated));
    case 'or':
      return joined('and', condition.operands.map(negated));
    case 'not':
      return normalForm(condition.operand);
    case 'compare':
      // Only these two are each other's opposite: an absent value is neither less than another nor not less.
      if (condition.operator === 'eq') return { ...condition, operator: 'ne' };
      if (condition.operator === 'ne') return { ...condition, operator: 'eq' };
      return { kind: 'not', operand: condition };
    default:
      return { kind: 'not', operand: normalForm(condition) };
  }
}

function joined(kind: 'and' | 'or', operands: readonly Condition[]): Condition {
  const flat = operands.flatMap((each) => (each.kind === kind ? each.operands : [each]));
  const [only] = flat;
  return only !== undefined && flat.length === 1 ? only : { kind, operands: flat };
}

function withoutNull(condition: Extract<Condition, { kind: 'in' }>): Condition {
  const { field, values } = condition;
  const present = values.filter((value) => value !== null);
  if (present.length === values.length) return condition;
  return joined('or', [
    { kind: 'in', field, values: present },
    { kind: 'compare', field, operator: 'eq', value: null },
  ]);
}

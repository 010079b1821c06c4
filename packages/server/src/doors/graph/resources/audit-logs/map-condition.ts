import type { Condition } from '@gatehouse/model';

/** A part of a condition that says something of one field. */
export type FieldCondition = Extract<Condition, { readonly field: string }>;

/** Holds for nothing. */
export const never: Condition = { kind: 'or', operands: [] };

/** The same condition with the parts about fields of the objects themselves said otherwise; those inside `any` are of other things. */
export function mapCondition(condition: Condition, change: (part: FieldCondition) => Condition): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { kind: condition.kind, operands: condition.operands.map((one) => mapCondition(one, change)) };
    case 'not':
      return { kind: 'not', operand: mapCondition(condition.operand, change) };
    case 'any':
    case 'all':
    case 'size':
      return condition;
    default:
      return change(condition);
  }
}

/** The texts that a field is compared with for equality, wherever. */
export function textsComparedWith(condition: Condition | null, field: string): readonly string[] {
  const texts: string[] = [];
  if (condition === null) return texts;
  mapCondition(condition, (part) => {
    if (part.field === field) texts.push(...valuesOf(part));
    return part;
  });
  return texts;
}

/** The texts that a part compares its field with; none when it does not ask for equality. */
function valuesOf(part: FieldCondition): readonly string[] {
  const values = part.kind === 'in' ? part.values : part.kind === 'compare' ? [part.value] : [];
  return values.filter((value) => typeof value === 'string');
}

/**
 * A part that asks whether a field is one of some texts, asked of something that the texts stand for.
 * @param meaning what is to hold for one text.
 */
export function equalsAnyOf(part: FieldCondition, meaning: (text: string) => Condition): Condition {
  const equal: Condition = { kind: 'or', operands: valuesOf(part).map(meaning) };
  return part.kind === 'compare' && part.operator === 'ne' ? { kind: 'not', operand: equal } : equal;
}

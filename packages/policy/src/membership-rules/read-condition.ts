import type { Cursor } from './cursor.js';
import { findPlanField, findProperty } from './find-property.js';
import type { MemberKind, RuleCondition, RuleProperty } from './membership-rule.js';
import { readComparison } from './read-comparison.js';

/**
 * Reads an expression: comparisons before `-not` before `-and` before `-or` ("Operator precedence").
 * @param collection whose values are looked at, inside `-any` and `-all`; null outside.
 */
export function readCondition(cursor: Cursor, collection: RuleProperty | null): RuleCondition | undefined {
  return readChain(cursor, 'or', () => readChain(cursor, 'and', () => readTerm(cursor, collection)));
}

function readChain(
  cursor: Cursor,
  kind: 'and' | 'or',
  read: () => RuleCondition | undefined,
): RuleCondition | undefined {
  const first = read();
  if (first === undefined) return undefined;
  const operands = [first];
  while (cursor.takeOperator(kind)) {
    const next = read();
    if (next === undefined) return undefined;
    operands.push(next);
  }
  return operands.length === 1 ? first : { kind, operands };
}

function readTerm(cursor: Cursor, collection: RuleProperty | null): RuleCondition | undefined {
  if (cursor.takeOperator('not')) {
    const operand = cursor.deeper(() => readTerm(cursor, collection));
    return operand && { kind: 'not', operand };
  }
  if (cursor.takeMark('(')) return readToParenthesis(cursor, collection);
  return collection === null ? readPropertyTerm(cursor) : readItemTerm(cursor, collection);
}

function readToParenthesis(cursor: Cursor, collection: RuleProperty | null): RuleCondition | undefined {
  const inner = cursor.deeper(() => readCondition(cursor, collection));
  if (inner === undefined) return undefined;
  return cursor.takeMark(')') ? inner : cursor.refuse('a `)` or an operator such as `-and` is missing here');
}

function readPropertyTerm(cursor: Cursor): RuleCondition | undefined {
  const property = readProperty(cursor);
  if (property === undefined) return undefined;
  for (const kind of ['any', 'all'] as const) {
    if (cursor.takeOperator(kind)) return readItems(cursor, kind, property);
  }
  if (property.type === 'plans') return cursor.refuse(`\`${property.name}\` needs \`-any\` or \`-all\` after it`);
  return readComparison(cursor, { kind: 'property', property }, property);
}

function readProperty(cursor: Cursor): RuleProperty | undefined {
  const { kind, text } = cursor.ahead();
  if (kind !== 'word') return cursor.refuse('a property such as `user.department` was expected');
  const dot = text.indexOf('.');
  const [object, name] = [text.slice(0, Math.max(dot, 0)).toLowerCase(), text.slice(dot + 1)];
  if (text === '_' || object === 'assignedplan') {
    return cursor.refuse(`\`${text}\` can be read only inside \`-any\` or \`-all\``);
  }
  if (!isMemberKind(object)) return cursor.refuse(`\`${text}\` must begin with \`user.\` or \`device.\``);
  if (name.toLowerCase() === 'memberof') {
    return cursor.refuse('`memberOf` must be the whole rule and cannot be combined with other expressions');
  }
  // "you can't create a rule that contains both users and devices"
  if (!cursor.settle(object)) return cursor.refuse('a rule is about users or about devices, not about both');
  const property = findProperty(object, name);
  if (property === undefined) return cursor.refuse(`\`${text}\` is not a property that a rule can read`);
  cursor.step();
  return property;
}

function isMemberKind(object: string): object is MemberKind {
  return object === 'user' || object === 'device';
}

/**
 * `-any` and `-all` bind last ("Operator precedence"): without parentheses around it, what they ask for goes on as far as it can.
 * Parentheses end it.
 */
function readItems(cursor: Cursor, kind: 'any' | 'all', property: RuleProperty): RuleCondition | undefined {
  if (property.type !== 'texts' && property.type !== 'plans') {
    return cursor.refuse(`\`${property.name}\` has one value, and \`-${kind}\` is for properties with several`);
  }
  const element = cursor.takeMark('(')
    ? readToParenthesis(cursor, property)
    : cursor.deeper(() => readCondition(cursor, property));
  return element && { kind, property, element };
}

function readItemTerm(cursor: Cursor, collection: RuleProperty): RuleCondition | undefined {
  const { kind, text } = cursor.ahead();
  if (collection.type === 'texts') {
    if (kind !== 'word' || text !== '_') return cursor.refuse(otherPropertyReason(collection, '`_`'));
    cursor.step();
    return readComparison(cursor, { kind: 'item', field: null }, { ...collection, name: '_', type: 'text' });
  }
  const field = kind === 'word' && /^assignedplan\./i.test(text) ? findPlanField(text.slice(13)) : undefined;
  if (field === undefined) {
    const names = '`assignedPlan.servicePlanId`, `assignedPlan.service` and `assignedPlan.capabilityStatus`';
    return cursor.refuse(otherPropertyReason(collection, names));
  }
  cursor.step();
  return readComparison(cursor, { kind: 'item', field }, { ...collection, name: text, type: 'text' });
}

function otherPropertyReason(collection: RuleProperty, names: string): string {
  return `inside \`-any\` and \`-all\` of \`${collection.name}\` only ${names} can be read: put parentheses around what belongs to it`;
}

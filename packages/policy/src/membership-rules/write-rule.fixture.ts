import type { MembershipRule, RuleCondition, RuleOperand, ValueTest } from './membership-rule.js';

/** Writes a rule so that reading it gives the same rule, with no more parentheses than it needs. */
export function writeRule(rule: MembershipRule): string {
  switch (rule.kind) {
    case 'condition':
      return writeCondition(rule.condition, rule.about);
    case 'memberOf':
      return `${rule.about}.memberOf -any (group.objectId -in [${rule.groups.map((group) => `'${group}'`).join(', ')}])`;
    case 'directReports':
      return `Direct Reports for "${rule.manager}"`;
  }
}

function writeCondition(condition: RuleCondition, about: string): string {
  switch (condition.kind) {
    case 'or':
      return condition.operands.map((operand) => within(operand, ['or'], about)).join(' -or ');
    case 'and':
      return condition.operands.map((operand) => within(operand, ['or', 'and'], about)).join(' -and ');
    case 'not':
      return `-not ${within(condition.operand, ['or', 'and'], about)}`;
    case 'any':
    case 'all':
      return `${about}.${condition.property.name} -${condition.kind} (${writeCondition(condition.element, about)})`;
    case 'compare':
      return `${writeOperand(condition.operand, about)} ${writeTest(condition.test, condition.isNegated)}`;
  }
}

function within(operand: RuleCondition, looser: readonly RuleCondition['kind'][], about: string): string {
  const written = writeCondition(operand, about);
  return looser.includes(operand.kind) ? `(${written})` : written;
}

function writeOperand(operand: RuleOperand, about: string): string {
  if (operand.kind === 'property') return `${about}.${operand.property.name}`;
  return operand.field === null ? '_' : `assignedPlan.${operand.field}`;
}

function writeTest(test: ValueTest, isNegated: boolean): string {
  const operator = (name: string) => (isNegated ? `-not${name.slice(0, 1).toUpperCase()}${name.slice(1)}` : `-${name}`);
  const equality = isNegated ? '-ne' : '-eq';
  switch (test.kind) {
    case 'isNull':
      return `${equality} null`;
    case 'is':
      return `${equality} ${test.value}`;
    case 'equals':
      return `${equality} ${quoted(test.text)}`;
    case 'startsWith':
    case 'endsWith':
    case 'contains':
      return `${operator(test.kind)} ${quoted(test.text)}`;
    case 'in':
      return `${operator('in')} [${test.texts.map(quoted).join(', ')}]`;
    case 'match':
      return `${operator('match')} ${quoted(test.pattern.source)}`;
    case 'moment':
      return `${isNegated ? '-ne' : `-${test.order}`} ${writeMoment(test.moment)}`;
  }
}

function writeMoment(moment: (ValueTest & { kind: 'moment' })['moment']): string {
  if (moment.kind === 'at') return new Date(moment.instant).toISOString();
  const seconds = Math.abs(moment.offset) / 1000;
  if (seconds === 0) return 'system.now';
  return `system.now ${moment.offset < 0 ? '-minus' : '-plus'} pt${seconds}s`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/[`"]/g, '`$&').replaceAll("'", "''")}"`;
}

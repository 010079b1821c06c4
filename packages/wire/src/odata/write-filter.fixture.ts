import type { Filter, Literal, Operand, PropertyPath } from './filter.js';

/** Writes a `$filter` that reads back as the same tree. */
export function writeFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.map((operand) => inside(filter.kind, operand)).join(` ${filter.kind} `);
    case 'not':
      return `not ${inside('not', filter.operand)}`;
    case 'compare':
      return `${writeOperand(filter.operand)} ${filter.operator} ${writeLiteral(filter.value)}`;
    case 'in':
      return `${writeOperand(filter.operand)} in (${filter.values.map(writeLiteral).join(',')})`;
    case 'call':
      return `${filter.function}(${writePath(filter.property)},${quote(filter.text)})`;
    case 'any':
    case 'all': {
      const { collection, lambda } = filter;
      const body = lambda === null ? '' : `${lambda.variable}:${writeFilter(lambda.predicate)}`;
      return `${writePath(collection)}/${filter.kind}(${body})`;
    }
  }
}

/** Parentheses stand only where the tree would be another without them, so that reading it back tests precedence. */
function inside(outer: 'and' | 'or' | 'not', filter: Filter): string {
  const loose = { and: ['and', 'or'], or: ['or'], not: ['and', 'or', 'compare', 'in'] }[outer];
  return loose.includes(filter.kind) ? `(${writeFilter(filter)})` : writeFilter(filter);
}

function writeOperand(operand: Operand): string {
  return operand.kind === 'property' ? writePath(operand.property) : `${writePath(operand.collection)}/$count`;
}

function writePath({ variable, path }: PropertyPath): string {
  return [...(variable === null ? [] : [variable]), ...path].join('/');
}

function writeLiteral(literal: Literal): string {
  if (literal.kind === 'null') return 'null';
  return literal.kind === 'string' ? quote(literal.value) : String(literal.value);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

import type { Cursor } from './cursor.js';
import {
  type ComparisonOperator,
  comparisonOperators,
  type Filter,
  type Lambda,
  type Literal,
  type Operand,
  type PropertyPath,
  type TextFunction,
  textFunctions,
} from './filter.js';
import { readLiteral } from './literal.js';

/** Variables of the lambdas around a place; the innermost comes last. */
type Variables = readonly string[];

/**
 * Reads a `$filter` expression: `not` before comparisons before `and` before `or` (OData 4.01 part 2 §5.1.1.17). Keywords and
 * function names may be in any letter case (§5.1.1). Left of an operator stands a property, right of it a literal, since no
 * directory property is compared with another.
 */
export function readFilter(cursor: Cursor, variables: Variables = []): Filter | undefined {
  return readChain(cursor, 'or', () => readChain(cursor, 'and', () => readTest(cursor, variables)));
}

function readChain(cursor: Cursor, kind: 'and' | 'or', read: () => Filter | undefined): Filter | undefined {
  const first = read();
  if (first === undefined) return undefined;
  const operands = [first];
  while (cursor.takeWord(kind)) {
    const next = read();
    if (next === undefined) return undefined;
    operands.push(next);
  }
  return operands.length === 1 ? first : cursor.node({ kind, operands });
}

function readTest(cursor: Cursor, variables: Variables): Filter | undefined {
  if (cursor.takeWord('not')) return readNegation(cursor, variables);
  if (cursor.takeMark('(')) {
    const inner = cursor.deeper(() => readFilter(cursor, variables));
    if (inner === undefined) return undefined;
    return cursor.takeMark(')') ? inner : cursor.refuse("')' or an operator was expected");
  }
  if (cursor.ahead().kind !== 'word') return cursor.refuse('An identifier was expected');
  const next = cursor.ahead(1);
  return next.kind === 'mark' && next.text === '(' ? readCall(cursor, variables) : readPropertyTest(cursor, variables);
}

/** `not` binds tighter than a comparison, so `not a eq 'b'` would negate the property: it needs parentheses. */
function readNegation(cursor: Cursor, variables: Variables): Filter | undefined {
  const start = cursor.ahead();
  const operand = cursor.deeper(() => readTest(cursor, variables));
  if (operand === undefined) return undefined;
  const isBare = start.kind === 'word' && (operand.kind === 'compare' || operand.kind === 'in');
  return isBare
    ? cursor.refuse("What follows 'not' must be in parentheses", start)
    : cursor.node({ kind: 'not', operand });
}

/** `startswith(property,'text')`, which older clients compare with `true` or `false`. */
function readCall(cursor: Cursor, variables: Variables): Filter | undefined {
  const name = textFunctions.find((known): known is TextFunction => known === cursor.ahead().text.toLowerCase());
  if (name === undefined) {
    return cursor.refuse(`An unknown function with name '${cursor.ahead().text.slice(0, 64)}' was found`);
  }
  cursor.step();
  cursor.step();
  const property = readProperty(cursor, variables);
  if (property === undefined) return undefined;
  if (!cursor.takeMark(',')) return cursor.refuse("',' was expected");
  if (cursor.ahead().kind !== 'string') return cursor.refuse('A string was expected');
  const call = cursor.node<Filter>({ kind: 'call', function: name, property, text: cursor.step().text });
  if (call === undefined) return undefined;
  if (!cursor.takeMark(')')) return cursor.refuse("')' was expected");
  if (!cursor.takeWord('eq')) return call;
  if (cursor.takeWord('true')) return call;
  if (cursor.takeWord('false')) return cursor.node({ kind: 'not', operand: call });
  return cursor.refuse("'true' or 'false' was expected");
}

function readPropertyTest(cursor: Cursor, variables: Variables): Filter | undefined {
  const property = readProperty(cursor, variables);
  if (property === undefined) return undefined;
  if (cursor.takeMark('/')) {
    if (cursor.takeWord('any')) return readQuantifier(cursor, 'any', property, variables);
    if (cursor.takeWord('all')) return readQuantifier(cursor, 'all', property, variables);
    // OData 4.01 part 2 §5.1.1.15: `$count` comes last in a path.
    if (cursor.ahead().text !== '$count') return cursor.refuse('An identifier was expected');
    cursor.step();
    return readComparison(cursor, { kind: 'count', collection: property });
  }
  return readComparison(cursor, { kind: 'property', property });
}

function readComparison(cursor: Cursor, operand: Operand): Filter | undefined {
  if (cursor.takeWord('in')) return readList(cursor, operand);
  const operator = comparisonOperators.find((known): known is ComparisonOperator => cursor.takeWord(known));
  if (operator === undefined) return cursor.refuse('An operator was expected');
  const value = readLiteral(cursor);
  return value === undefined ? undefined : cursor.node({ kind: 'compare', operator, operand, value });
}

/** `in ('a','b')` (OData 4.01 part 2 §5.1.1.1.11); a list of nothing is refused. */
function readList(cursor: Cursor, operand: Operand): Filter | undefined {
  if (!cursor.takeMark('(')) return cursor.refuse("'(' was expected");
  const values: Literal[] = [];
  do {
    const value = readLiteral(cursor);
    if (value === undefined) return undefined;
    values.push(value);
  } while (cursor.takeMark(','));
  return cursor.takeMark(')') ? cursor.node({ kind: 'in', operand, values }) : cursor.refuse("')' or ',' was expected");
}

/** `any(…)` and `all(…)` (OData 4.01 part 2 §5.1.1.13.1, §5.1.1.13.2). */
function readQuantifier(
  cursor: Cursor,
  kind: 'any' | 'all',
  collection: PropertyPath,
  variables: Variables,
): Filter | undefined {
  if (!cursor.takeMark('(')) return cursor.refuse("'(' was expected");
  if (kind === 'any' && cursor.takeMark(')')) return cursor.node({ kind, collection, lambda: null });
  const lambda = cursor.deeper(() => readLambda(cursor, variables));
  if (lambda === undefined) return undefined;
  return cursor.takeMark(')') ? cursor.node({ kind, collection, lambda }) : cursor.refuse("')' was expected");
}

function readLambda(cursor: Cursor, variables: Variables): Lambda | undefined {
  const name = cursor.ahead();
  if (name.kind !== 'word' || name.text.includes('.')) return cursor.refuse('An identifier was expected');
  if (variables.includes(name.text)) return cursor.refuse('A range variable that has already been declared was found');
  cursor.step();
  if (!cursor.takeMark(':')) return cursor.refuse("':' was expected");
  const predicate = readFilter(cursor, [...variables, name.text]);
  return predicate === undefined ? undefined : { variable: name.text, predicate };
}

/** A path up to, not including, a last `/any(`, `/all(` or `/$count`. */
function readProperty(cursor: Cursor, variables: Variables): PropertyPath | undefined {
  const path: string[] = [];
  if (cursor.ahead().kind !== 'word') return cursor.refuse('An identifier was expected');
  do path.push(cursor.step().text);
  while (isSegmentAhead(cursor) && cursor.takeMark('/'));
  const [first = '', ...rest] = path;
  return variables.includes(first) ? { variable: first, path: rest } : { variable: null, path };
}

/** Whether `/segment` comes next: `any(` and `all(` are not segments, but `any` alone could be one. */
function isSegmentAhead(cursor: Cursor): boolean {
  const [slash, name, after] = [cursor.ahead(), cursor.ahead(1), cursor.ahead(2)];
  const isQuantifier = /^(?:any|all)$/i.test(name.text) && after.kind === 'mark' && after.text === '(';
  return slash.kind === 'mark' && slash.text === '/' && name.kind === 'word' && !isQuantifier;
}

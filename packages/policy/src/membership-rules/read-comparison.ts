import type { Cursor } from './cursor.js';
import type { RuleCondition, RuleOperand, RuleProperty, ValueTest } from './membership-rule.js';
import { compilePattern } from './pattern/index.js';
import { readMoment } from './read-moment.js';

type Asked = Exclude<ValueTest['kind'], 'isNull' | 'is' | 'moment'> | 'le' | 'lt' | 'ge' | 'gt';

interface Operator {
  readonly asks: Asked;
  readonly isNegated: boolean;
}

/** In lower case ("Supported expression operators"; "Use the -le and -ge operators"). */
const operators: ReadonlyMap<string, Operator> = new Map([
  ['eq', { asks: 'equals', isNegated: false }],
  ['ne', { asks: 'equals', isNegated: true }],
  ['startswith', { asks: 'startsWith', isNegated: false }],
  ['notstartswith', { asks: 'startsWith', isNegated: true }],
  ['endswith', { asks: 'endsWith', isNegated: false }],
  ['notendswith', { asks: 'endsWith', isNegated: true }],
  ['contains', { asks: 'contains', isNegated: false }],
  ['notcontains', { asks: 'contains', isNegated: true }],
  ['match', { asks: 'match', isNegated: false }],
  ['notmatch', { asks: 'match', isNegated: true }],
  ['in', { asks: 'in', isNegated: false }],
  ['notin', { asks: 'in', isNegated: true }],
  ['le', { asks: 'le', isNegated: false }],
  ['lt', { asks: 'lt', isNegated: false }],
  ['ge', { asks: 'ge', isNegated: false }],
  ['gt', { asks: 'gt', isNegated: false }],
]);

/**
 * Reads an operator and a value.
 * @param property what the operand is called and what it holds, for a value of an assigned plan its field.
 */
export function readComparison(
  cursor: Cursor,
  operand: RuleOperand,
  property: RuleProperty,
): RuleCondition | undefined {
  const { kind, text } = cursor.ahead();
  const operator = kind === 'operator' || kind === 'word' ? operators.get(text.toLowerCase()) : undefined;
  if (operator === undefined) return cursor.refuse(noOperatorReason(text, property.name));
  const start = cursor.step();
  const test = isNullAhead(cursor)
    ? readNull(cursor, operator)
    : readTest(cursor, operator.asks, property, `\`-${start.text}\``);
  return test && { kind: 'compare', operand, isNegated: operator.isNegated, test };
}

/** A list of texts in square brackets. */
export function readTexts(cursor: Cursor): readonly string[] | undefined {
  if (!cursor.takeMark('[')) return cursor.refuse('a list such as `["Sales", "Marketing"]` was expected');
  const texts: string[] = [];
  do {
    const text = readText(cursor);
    if (text === undefined) return undefined;
    texts.push(text);
  } while (cursor.takeMark(','));
  return cursor.takeMark(']') ? texts : cursor.refuse('a `,` or the `]` of the list is missing here');
}

function noOperatorReason(text: string, property: string): string {
  // "Don't use the -not operator as a comparative operator for the null value."
  if (text.toLowerCase() === 'not') return '`-not` stands before an expression; compare with `-eq null` or `-ne null`';
  return `an operator such as \`-eq\` was expected after \`${property}\``;
}

/** `$null` is how rules used to write it. */
function isNullAhead(cursor: Cursor): boolean {
  const { kind, text } = cursor.ahead();
  return kind === 'word' && /^\$?null$/i.test(text);
}

function readNull(cursor: Cursor, operator: Operator): ValueTest | undefined {
  // "Use -eq or -ne when you're comparing the null value"
  if (operator.asks !== 'equals') return cursor.refuse('`null` can be compared only by `-eq` and `-ne`');
  cursor.step();
  return { kind: 'isNull' };
}

function readTest(cursor: Cursor, asks: Asked, property: RuleProperty, written: string): ValueTest | undefined {
  if (property.type === 'boolean') {
    if (asks === 'equals') return readBoolean(cursor, property.name);
    return cursor.refuse(
      `${written} does not fit \`${property.name}\`, which is true or false: use \`-eq\` or \`-ne\``,
    );
  }
  if (property.type === 'dateTime') {
    if (asks === 'equals' || isOrder(asks)) return readMoment(cursor, asks === 'equals' ? 'eq' : asks);
    return cursor.refuse(
      `${written} does not fit \`${property.name}\`, which is a date: use \`-eq\`, \`-le\` or \`-ge\``,
    );
  }
  if (isOrder(asks)) return cursor.refuse(`${written} is for dates, and \`${property.name}\` is not one`);
  if (asks === 'match') return readPattern(cursor);
  if (asks === 'in') {
    const texts = readTexts(cursor);
    return texts && { kind: 'in', texts };
  }
  if (cursor.ahead().text === '[' && cursor.ahead().kind === 'mark') {
    return cursor.refuse(`${written} takes one value: use \`-in\` or \`-notIn\` for a list`);
  }
  const text = readText(cursor);
  return text === undefined ? undefined : { kind: asks, text };
}

function isOrder(asks: Asked): asks is 'le' | 'lt' | 'ge' | 'gt' {
  return asks === 'le' || asks === 'lt' || asks === 'ge' || asks === 'gt';
}

function readBoolean(cursor: Cursor, property: string): ValueTest | undefined {
  const { kind, text } = cursor.ahead();
  if ((kind !== 'word' && kind !== 'string') || !/^(?:true|false)$/i.test(text)) {
    return cursor.refuse(`\`${property}\` can be compared with \`true\`, \`false\` and \`null\` only`);
  }
  cursor.step();
  return { kind: 'is', value: text.toLowerCase() === 'true' };
}

/** "Double quotation marks are optional unless the value is a string": numbers, `true` and `false` are texts without them. */
function readText(cursor: Cursor): string | undefined {
  const { kind, text } = cursor.ahead();
  const isBare = kind === 'number' || (kind === 'word' && /^(?:true|false)$/i.test(text));
  if (kind !== 'string' && !isBare) {
    if (kind !== 'word' && kind !== 'dateTime') return cursor.refuse('a text in double quotes was expected');
    return cursor.refuse(`put the text \`${text}\` in double quotes`);
  }
  cursor.step();
  return text;
}

function readPattern(cursor: Cursor): ValueTest | undefined {
  const start = cursor.ahead();
  const source = readText(cursor);
  if (source === undefined) return undefined;
  const compiled = compilePattern(source, cursor.roomForPatterns);
  if (compiled.kind === 'tooLarge') {
    return cursor.refuse('the patterns of this rule are too large: use fewer, with smaller counts', start);
  }
  if (compiled.kind === 'refused') {
    return cursor.refuse(`character ${compiled.position + 1} of the pattern: ${compiled.reason}`, start);
  }
  cursor.spendOnPattern(compiled.pattern.size);
  return { kind: 'match', pattern: compiled.pattern };
}

import type { Cursor } from './cursor.js';
import type { Literal } from './filter.js';
import type { Token } from './tokens.js';

/** Reads a literal (OData 4.01 part 2 §5.1.1.14.1). */
export function readLiteral(cursor: Cursor): Literal | undefined {
  const token = cursor.ahead();
  const literal = literalOf(token);
  if (literal === undefined) return cursor.refuse('A literal was expected');
  cursor.step();
  return cursor.node(literal);
}

function literalOf({ kind, text }: Token): Literal | undefined {
  switch (kind) {
    case 'string':
    case 'decimal':
      return { kind, value: text };
    case 'guid':
      return { kind, value: text.toLowerCase() };
    case 'integer':
      return isInt64(text) ? { kind, value: text } : undefined;
    case 'date':
      return isDate(text) ? { kind, value: text } : undefined;
    case 'dateTime':
      return isDateTime(text) ? { kind, value: text.toUpperCase() } : undefined;
    case 'word':
      return words.get(text.toLowerCase());
    default:
      return undefined;
  }
}

const words: ReadonlyMap<string, Literal> = new Map([
  ['null', { kind: 'null' }],
  ['true', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
]);

function isInt64(text: string): boolean {
  const value = BigInt(text);
  return BigInt.asIntN(64, value) === value;
}

/** `yyyy-mm-dd` that is a day of the calendar. There is no year 0 in the store. */
function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= 1 && day >= 1 && day <= days;
}

function isDateTime(text: string): boolean {
  const [hour = 0, minute = 0, second = 0] = text
    .slice(11)
    .split(/[:.Z+-]/i)
    .map(Number);
  const [, hours = 0, minutes = 0] = /[+-](\d\d):(\d\d)$/.exec(text.slice(11))?.map(Number) ?? [];
  const inDay = hour <= 23 && minute <= 59 && second <= 59;
  return isDate(text.slice(0, 10)) && inDay && minutes <= 59 && hours * 60 + minutes <= 14 * 60;
}

import type { Cursor } from './cursor.js';
import { instantOf } from './instant-of.js';
import type { Moment, MomentOrder, ValueTest } from './membership-rule.js';

/** A span of days, hours, minutes and seconds (ISO 8601-1 §5.5.2); months and years have no fixed length. */
const duration = /^p(?:(\d{1,6})d)?(?:t(?=\d)(?:(\d{1,10})h)?(?:(\d{1,10})m)?(?:(\d{1,10})s)?)?$/i;

/** Reads a date, quoted or not, or `system.now` with a span after `-plus` or `-minus` ("Properties of type date/time"). */
export function readMoment(cursor: Cursor, order: MomentOrder): ValueTest | undefined {
  const moment = cursor.takeWord('system.now') ? readFromNow(cursor) : readInstant(cursor);
  return moment && { kind: 'moment', order, moment };
}

function readInstant(cursor: Cursor): Moment | undefined {
  const { kind, text } = cursor.ahead();
  const instant = kind === 'dateTime' || kind === 'string' ? instantOf(text) : undefined;
  if (instant === undefined) {
    return cursor.refuse('a date such as `2030-06-10T18:13:20Z`, `system.now` or `null` was expected');
  }
  cursor.step();
  return { kind: 'at', instant };
}

function readFromNow(cursor: Cursor): Moment | undefined {
  if (cursor.takeOperator('plus')) return readSpan(cursor, 1);
  if (cursor.takeOperator('minus')) return readSpan(cursor, -1);
  return { kind: 'now', offset: 0 };
}

function readSpan(cursor: Cursor, sign: 1 | -1): Moment | undefined {
  const { kind, text } = cursor.ahead();
  const parts = kind === 'word' && text.length > 1 ? duration.exec(text) : null;
  if (parts === null) {
    return cursor.refuse('a span such as `p30d` or `pt12h` was expected, in days, hours, minutes and seconds');
  }
  cursor.step();
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const span = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  return { kind: 'now', offset: span === 0 ? 0 : sign * span };
}

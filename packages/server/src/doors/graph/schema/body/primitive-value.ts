import { isGuid } from '@gatehouse/model';
import { z } from 'zod';
import type { PrimitiveType } from '../entity-type.js';

/** A text without a length of its own in its declaration holds at most so many UTF-16 code units; bytes as many octets. */
export const longestText = 32_768;

/** What became of one JSON value: the form in which it is kept, or what is wrong with it. */
export type Normalised =
  | { readonly kind: 'value'; readonly value: boolean | number | string }
  | { readonly kind: 'unconvertible' | 'invalid' | 'tooLong' };

const unconvertible: Normalised = { kind: 'unconvertible' };

/**
 * Brings a value into one form (OData JSON Format 4.01 §7.1): GUIDs in lower case, instants in UTC with milliseconds, bytes in base64
 * with padding (RFC 4648 §4). Numbers are JSON numbers; no text stands for one.
 * @param maxLength in UTF-16 code units, as Graph counts; of bytes, octets.
 */
export function normalise(type: PrimitiveType, given: unknown, maxLength = longestText): Normalised {
  switch (type) {
    case 'Boolean':
      return typeof given === 'boolean' ? value(given) : unconvertible;
    case 'Int32':
      return isInteger(given, 0x7fffffff) ? value(given + 0) : unconvertible;
    case 'Int64':
      return isInteger(given, Number.MAX_SAFE_INTEGER) ? value(given + 0) : unconvertible;
    case 'Double':
      return typeof given === 'number' && Number.isFinite(given) ? value(given) : unconvertible;
    default:
      return typeof given === 'string' ? normaliseText(type, given, maxLength) : unconvertible;
  }
}

function normaliseText(
  type: Exclude<PrimitiveType, 'Boolean' | 'Int32' | 'Int64' | 'Double'>,
  given: string,
  maxLength: number,
): Normalised {
  switch (type) {
    case 'String':
      if (given.length > maxLength) return { kind: 'tooLong' };
      return isStorable(given) ? value(given) : { kind: 'invalid' };
    case 'Guid':
      return isGuid(given) ? value(given.toLowerCase()) : unconvertible;
    case 'DateTimeOffset':
      return normaliseInstant(given);
    case 'Date':
      return days.safeParse(given).success && !given.startsWith('0000') ? value(given) : unconvertible;
    case 'Duration':
      return durations.test(given) ? value(given) : unconvertible;
    case 'Binary':
      return normaliseBytes(given, maxLength);
  }
}

const instants = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })]);
const days = z.iso.date();
/** Days and time, never months, whose length differs (OData 4.01 ABNF: `durationValue`). */
const durations = /^-?P(?=\d|T\d)(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,12})?S)?)?$/;

function normaliseInstant(given: string): Normalised {
  if (given.length > 40 || !instants.safeParse(given).success) return unconvertible;
  const utc = new Date(Date.parse(given));
  const year = utc.getUTCFullYear();
  return year >= 1 && year <= 9999 ? value(utc.toISOString()) : unconvertible;
}

function normaliseBytes(given: string, maxLength: number): Normalised {
  if (given.length > Math.ceil(maxLength / 3) * 4) return { kind: 'tooLong' };
  const standard = given.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const bytes = Buffer.from(standard, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== standard) return unconvertible;
  return bytes.length > maxLength ? { kind: 'tooLong' } : value(bytes.toString('base64'));
}

/** No store keeps U+0000, nor half of a surrogate pair as it was given. */
export function isStorable(given: string): boolean {
  return !/\0|\p{Surrogate}/u.test(given);
}

function isInteger(given: unknown, largest: number): given is number {
  return Number.isInteger(given) && (given as number) <= largest && (given as number) >= -largest - 1;
}

function value(given: boolean | number | string): Normalised {
  return { kind: 'value', value: given };
}

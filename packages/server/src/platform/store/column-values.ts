import pg from 'pg';
import type { SqlValue } from './store.js';

/** What the driver sends for one parameter. Text and bytes go as they are; the server knows the parameter's type. */
export type Bound = string | Buffer | null | readonly Bound[];

/** Turns a value into what the driver sends. */
export function bindValue(value: SqlValue): Bound {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  // An explicit instant: the driver's own form depends on the time zone of the process.
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return (value as readonly SqlValue[]).map(bindValue);
  return JSON.stringify(value);
}

const { builtins } = pg.types;
const asText = (text: string): string => text;

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, exactNumber],
  [builtins.DATE, asText],
  [builtins.TIMESTAMP, asText],
]);

/** The driver's own parsers, by the number of the column's type. */
const driverParser = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => (text: string) => unknown;

/** How columns become values; the driver's own ways for everything not named here. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? driverParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

function exactNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`the bigint ${text} does not fit a number`);
  return value;
}

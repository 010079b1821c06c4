import { StoreUnavailable } from './store.js';

/**
 * SQLSTATE classes and codes that say "not now" rather than "never": connection exceptions (08), out of disk, memory or
 * connections (53), operator intervention and statement timeouts (57), system errors such as failed I/O (58), serialization
 * failures and deadlocks (40), lock timeouts (55P03), and a transaction that idled too long (25P03).
 * PostgreSQL documentation: Appendix A, error codes.
 */
const unavailableClasses = new Set(['08', '53', '57', '58', '40']);
const unavailableCodes = new Set(['55P03', '25P03']);

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);

/** What the driver says, without a code, when a connection is gone or cannot be had. */
const driverSentences = [
  /^Connection terminated/,
  /^timeout exceeded when trying to connect/,
  /^timeout expired/,
  /^Client has encountered a connection error/,
  /^Client was closed/,
  /^Cannot use a pool after/,
];

/** The error a caller sees: StoreUnavailable for what passes, the error itself for what does not. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreUnavailable || !isPassing(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable(`the database is not available: ${reason}`, { cause: error });
}

/** True when the plan of a prepared statement no longer fits, because another process has migrated the schema meanwhile. */
export function isStalePlan(error: unknown): boolean {
  return codeOf(error) === '0A000' && error instanceof Error && error.message.includes('cached plan');
}

/** The SQLSTATE of a database error, or the code of a system error. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

function isPassing(error: unknown): boolean {
  if (isStalePlan(error)) return true;
  const code = codeOf(error);
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !networkCodes.has(code)) {
    return unavailableClasses.has(code.slice(0, 2)) || unavailableCodes.has(code);
  }
  if (code !== undefined && networkCodes.has(code)) return true;
  const message = error instanceof Error ? error.message : '';
  return driverSentences.some((sentence) => sentence.test(message));
}

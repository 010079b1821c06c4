import { catalogue } from './catalogue.data.js';

/** One outward error. */
export interface CatalogueRow {
  /** The OAuth error code (RFC 6749 §5.2 and its kin). */
  readonly error: string;
  readonly status: number;
  readonly suberror?: string;
  /** The public sentence; `{name}` is replaced by the detail of that name. */
  readonly sentence: string;
  /** What the reader of the error page should do. */
  readonly remedy: string;
  /** Seconds for `Retry-After`; only where waiting helps. */
  readonly retryAfter?: number;
  /** False where the platform was observed to leave `error_uri` out. */
  readonly uri?: false;
}

/** The AADSTS number of a catalogued error. */
export type ErrorCode = keyof typeof catalogue;

/** An expected "no", as a value. `details` fill the places of the public sentence; `why` goes to the log only. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;
  /** Which check failed and how: for the log, never for the caller. */
  readonly why: string;
  /** A claims request that the client passes back to the authorization endpoint, as a JSON value. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Makes a refusal. */
export function refuse(code: ErrorCode, why: string, details: Readonly<Record<string, string>> = {}): Refusal {
  return { kind: 'refused', code, why, details };
}

/** The catalogue row of an error number. */
export function errorRow(code: ErrorCode): CatalogueRow {
  return catalogue[code];
}

/** Every error number, ascending. */
export function errorCodes(): readonly ErrorCode[] {
  return Object.keys(catalogue)
    .map((number) => Number(number) as ErrorCode)
    .sort((one, other) => one - other);
}

/** Reads an error number from the outside. */
export function parseErrorCode(text: string): ErrorCode | undefined {
  return /^[1-9][0-9]{0,8}$/.test(text) && Object.hasOwn(catalogue, text) ? (Number(text) as ErrorCode) : undefined;
}

const longestDetail = 256;

/**
 * The public sentence of a refusal, with its details filled in. Details are cut to 256 characters and stripped of
 * control characters, since they may be user input.
 */
export function publicSentence(refusal: Pick<Refusal, 'code' | 'details'>): string {
  return errorRow(refusal.code).sentence.replace(/\{([a-z]+)\}/g, (_, name: string) =>
    (refusal.details[name] ?? '').replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, longestDetail),
  );
}

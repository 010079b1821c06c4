import { catalogue } from './catalogue.data.js';
import type { CatalogueRow } from './catalogue-row.js';

export type { CatalogueRow } from './catalogue-row.js';

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

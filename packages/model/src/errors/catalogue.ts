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
 * Words that clients look for anywhere in a description, to tell whether a person must act, and the mark before a number (Microsoft
 * identity platform documentation, "handle errors in MSAL"). What a caller sent must not be taken for what we say.
 */
const misread =
  /interaction_required|consent_required|login_required|bad_token|ui_not_allowed|interrupted_user|aadsts/i;

/**
 * The public sentence of a refusal, with its details filled in. Since details may be what the caller sent, they are cut to 256
 * characters, stripped of control characters, and left out where a client would read them as the error itself.
 */
export function publicSentence(refusal: Pick<Refusal, 'code' | 'details'>): string {
  return errorRow(refusal.code).sentence.replace(/\{([a-z]+)\}/g, (_, name: string) =>
    quotable(refusal.details[name] ?? ''),
  );
}

function quotable(detail: string): string {
  return misread.test(detail)
    ? '(not repeated)'
    : detail.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, longestDetail);
}

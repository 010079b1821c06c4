import type { BearerError, CallerAction, ProtectErrorCode } from './error-codes.js';
import { errorTable } from './errors.data.js';

/** Why a call is refused. A value, never thrown. */
export interface ProtectError {
  readonly code: ProtectErrorCode;
  /** HTTP status to answer with. */
  readonly status: 401 | 403 | 503;
  readonly action: CallerAction;
  readonly bearerError?: BearerError;
  /** Public sentence; the same for every error with this code. */
  readonly message: string;
  /** For the operator's log only: may quote the token's claims (cut short), never the token. */
  readonly detail?: string;
  /** The scopes the operation needs, space-separated (`scope_missing`). */
  readonly scope?: string;
  /** The claims request that a new token must satisfy, as JSON text (`claims_challenge`; `revoked` for capable clients). */
  readonly claims?: string;
}

/** A refusal in flight between the checks. */
export interface Invalid {
  readonly kind: 'invalid';
  readonly error: ProtectError;
}

type Extra = Pick<ProtectError, 'scope' | 'claims'>;

/**
 * Makes an error of the table.
 * @param detail for the log alone; never sent to the caller.
 */
export function protectError(code: ProtectErrorCode, detail?: string, extra?: Extra): ProtectError {
  return { code, ...errorTable[code], ...(detail === undefined ? {} : { detail }), ...extra };
}

/** The same as the outcome of a check that failed. */
export function invalid(code: ProtectErrorCode, detail?: string, extra?: Extra): Invalid {
  return { kind: 'invalid', error: protectError(code, detail, extra) };
}

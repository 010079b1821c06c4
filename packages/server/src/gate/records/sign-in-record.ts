import type { ErrorCode } from '@gatehouse/model';
import type { Reason } from '@gatehouse/policy';

/** What is kept of one decision. Everything is a plain value, so that a group of records is one JSON parameter. */
export interface SignInRecord {
  /** Begins with the instant of the record. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly request_id: string;
  readonly correlation_id: string;
  readonly attempt: string;
  readonly status: 'success' | 'interrupted' | 'failure';
  readonly error_code: ErrorCode | null;
  readonly client_app_id: string | null;
  readonly client_name: string | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly user_display_name: string | null;
  /** As the client asked for it. */
  readonly resource_name: string | null;
  readonly resource_display_name: string | null;
  readonly resource_app_id: string | null;
  readonly service_principal_id: string | null;
  readonly session_id: string | null;
  readonly address: string;
  readonly user_agent: string | null;
  readonly reasons: readonly Reason[];
  /** Hex of the input's digest; null when no decision was reached. */
  readonly input_digest: string | null;
}

/** One content-addressed part of decision inputs. */
export interface InputPart {
  /** Hex of SHA-256 over `json`. */
  readonly digest: string;
  readonly json: string;
}

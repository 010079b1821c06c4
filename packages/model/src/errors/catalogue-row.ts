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

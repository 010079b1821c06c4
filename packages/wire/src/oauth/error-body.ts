/** What an error answer tells. */
export interface OAuthErrorFacts {
  /** The OAuth error code (RFC 6749 §5.2). */
  readonly error: string;
  /** The AADSTS number. */
  readonly number: number;
  /** One sentence without its final period. */
  readonly sentence: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly traceId: string;
  readonly correlationId: string;
  /** Where the number is explained. */
  readonly uri?: string;
  readonly suberror?: string;
  /** A claims request for the client to pass back to the authorization endpoint. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** The JSON of an error answer: RFC 6749 §5.2 with the fields that clients of the Microsoft identity platform read. */
export interface OAuthErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri?: string;
  readonly suberror?: string;
  /** JSON as text, not an object. */
  readonly claims?: string;
}

/** Makes the body of an error answer. */
export function errorBody(facts: OAuthErrorFacts): OAuthErrorBody {
  return {
    error: facts.error,
    error_description: errorDescription(facts),
    error_codes: [facts.number],
    timestamp: errorTimestamp(facts.at),
    trace_id: facts.traceId,
    correlation_id: facts.correlationId,
    ...(facts.uri === undefined ? {} : { error_uri: facts.uri }),
    ...(facts.suberror === undefined ? {} : { suberror: facts.suberror }),
    ...(facts.claims === undefined ? {} : { claims: JSON.stringify(facts.claims) }),
  };
}

/** `AADSTS<number>: <sentence>. Trace ID: … Correlation ID: … Timestamp: …`, in the characters RFC 6749 §5.2 allows. */
export function errorDescription(
  facts: Pick<OAuthErrorFacts, 'number' | 'sentence' | 'at' | 'traceId' | 'correlationId'>,
): string {
  const text =
    `AADSTS${facts.number}: ${facts.sentence}. ` +
    `Trace ID: ${facts.traceId} Correlation ID: ${facts.correlationId} Timestamp: ${errorTimestamp(facts.at)}`;
  return text.replaceAll('"', "'").replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}

/** `YYYY-MM-DD HH:MM:SSZ`. @param at milliseconds since the Unix epoch. */
export function errorTimestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

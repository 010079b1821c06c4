import type { CorrelationId, RequestId } from '@gatehouse/model';
import type { Parameters } from '@gatehouse/wire';

/** One HTTP request as doors see it. Header names are lower case. */
export interface HttpRequest {
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  /** Values of the `:name` places of the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters; malformed encoding is refused by the door that reads them. */
  readonly query: Parameters;
  /** The raw query text, without the question mark. */
  readonly queryText: string;
  /** The body as text; empty when there is none. */
  readonly body: string;
  /** The body's media type in lower case, without parameters; empty when none was sent. */
  readonly mediaType: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The `Origin` header, which only browsers send. */
  readonly origin: string | undefined;
  /** The caller's address; behind a trusted proxy the one that the proxy reports. */
  readonly clientAddress: string;
  readonly userAgent: string | undefined;
  /** Fresh for this request: `x-ms-request-id`, `trace_id`. */
  readonly requestId: RequestId;
  /** `client-request-id` or `x-ms-client-request-id` of header, query or form when it is a GUID; fresh otherwise. */
  readonly correlationId: CorrelationId;
  /** Milliseconds since the epoch when the request arrived, by the platform's clock. */
  readonly arrivedAt: number;
}

/** What a door answers. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

/** Renders a failure that no door expected, by its status. */
export type FailureShape = (status: number, request: HttpRequest) => HttpAnswer;

/** One line in a door's table of routes. */
export interface Route {
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /**
   * With `:name` places; matched without regard to letter case; a trailing slash is the same path. A last part `*` stands for every
   * path below that no other route has.
   */
  readonly path: string;
  /**
   * `open`: any origin may read the answer, preflights included (metadata, keys, token, userinfo, Graph).
   * `none`: no CORS headers ever (authorize and every page; RFC 9700 §2.6).
   */
  readonly cors: 'open' | 'none';
  /** How unexpected failures and wrong methods are answered: JSON for OAuth clients, a page for people, or in the door's own shape. */
  readonly answers: 'json' | 'page' | FailureShape;
  handle(request: HttpRequest): Promise<HttpAnswer>;
}

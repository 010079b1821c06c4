import type { CorrelationId, RequestId } from '@gatehouse/model';
import type { BrowserRequest } from '../../credentials/sessions/index.js';

/** The person's HTTP request, as a flow sees it. */
export interface Visit extends BrowserRequest {
  readonly clientAddress: string;
  readonly userAgent: string | undefined;
  readonly requestId: RequestId;
  readonly correlationId: CorrelationId;
  /** Milliseconds since the epoch. */
  readonly arrivedAt: number;
}

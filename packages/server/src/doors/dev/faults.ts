import type { Route } from '../http/index.js';

/** Where a fault can be injected. */
export const faultPlaces = ['token', 'keys', 'metadata', 'graph'] as const;
/** One of the places where a fault can be injected. */
export type FaultPlace = (typeof faultPlaces)[number];

export interface Fault {
  readonly at: FaultPlace;
  readonly status: number;
  /** Seconds for `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** How many requests are answered with it. */
  readonly uses: number;
}

/** Faults that tests of clients ask for: the next answers at a place are replaced by an error. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The same routes, answering with the faults waiting at `place` first; null is no place. */
  injectInto(place: FaultPlace | null, routes: readonly Route[]): readonly Route[];
}

/** Makes an empty list of faults, in memory: they end with the process. */
export function createFaults(): Faults {
  let waiting: Fault[] = [];

  const take = (place: FaultPlace | null): Fault | undefined => {
    const fault = waiting.find((one) => one.at === place);
    if (fault === undefined) return undefined;
    waiting = waiting.flatMap((one) => (one !== fault ? one : one.uses > 1 ? { ...one, uses: one.uses - 1 } : []));
    return fault;
  };

  return {
    add: (fault) => {
      waiting.push(fault);
    },
    clear: () => {
      waiting = [];
    },
    injectInto: (place, routes) =>
      routes.map((route) => ({
        ...route,
        handle: async (request) => {
          const fault = take(place);
          if (fault === undefined) return route.handle(request);
          return {
            status: fault.status,
            headers: {
              'content-type': 'application/json',
              'cache-control': 'no-store',
              ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
            },
            body: JSON.stringify({
              error: 'temporarily_unavailable',
              error_description: 'a fault asked for by the development controls',
              error_codes: [90006],
              trace_id: request.requestId,
              correlation_id: request.correlationId,
            }),
          };
        },
      })),
  };
}

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { base64url, SignJWT } from 'jose';
import type { AdjustableClock } from '../../platform/clock/index.js';
import type { HttpAnswer, HttpRequest, Route } from '../http/index.js';
import { faultPlaces, type Faults } from './faults.js';

/** What the development controls move. */
export interface DevDoorDeps {
  readonly clock: AdjustableClock;
  readonly faults: Faults;
}

/** The development controls: routes that exist only with `--dev`, and only on loopback. They need no token. */
export function devRoutes({ clock, faults }: DevDoorDeps): readonly Route[] {
  const forge = createForge();
  const post = (path: string, handle: (body: Record<string, unknown>) => HttpAnswer | Promise<HttpAnswer>): Route => ({
    methods: ['POST'],
    path: `/gatehouse/v1/dev/${path}`,
    cors: 'none',
    answers: 'json',
    handle: async (request) => {
      if (request.origin !== undefined) return notForPages;
      const body = readJson(request);
      return body === undefined
        ? json(400, { error: 'invalid_request', error_description: 'the body must be a JSON object' })
        : handle(body);
    },
  });
  return [
    post('clock', (body) => moveClock(clock, body)),
    post('faults', (body) => addFault(faults, body)),
    {
      methods: ['DELETE'],
      path: '/gatehouse/v1/dev/faults',
      cors: 'none',
      answers: 'json',
      handle: async (request) => {
        if (request.origin !== undefined) return notForPages;
        faults.clear();
        return { status: 204 };
      },
    },
    post('forge', forge),
  ];
}

/** The controls need no token, so a web page open in the developer's browser must not reach them: only browsers send `Origin`. */
const notForPages = json(403, {
  error: 'access_denied',
  error_description: 'the development controls are not for web pages',
});

function moveClock(clock: AdjustableClock, body: Record<string, unknown>): HttpAnswer {
  const { advanceSeconds, set } = body;
  if (typeof advanceSeconds === 'number' && Number.isFinite(advanceSeconds)) clock.advance(advanceSeconds);
  else if (typeof set === 'string' && Number.isFinite(Date.parse(set))) clock.set(Date.parse(set));
  else if (Object.keys(body).length > 0) {
    return json(400, {
      error: 'invalid_request',
      error_description: 'give `advanceSeconds` (a number) or `set` (an ISO 8601 instant)',
    });
  }
  return json(200, { now: new Date(clock.now()).toISOString() });
}

function addFault(faults: Faults, body: Record<string, unknown>): HttpAnswer {
  const { at, status, retryAfter, uses } = body;
  const place = faultPlaces.find((one) => one === at);
  if (place === undefined || typeof status !== 'number' || !Number.isInteger(status) || status < 400 || status > 599) {
    return json(400, {
      error: 'invalid_request',
      error_description: `give \`at\` (${faultPlaces.join(', ')}) and \`status\` (400 to 599)`,
    });
  }
  faults.add({
    at: place,
    status,
    retryAfter: typeof retryAfter === 'number' ? retryAfter : undefined,
    uses: typeof uses === 'number' ? uses : 1,
  });
  return { status: 204 };
}

/**
 * A token forge for testing verifiers: it signs whatever it is given with a key of its own, which no key set publishes. `alg: none`
 * gives an unsigned token.
 */
function createForge(): (body: Record<string, unknown>) => Promise<HttpAnswer> {
  let key: KeyObject | undefined;
  return async ({ claims, header }) => {
    if (!isObject(claims) || !(header === undefined || isObject(header))) {
      return json(400, {
        error: 'invalid_request',
        error_description: 'give `claims` (an object) and optionally `header`',
      });
    }
    const protectedHeader = { typ: 'JWT', kid: 'development-forge', ...header };
    if (header?.alg === 'none') {
      const parts = [protectedHeader, claims].map((part) => base64url.encode(JSON.stringify(part)));
      return json(200, { token: `${parts.join('.')}.` });
    }
    key ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    return json(200, {
      token: await new SignJWT(claims).setProtectedHeader({ ...protectedHeader, alg: 'RS256' }).sign(key),
    });
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(request: HttpRequest): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(request.body || '{}');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function json(status: number, body: unknown): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

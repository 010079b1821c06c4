import type { CorrelationId, RequestId } from '@gatehouse/model';
import { parseParameters } from '@gatehouse/wire';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../platform/clock/index.js';
import type { HttpAnswer, HttpRequest, Route } from '../http/index.js';
import { devRoutes } from './dev-controls.js';
import { createFaults } from './faults.js';

const clock = new AdjustableClock({ now: () => 0 });
const faults = createFaults();
const routes = devRoutes({ clock, faults });

function call(path: string, body: unknown, method = 'POST'): Promise<HttpAnswer> {
  const route = routes.find(
    (one) => one.path === `/gatehouse/v1/dev/${path}` && one.methods.includes(method as 'POST'),
  );
  return route!.handle(requestWith(typeof body === 'string' ? body : JSON.stringify(body)));
}

function requestWith(body: string): HttpRequest {
  return {
    method: 'POST',
    path: '/',
    params: {},
    query: parseParameters(''),
    queryText: '',
    body,
    mediaType: 'application/json',
    headers: {},
    cookies: {},
    origin: undefined,
    clientAddress: '127.0.0.1',
    userAgent: undefined,
    requestId: 'r' as RequestId,
    correlationId: 'c' as CorrelationId,
    arrivedAt: 0,
  };
}

describe('the development controls', () => {
  it('move and set the clock', async () => {
    expect((await call('clock', { set: '2030-01-01T00:00:00Z' })).body).toBe('{"now":"2030-01-01T00:00:00.000Z"}');
    expect((await call('clock', { advanceSeconds: 3600 })).body).toBe('{"now":"2030-01-01T01:00:00.000Z"}');
    expect(clock.now()).toBe(Date.parse('2030-01-01T01:00:00Z'));
  });

  it.each([
    ['clock', { set: 'soon' }],
    ['clock', '[1]'],
    ['clock', '{'],
    ['faults', { at: 'nowhere', status: 500 }],
    ['faults', { at: 'token', status: 200 }],
    ['forge', {}],
  ])('refuse %s with %j by a sentence', async (path, body) => {
    const answer = await call(path, body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ error: 'invalid_request' });
  });

  it('are closed to web pages, whatever site they come from', async () => {
    for (const route of routes) {
      expect((await route.handle({ ...requestWith('{}'), origin: 'https://evil.example' })).status).toBe(403);
    }
  });

  it('replace the next answers at a place by a fault, as often as asked', async () => {
    const plain: Route = {
      methods: ['GET'],
      path: '/x',
      cors: 'none',
      answers: 'json',
      handle: async () => ({ status: 200 }),
    };
    const [tokenRoute] = faults.injectInto('token', [plain]);
    const [keysRoute] = faults.injectInto('keys', [plain]);
    await call('faults', { at: 'token', status: 429, retryAfter: 7, uses: 2 });
    const answers = [
      await tokenRoute!.handle(requestWith('')),
      await tokenRoute!.handle(requestWith('')),
      await tokenRoute!.handle(requestWith('')),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([429, 429, 200]);
    expect(answers[0]!.headers).toMatchObject({ 'retry-after': '7' });
    expect((await keysRoute!.handle(requestWith(''))).status).toBe(200);
  });

  it('forge tokens that name a key nobody publishes', async () => {
    const { token } = JSON.parse((await call('forge', { claims: { sub: 'x' }, header: { kid: 'k' } })).body ?? '') as {
      token: string;
    };
    expect(decodeJwt(token)).toEqual({ sub: 'x' });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k' });
    const unsigned = JSON.parse(
      (await call('forge', { claims: { sub: 'x' }, header: { alg: 'none' } })).body ?? '',
    ) as { token: string };
    expect(unsigned.token.endsWith('.')).toBe(true);
  });
});

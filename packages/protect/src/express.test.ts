import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type ExpressResponse, principalOf, protect } from './express.js';
import { type Protector, requires } from './index.js';
import { forge, keySet, makeKey, userClaims, userId } from './testing/forge.js';
import { protectorWith } from './testing/platform.js';
import { whileListening } from './testing/while-listening.js';

const key = makeKey('key-1', 'ES256');
const protector = protectorWith(keySet(key));
const requirement = requires({ anyScope: ['Tasks.Read'] });

/** The members of Express's response that the adapter uses, over Node's own. */
function expressResponse(response: ServerResponse): ExpressResponse {
  return {
    status(code) {
      response.statusCode = code;
      return {
        set(headers) {
          for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
          return { json: (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)) };
        },
      };
    },
  };
}

function appOf(guard: Protector, route: (request: object) => string) {
  const middleware = protect(guard, requirement);
  return createServer((request, response) => {
    void middleware(request, expressResponse(response), (error) => {
      response.statusCode = error === undefined ? 200 : 500;
      response.end(error === undefined ? route(request) : 'handled by the error middleware');
    });
  });
}

describe('the Express middleware', () => {
  it('lets a good request through and tells who makes it', async () => {
    await whileListening(
      appOf(protector, (request) => principalOf(request).oid),
      async (url) => {
        const answer = await fetch(url, { headers: { authorization: `Bearer ${forge(key, userClaims())}` } });
        expect([answer.status, await answer.text()]).toEqual([200, userId]);
      },
    );
  });

  it('answers a refused request itself', async () => {
    const app = appOf(protector, () => {
      throw new Error('must not be reached');
    });
    await whileListening(app, async (url) => {
      const answer = await fetch(url);
      expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'token_missing' })]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    });
  });

  it('hands a failure on to the application instead of leaving the request open', async () => {
    const failing = protectorWith(keySet(key), {
      onRefused: () => {
        throw new Error('the log is full');
      },
    });
    await whileListening(
      appOf(failing, () => ''),
      async (url) => {
        const answer = await fetch(url);
        expect([answer.status, await answer.text()]).toEqual([500, 'handled by the error middleware']);
      },
    );
  });

  it('does not answer for a request that never passed it', () => {
    expect(() => principalOf({})).toThrow('did not pass');
  });
});

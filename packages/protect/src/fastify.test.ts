import { createServer, type ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type FastifyReply, principalOf, protect } from './fastify.js';
import { requires } from './index.js';
import { appClaims, forge, keySet, makeKey, servicePrincipalId } from './testing/forge.js';
import { protectorWith } from './testing/platform.js';
import { whileListening } from './testing/while-listening.js';

const key = makeKey('key-1', 'ES256');
const hook = protect(protectorWith(keySet(key)), requires({ anyRole: ['Tasks.Read.All'] }));

/** The members of Fastify's reply that the adapter uses, over Node's own response. */
function fastifyReply(response: ServerResponse): FastifyReply {
  return {
    code(status) {
      response.statusCode = status;
      return {
        headers(headers) {
          for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
          return { send: (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)) };
        },
      };
    },
  };
}

const server = createServer((request, response) => {
  const reply = fastifyReply(response);
  void hook(request, reply).then((answered) => {
    if (answered !== reply) response.end(principalOf(request).oid);
  });
});

describe('the Fastify hook', () => {
  it('lets a good request through and tells who makes it', async () => {
    await whileListening(server, async (url) => {
      const answer = await fetch(url, { headers: { authorization: `Bearer ${forge(key, appClaims())}` } });
      expect([answer.status, await answer.text()]).toEqual([200, servicePrincipalId]);
    });
  });

  it('answers a refused request itself and ends it there', async () => {
    await whileListening(server, async (url) => {
      const authorization = `Bearer ${forge(key, appClaims({ roles: [] }))}`;
      const answer = await fetch(url, { headers: { authorization } });
      expect([answer.status, await answer.json()]).toEqual([
        403,
        expect.objectContaining({ code: 'role_missing', action: 'give_up' }),
      ]);
      expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    });
  });
});

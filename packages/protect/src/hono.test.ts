import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type HonoContext, principalOf, protect } from './hono.js';
import { requires } from './index.js';
import { forge, keySet, makeKey, userClaims, userId } from './testing/forge.js';
import { protectorWith } from './testing/platform.js';
import { whileListening } from './testing/while-listening.js';

const key = makeKey('key-1', 'ES256');
const middleware = protect(protectorWith(keySet(key)), requires({ anyScope: ['Tasks.Read'] }));

const server = createServer((request, response) => {
  const headers = new Headers(request.headers as Record<string, string>);
  const context: HonoContext = { req: { header: (name) => headers.get(name) ?? undefined } };
  let answer = new Response('not reached', { status: 500 });
  const next = async (): Promise<void> => {
    answer = new Response(principalOf(context).oid);
  };
  void middleware(context, next).then(async (refusal) => {
    const { status, headers: given } = refusal ?? answer;
    response.writeHead(status, Object.fromEntries(given)).end(await (refusal ?? answer).text());
  });
});

describe('the Hono middleware', () => {
  it('lets a good request through and tells who makes it', async () => {
    await whileListening(server, async (url) => {
      const answer = await fetch(url, { headers: { authorization: `Bearer ${forge(key, userClaims())}` } });
      expect([answer.status, await answer.text()]).toEqual([200, userId]);
    });
  });

  it('answers a refused request itself', async () => {
    await whileListening(server, async (url) => {
      const answer = await fetch(url, { headers: { authorization: 'Bearer a.b.c' } });
      expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'token_malformed' })]);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    });
  });
});

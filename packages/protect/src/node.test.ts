import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { requires } from './index.js';
import { protect } from './node.js';
import { forge, keySet, makeKey, userClaims, userId } from './testing/forge.js';
import { protectorWith } from './testing/platform.js';
import { whileListening } from './testing/while-listening.js';

const key = makeKey('key-1', 'ES256');
const protector = protectorWith(keySet(key));
const calls: string[] = [];
const server = createServer(
  protect(protector, requires({ anyScope: ['Tasks.Read'] }), (_request, response, principal) => {
    calls.push(principal.oid);
    response.end(`hello ${principal.oid}`);
  }),
);

describe('a handler of node:http', () => {
  it('is told who calls', async () => {
    await whileListening(server, async (url) => {
      const answer = await fetch(url, { headers: { authorization: `Bearer ${forge(key, userClaims())}` } });
      expect([answer.status, await answer.text()]).toEqual([200, `hello ${userId}`]);
    });
  });

  it('is not reached by a request that is refused', async () => {
    calls.length = 0;
    await whileListening(server, async (url) => {
      const none = await fetch(url);
      expect(none.status).toBe(401);
      expect(none.headers.get('www-authenticate')).toMatch(/^Bearer realm=""/);
      const little = await fetch(url, {
        headers: { authorization: `Bearer ${forge(key, userClaims({ scp: 'Other' }))}` },
      });
      expect(little.status).toBe(403);
      expect(little.headers.get('content-type')).toBe('application/json');
      expect(await little.json()).toMatchObject({
        error: 'insufficient_scope',
        code: 'scope_missing',
        action: 'ask_consent',
      });
    });
    expect(calls).toEqual([]);
  });
});

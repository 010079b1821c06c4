import { errorCodes } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTokenWorld, type TokenWorld } from '../testing/token-world.js';

let world: TokenWorld;

beforeAll(async () => {
  world = await startTokenWorld();
});

afterAll(() => world.stop());

describe('the pages about error numbers', () => {
  it('explain every number that an answer can carry', async () => {
    const list = await world.send('GET', '/error');
    expect(list.status).toBe(200);
    for (const code of errorCodes()) {
      expect(list.text).toContain(`code=${code}`);
      const page = await world.send('GET', `/error?code=${code}`);
      expect([page.status, page.text.includes(`AADSTS${code}`)]).toEqual([200, true]);
      expect(page.text).not.toMatch(/\{[a-z]+\}/);
    }
  });

  it('accept the number with its prefix', async () => {
    expect((await world.send('GET', '/error?code=AADSTS50058')).text).toContain('AADSTS50058');
  });

  it.each(['99999', '1e5', '<script>alert(1)</script>', '50058.0', '-1', '__proto__'])(
    'know nothing of %s, and say so',
    async (code) => {
      const page = await world.send('GET', `/error?code=${encodeURIComponent(code)}`);
      expect(page.status).toBe(404);
      expect(page.text).not.toContain('<script>alert');
    },
  );

  it('are pages that nobody can frame', async () => {
    const page = await world.send('GET', '/error?code=50058');
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-frame-options': 'DENY' });
  });
});

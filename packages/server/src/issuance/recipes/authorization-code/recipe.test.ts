import type { GrantFamilyId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  client,
  now,
  openRecipeBench,
  personAdmitted,
  type RecipeBench,
  session,
  tenant,
  user,
} from '../../admitted.fixture.js';
import { openFacts } from '../../sealed-facts.js';
import { authorizationCode } from './recipe.js';

let bench: RecipeBench;
beforeAll(async () => {
  bench = await openRecipeBench();
});
afterAll(() => bench.close());

const options = {
  family: '80000000-0000-4000-8000-000000000001' as GrantFamilyId,
  redirectUri: 'https://app.example/callback',
  platform: 'web',
  scope: 'openid api://orders/Orders.Read',
  nonce: 'n-1',
  codeChallenge: 'challenge',
  lifetime: 300_000,
} as const;

describe('an authorization code', () => {
  it('holds the facts that it is bound to, and opens only as a code', async () => {
    const { code, facts } = await authorizationCode(options).make(personAdmitted({}), bench);
    const { lifetime: _, ...bound } = options;
    expect(facts).toEqual({
      ...bound,
      tenant,
      user: user.id,
      authentication: { methods: ['pwd'], at: now - 60_000 },
      session,
      client: client.appId,
      authority: 'tenant',
      expiresAt: now + 300_000,
    });
    expect(openFacts(bench.keys.sealer, 'authorization-code', code)).toEqual(facts);
    expect(openFacts(bench.keys.sealer, 'refresh-token', code)).toBeUndefined();
    expect(openFacts(bench.keys.sealer, 'session-token', code)).toBeUndefined();
  });

  it('fits in a query and tells nothing to whoever reads it', async () => {
    const { code } = await authorizationCode(options).make(personAdmitted({}), bench);
    expect(code).toMatch(/^[\w.-]{100,1500}$/);
    expect(Buffer.from(code, 'base64url').toString('latin1')).not.toContain('callback');
  });
});

import type { GrantFamilyId } from '@gatehouse/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { client, now, openRecipeBench, personAdmitted, type RecipeBench } from '../../admitted.fixture.js';
import { openFacts } from '../../sealed-facts.js';
import { refreshToken, type RefreshTokenOptions } from './recipe.js';

let bench: RecipeBench;
beforeAll(async () => {
  bench = await openRecipeBench();
});
afterAll(() => bench.close());

const options: RefreshTokenOptions = {
  family: '80000000-0000-4000-8000-000000000001' as GrantFamilyId,
  generation: 3,
  platform: 'publicClient',
  openIdScopes: ['openid', 'offline_access'],
  origin: 'device_code',
};
const day = 24 * 60 * 60;

describe('a refresh token', () => {
  it('is bound to client, person and family, and opens only as a refresh token', async () => {
    const { token, facts } = await refreshToken(options).make(personAdmitted({}), bench);
    expect(facts).toMatchObject({ ...options, client: client.appId, issuedAt: now });
    expect(openFacts(bench.keys.sealer, 'refresh-token', token)).toEqual(facts);
    expect(openFacts(bench.keys.sealer, 'authorization-code', token)).toBeUndefined();
  });

  it.each([
    ['spa', day],
    ['publicClient', 90 * day],
    ['confidential', 90 * day],
  ] as const)('of %s lives %d seconds', async (platform, seconds) => {
    const { expiresIn } = await refreshToken({ ...options, platform }).make(personAdmitted({}), bench);
    expect(expiresIn).toBe(seconds);
  });

  it('keeps an end that was fixed earlier', async () => {
    const { expiresIn } = await refreshToken({ ...options, platform: 'spa', expiresAt: now + 60_000 }).make(
      personAdmitted({}),
      bench,
    );
    expect(expiresIn).toBe(60);
  });
});

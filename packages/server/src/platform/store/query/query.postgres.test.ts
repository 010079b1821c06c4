import { afterAll, vi } from 'vitest';
import { testPostgres } from '../../../../../../tests/support/postgres.js';
import { openStore } from '../index.js';
import { describeQueries } from './query-suite.fixture.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const appRolePassword = 'not-a-secret-only-tests';

afterAll(async () => {
  await (await testPostgres()).remove();
});

describeQueries({
  engine: 'postgres',
  open: async ({ oneConnection: _, ...settings }) => {
    const url = await (await testPostgres()).database();
    return openStore({ engine: 'postgres', url, appRolePassword, ...settings });
  },
});

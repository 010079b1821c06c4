import { afterAll } from 'vitest';
import { testPostgres } from '../../../../../tests/support/postgres.js';
import { openStore } from './index.js';
import { describeStore } from './store-suite.fixture.js';

const appRolePassword = 'not-a-secret-only-tests';

afterAll(async () => {
  await (await testPostgres()).remove();
});

describeStore({
  engine: 'postgres',
  open: async ({ oneConnection, ...settings }) => {
    const url = await (await testPostgres()).database();
    return openStore({ engine: 'postgres', url, appRolePassword, ...(oneConnection && { poolSize: 1 }), ...settings });
  },
});

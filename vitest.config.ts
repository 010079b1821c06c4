import { defineConfig } from 'vitest/config';

/** Tests run on the sources of every package (the `source` export condition), so that no build is needed first. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'embedded',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'tests/**/*.test.ts'],
        },
      },
      // Unmodified clients and whole journeys once more, on a real Postgres server.
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['tests/compat/**/*.test.ts', 'tests/journeys/**/*.test.ts'],
          // The samples run on `npm start` as it is.
          exclude: ['tests/journeys/examples.test.ts'],
          env: { GATEHOUSE_TEST_STORE: 'postgres' },
        },
      },
    ],
  },
});

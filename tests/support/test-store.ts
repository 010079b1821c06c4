import { testPostgres } from './postgres.js';

/**
 * Where the platforms of this run keep their data, by the environment variable GATEHOUSE_TEST_STORE: `embedded` (the default) or
 * `postgres`, a fresh database of a real server. The same tests must hold on both.
 * @returns what to give to `startTestPlatform`.
 */
export async function testStore(): Promise<{ readonly database?: string }> {
  const store = process.env.GATEHOUSE_TEST_STORE ?? 'embedded';
  switch (store) {
    case 'embedded':
      return {};
    case 'postgres':
      return { database: await (await testPostgres()).database() };
    default:
      throw new Error(`GATEHOUSE_TEST_STORE is \`${store}\`; it can be \`embedded\` or \`postgres\``);
  }
}

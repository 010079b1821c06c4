import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testPostgres } from '../../../../tests/support/postgres.js';
import { systemIds } from '../platform/ids/index.js';
import { type JournalEntry, openStore, type Store } from '../platform/store/index.js';
import { describeDirectory } from './directory-suite.fixture.js';
import { bringInto, freshWorld, suiteClock } from './fresh-world.fixture.js';
import { openDirectory } from './index.js';
import { seedInto } from './seeding.fixture.js';

const appRolePassword = 'not-a-secret-only-tests';

afterAll(async () => {
  await (await testPostgres()).remove();
});

describeDirectory({
  engine: 'postgres',
  open: async (settings) => {
    const url = await (await testPostgres()).database();
    return openStore({ engine: 'postgres', url, appRolePassword, ...settings });
  },
});

describe('two processes on one database', () => {
  let here: Store;
  let there: Store;
  beforeEach(async () => {
    const url = await (await testPostgres()).database();
    here = await openStore({ engine: 'postgres', url, appRolePassword, clock: suiteClock });
    there = await openStore({ engine: 'postgres', url, appRolePassword, clock: suiteClock });
  });
  afterEach(() => Promise.all([here.close(), there.close()]));

  it('each shows what the other changed once it has heard of it', async () => {
    const world = await freshWorld(here);
    const directory = openDirectory({ store: there, clock: suiteClock, ids: systemIds });
    expect((await directory.userByName(world.first, world.alice))?.user.accountEnabled).toBe(true);
    const heard = new Promise<JournalEntry>((resolve) => {
      there.journal.subscribe((entry) => {
        if (entry.operation === 'user.update') resolve(entry);
      });
    });
    await seedInto(here, [{ id: world.first, users: [{ userPrincipalName: world.alice, accountEnabled: false }] }]);
    await heard;
    expect((await directory.userByName(world.first, world.alice))?.user.accountEnabled).toBe(false);
    directory.close();
  });

  it('both give the service principal that one of them made', async () => {
    const world = await freshWorld(here);
    const directories = [here, there].map((store) => openDirectory({ store, clock: suiteClock, ids: systemIds }));
    for (const directory of directories) await directory.configuration(world.second);
    const made = await Promise.all(
      [...directories, ...directories].map((each) => bringInto(each, world.second, world.shared)),
    );
    for (const directory of directories) directory.close();
    expect(new Set(made.map((principal) => principal.id)).size).toBe(1);
  });

  it('apply one seed at the same time and make everything once', async () => {
    const tenant = {
      id: systemIds.guid(),
      displayName: 'Both',
      domains: ['both.example'],
      users: [{ userPrincipalName: 'alice@' }],
      groups: [{ displayName: 'G', members: ['alice@'] }],
      applications: [{ displayName: 'App', passwordCredentials: [{ secretText: 'fake-secret-of-nothing' }] }],
    };
    const results = await Promise.all([seedInto(here, [tenant]), seedInto(there, [tenant])]);
    expect(results.map((result) => result.changed).sort((left, right) => left - right)).toEqual([0, 7]);
  });
});

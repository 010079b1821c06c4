import { afterAll, describe, expect, it } from 'vitest';
import { testPostgres } from '../../../../../tests/support/postgres.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { describeDynamicGroups } from './dynamic-groups-suite.fixture.js';
import { moment, openDynamicWorld, quiet } from './dynamic-world.fixture.js';
import { createDynamicGroups } from '../index.js';
import { followJournal } from './follow-journal.js';

const appRolePassword = 'not-a-secret-only-tests';
const open = (url: string) => openStore({ engine: 'postgres', url, appRolePassword, clock: { now: () => moment } });

afterAll(async () => {
  await (await testPostgres()).remove();
});

describeDynamicGroups({
  engine: 'postgres',
  open: async (settings) => {
    const url = await (await testPostgres()).database();
    return openStore({ engine: 'postgres', url, appRolePassword, ...settings });
  },
});

describe('two processes on one database', () => {
  it('do not wait for each other', async () => {
    const url = await (await testPostgres()).database();
    const [here, there] = [await open(url), await open(url)];
    const world = await openDynamicWorld(here);
    await world.group('user.department -eq "Sales"');
    await world.dynamicGroups.settle(world.tenant);
    await world.dynamicGroups.close();
    const step = (store: Store) => store.inTenant(world.tenant, (tx) => followJournal(tx, world.clock));
    const outcome = await here.inTenant(world.tenant, async (tx) => {
      await followJournal(tx, world.clock);
      return step(there);
    });
    expect([outcome, await step(there)]).toEqual(['busy', 'done']);
    await world.close();
    await Promise.all([here.close(), there.close()]);
  });

  it('follow each other’s changes, each change once', async () => {
    const url = await (await testPostgres()).database();
    const [here, there] = [await open(url), await open(url)];
    const world = await openDynamicWorld(here);
    const other = createDynamicGroups({ ...world, store: there, log: quiet });
    const group = await world.group('user.department -eq "Sales"');
    const users = await Promise.all(Array.from({ length: 30 }, (_, index) => world.user(`u${index}`)));
    for (const { id } of users) await world.setUser(id, { department: 'Sales' });
    await Promise.all([world.dynamicGroups.settle(world.tenant), other.settle(world.tenant)]);
    expect(await world.membersNow(group)).toEqual(users.map(({ id }) => id).sort());
    expect(await world.told(group)).toHaveLength(30);
    await other.close();
    await world.close();
    await Promise.all([here.close(), there.close()]);
  });
});

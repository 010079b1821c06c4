import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GroupId, TenantId, UserId } from '@gatehouse/model';
import { testPostgres } from '../../../../tests/support/postgres.js';
import { systemIds } from '../platform/ids/index.js';
import { type JournalEntry, openStore, type Store } from '../platform/store/index.js';
import { describeDirectory } from './directory-suite.fixture.js';
import { bringInto, freshWorld, suiteClock } from './fresh-world.fixture.js';
import { addGroupMembers, removeGroupMember } from './groups/change-groups.js';
import { pageGroups } from './groups/read-groups.js';
import { changeUser, findUser, followedBy, openDirectory } from './index.js';
import { exportTenants } from './tenant-export/index.js';
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

  it('lose nothing that one changes while the other applies a seed', async () => {
    const id = systemIds.guid<TenantId>();
    const names = Array.from({ length: 40 }, (_, number) => `u${number}@lost.example`);
    const seed = (jobTitle: string) => ({
      id,
      domains: ['lost.example'],
      users: names.map((userPrincipalName) => ({ userPrincipalName, jobTitle })),
    });
    await seedInto(here, [seed('Before')]);
    const directory = openDirectory({ store: there, clock: suiteClock, ids: systemIds });
    const ids = await Promise.all(names.map(async (name) => (await directory.userByName(id, name))?.user.id));
    const changes = ids.map((user) =>
      directory.perform(
        id,
        { actor: { kind: 'platform' } },
        changeUser(user as UserId, (before) => ({ ...before, department: 'Kept' })),
      ),
    );
    // Of two that wait for each other the store ends one, which is told so: its change was not made.
    const [, ...made] = await Promise.allSettled([seedInto(here, [seed('After')]), ...changes]);
    const kept = ids.filter((_, index) => made[index]?.status === 'fulfilled');
    for (const user of kept) {
      const standing = await directory.perform(id, { actor: { kind: 'platform' } }, findUser(user as UserId));
      expect(standing?.department).toBe('Kept');
    }
    expect(kept.length).toBeGreaterThan(0);
    directory.close();
  });

  it('export a tenant as it was at one moment, while it changes', async () => {
    const id = systemIds.guid<TenantId>();
    const name = 'a@torn.example';
    await seedInto(here, [
      {
        id,
        domains: ['torn.example'],
        users: [{ userPrincipalName: name, department: 'out' }],
        groups: [{ displayName: 'G' }],
      },
    ]);
    const directory = openDirectory({ store: there, clock: suiteClock, ids: systemIds });
    const by = { actor: { kind: 'platform' } } as const;
    const user = (await directory.userByName(id, name))?.user.id as UserId;
    const { objects } = await directory.perform(
      id,
      by,
      pageGroups({ condition: null, order: null, top: 1, after: null }),
    );
    const group = objects[0]?.id as GroupId;
    let exporting = true;
    // The department says whether the person is in the group: both change in one transaction.
    const changing = (async () => {
      for (let isIn = true; exporting; isIn = !isIn) {
        const department = isIn ? 'in' : 'out';
        await directory.perform(
          id,
          by,
          followedBy(
            changeUser(user, (before) => ({ ...before, department })),
            () => (isIn ? addGroupMembers(group, [user]) : removeGroupMember(group, user)),
          ),
        );
      }
    })();
    for (let turn = 0; turn < 40; turn += 1) {
      const { tenants } = await exportTenants(here, id);
      const [tenant] = tenants as unknown as readonly {
        readonly users: readonly { readonly department: string }[];
        readonly groups: readonly { readonly members?: readonly string[] }[];
      }[];
      const isMember = tenant?.groups[0]?.members?.includes(name) === true;
      expect(tenant?.users[0]?.department).toBe(isMember ? 'in' : 'out');
    }
    exporting = false;
    await changing;
    directory.close();
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

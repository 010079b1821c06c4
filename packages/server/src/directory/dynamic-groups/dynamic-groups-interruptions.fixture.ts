import type { UserId } from '@gatehouse/model';
import { expect, it } from 'vitest';
import type { Store } from '../../platform/store/index.js';
import { createDynamicGroups, deleteObject } from '../index.js';
import { writeMemberships } from './keep-members.js';
import { tenantRulesOf } from './tenant-rules.js';
import { type DynamicWorld, quiet, takesFrom } from './dynamic-world.fixture.js';

type Open = (seeded?: readonly object[]) => Promise<DynamicWorld>;

const isSales = 'user.department -eq "Sales"';

/** Users of a seed, all of one department. */
function people(count: number, department = 'Sales'): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ userPrincipalName: `u${index}@`, department }));
}

/** The same store, which goes away when it has been asked so many times, as for a process that ends there. */
function until(store: Store, calls: number): { readonly store: Store; readonly asked: () => number } {
  let asked = 0;
  const inTenant: Store['inTenant'] = (tenant, work) => {
    asked += 1;
    if (asked > calls) return Promise.reject(new Error('the process ended'));
    return store.inTenant(tenant, work);
  };
  return {
    asked: () => asked,
    store: {
      engine: store.engine,
      journal: { ...store.journal, subscribe: () => () => undefined },
      inTenant,
      inPlatform: (work) => store.inPlatform(work),
      commitTogether: (statements) => store.commitTogether(statements),
      ping: () => store.ping(),
      close: () => store.close(),
    },
  };
}

const memberIdsIn = (entries: Awaited<ReturnType<DynamicWorld['told']>>): readonly string[] =>
  entries.flatMap(({ changes = [] }) => changes.map((change) => (change.new as { readonly id: string }).id));

export function describeInterruptions(store: () => Store, open: Open): void {
  it('go through 2,000 users page by page, and begin again where they were when a process ends in between', async () => {
    const world = await open(people(2_000));
    await world.dynamicGroups.close();
    const group = await world.group(isSales);
    // The first step finds out that there is a group; each of the next ones looks at 500 users.
    const ending = until(store(), 3);
    const first = createDynamicGroups({ ...world, store: ending.store, log: quiet });
    await expect(first.settle(world.tenant)).rejects.toThrow('the process ended');
    await first.close();
    expect(await world.membersNow(group)).toHaveLength(1_000);
    const counting = until(store(), 1_000);
    const second = createDynamicGroups({ ...world, store: counting.store, log: quiet });
    await second.settle(world.tenant);
    await second.close();
    // Two pages are left, and a last one that finds nobody.
    expect(counting.asked()).toBe(3);
    const members = await world.membersNow(group);
    expect(members).toHaveLength(2_000);
    expect([...memberIdsIn(await world.told(group))].sort()).toEqual(members);
  });

  it('follow a change that comes while everybody is being gone through', async () => {
    const world = await open(people(1_200, 'IT'));
    await world.dynamicGroups.close();
    const group = await world.group(isSales);
    const ending = until(store(), 2);
    const first = createDynamicGroups({ ...world, store: ending.store, log: quiet });
    await expect(first.settle(world.tenant)).rejects.toThrow('the process ended');
    await first.close();
    const users = await world.directory.listUsers(world.tenant, { top: 1_200 });
    const changed = [users[0], users[1_199]].map((user) => user?.id).filter((id) => id !== undefined);
    for (const id of changed) await world.setUser(id, { department: 'Sales' });
    const second = createDynamicGroups({ ...world, log: quiet });
    await second.settle(world.tenant);
    await second.close();
    expect(await world.membersNow(group)).toEqual([...changed].sort());
  });

  it('are changed once for each change, however many processes keep them', async () => {
    const world = await open(people(700));
    const others = Array.from({ length: 3 }, () => createDynamicGroups({ ...world, log: quiet }));
    const group = await world.group(isSales);
    const more = await Promise.all(
      Array.from({ length: 20 }, (_, index) => world.user(`more${index}`, { department: 'Sales' })),
    );
    await Promise.all([world.dynamicGroups, ...others].map((each) => each.settle(world.tenant)));
    const members = await world.membersNow(group);
    expect(members).toHaveLength(700 + more.length);
    expect([...memberIdsIn(await world.told(group))].sort()).toEqual(members);
    await Promise.all(others.map((each) => each.close()));
  });

  it('that were left for long are gone through, rather than that every change is read again', async () => {
    const world = await open(people(10));
    const group = await world.group(isSales);
    await world.dynamicGroups.settle(world.tenant);
    await world.dynamicGroups.close();
    const [first] = await world.directory.listUsers(world.tenant, { top: 1 });
    if (first === undefined) throw new Error('there is nobody');
    await world.setUser(first.id, { department: 'IT' });
    const draft = {
      operation: 'user.update',
      actor: { kind: 'platform' },
      target: { type: 'user', id: first.id },
    } as const;
    await store().inTenant(world.tenant, async (tx) => {
      for (let times = 0; times < 6_000; times += 1) tx.journal(draft);
    });
    const counting = until(store(), 1_000);
    const second = createDynamicGroups({ ...world, store: counting.store, log: quiet });
    await second.settle(world.tenant);
    await second.close();
    expect(counting.asked()).toBe(2);
    expect(await world.membersNow(group)).toHaveLength(9);
  });

  it('go on where they were, however much the platform itself has written meanwhile', async () => {
    const world = await open(people(700));
    await world.dynamicGroups.close();
    const group = await world.group(isSales);
    const ending = until(store(), 2);
    const first = createDynamicGroups({ ...world, store: ending.store, log: quiet });
    await expect(first.settle(world.tenant)).rejects.toThrow('the process ended');
    await first.close();
    const target = { type: 'group', id: group.id };
    const own = { operation: 'group-member.add', actor: { kind: 'platform' }, target } as const;
    await store().inTenant(world.tenant, async (tx) => {
      for (let times = 0; times < 6_000; times += 1) tx.journal(own);
    });
    const counting = until(store(), 1_000);
    const second = createDynamicGroups({ ...world, store: counting.store, log: quiet });
    await second.settle(world.tenant);
    await second.close();
    // Twelve times 500 changes with nothing in them, then the page that was left.
    expect(counting.asked()).toBe(13);
    expect(await world.membersNow(group)).toHaveLength(700);
  });

  it('stand in nobody’s way while everything changes at once, and are right in the end', async () => {
    const world = await open(people(60));
    const users = await world.directory.listUsers(world.tenant, { top: 100 });
    const source = await world.group(null);
    const groups = await Promise.all([
      world.group(isSales),
      world.group('user.department -ne "Sales"'),
      world.group(takesFrom(source)),
    ]);
    const others = Array.from({ length: 2 }, () => createDynamicGroups({ ...world, log: quiet }));
    const department = (id: UserId, name: string) => world.setUser(id, { department: name });
    await Promise.all(
      users.map(async ({ id }, index) => {
        await department(id, 'IT');
        if (index % 3 === 0) await world.put(source, id);
        if (index % 5 === 0) await world.does(deleteObject('user', id));
        else await department(id, index % 2 === 0 ? 'Sales' : 'Law');
        if (index % 20 === 1) await world.setGroup(groups[0].id, { membershipRuleProcessingState: 'Paused' });
        if (index % 20 === 1) await world.setGroup(groups[0].id, { membershipRuleProcessingState: 'On' });
        if (index === 7) await world.does(deleteObject('group', groups[1].id));
      }),
    );
    await Promise.all([world.dynamicGroups, ...others].map((each) => each.settle(world.tenant)));
    const those = (of: (index: number) => boolean) =>
      users.filter((_user, index) => index % 5 !== 0 && of(index)).map(({ id }) => id);
    expect(await world.membersNow(groups[0])).toEqual(those((index) => index % 2 === 0));
    expect(await world.membersNow(groups[1])).toEqual([]);
    expect(await world.membersNow(groups[2])).toEqual(those((index) => index % 3 === 0));
    await Promise.all(others.map((each) => each.close()));
  });

  it('take nobody in by a rule that is not theirs any more, and nobody who is gone', async () => {
    const world = await open(people(2));
    const [ann, bob] = await world.directory.listUsers(world.tenant, { top: 2 });
    if (ann === undefined || bob === undefined) throw new Error('there is nobody');
    const [dynamic, fixed] = [await world.group('user.city -eq "x"'), await world.group(null)];
    await world.dynamicGroups.settle(world.tenant);
    await world.does(deleteObject('user', bob.id));
    const write = (group: string, text: string, member: string) =>
      store().inTenant(world.tenant, (tx) =>
        writeMemberships(tx, tenantRulesOf([{ id: group, text }]), [{ group, member, type: 'User' }], []),
      );
    expect(await write(dynamic.id, isSales, ann.id)).toBe(0);
    expect(await write(fixed.id, isSales, ann.id)).toBe(0);
    expect(await write(dynamic.id, 'user.city -eq "x"', bob.id)).toBe(0);
    expect(await write(dynamic.id, 'user.city -eq "x"', ann.id)).toBe(1);
    expect(await world.membersNow(fixed)).toEqual([]);
  });

  it('that do not exist cost a tenant one question', async () => {
    const world = await open();
    const asked = until(store(), 0);
    let questions = 0;
    const own = createDynamicGroups({
      ...world,
      log: quiet,
      store: {
        ...asked.store,
        journal: store().journal,
        commitTogether: (statements) => {
          questions += statements.has(world.tenant) ? 1 : 0;
          return store().commitTogether(statements);
        },
      },
    });
    const users = await Promise.all(['a', 'b', 'c'].map((name) => world.user(name)));
    for (const { id } of users) await world.setUser(id, { department: 'Sales' });
    await world.group(null);
    // Ends with whatever is under way.
    await own.close();
    expect([questions, asked.asked()]).toEqual([1, 0]);
  });
}

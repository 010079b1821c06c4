// The one suite that holds on both engines; dynamic-groups.embedded.test.ts and dynamic-groups.postgres.test.ts run it.
import type { Group } from '@gatehouse/model';
import { extensionPropertyName } from '@gatehouse/policy';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../platform/ids/index.js';
import type { JournalEntry, Store, StoreSettings } from '../../platform/store/index.js';
import {
  blankApplication,
  createApplication,
  createExtensionProperty,
  deleteExtensionProperty,
  deleteObject,
  removeGroupMember,
  restoreObject,
} from '../index.js';
import { describeInterruptions } from './dynamic-groups-interruptions.fixture.js';
import { type DynamicWorld, moment, openDynamicWorld, ruled, takesFrom } from './dynamic-world.fixture.js';

export interface EngineUnderTest {
  readonly engine: Store['engine'];
  open(settings: StoreSettings): Promise<Store>;
}

const clock = { now: () => moment };
const isSales = 'user.department -eq "Sales"';
const day = 24 * 60 * 60;

export function describeDynamicGroups(under: EngineUnderTest): void {
  describe(`dynamic groups on the ${under.engine} engine`, () => {
    let store: Store;
    const worlds: DynamicWorld[] = [];
    const open = async (seeded: readonly object[] = []) => {
      const world = await openDynamicWorld(store, seeded);
      worlds.push(world);
      return world;
    };
    beforeAll(async () => {
      store = await under.open({ clock });
    });
    afterEach(() => Promise.all(worlds.splice(0).map((world) => world.close())));
    afterAll(() => store.close());

    follows(open);
    rules(open);
    others(open);
    describeInterruptions(() => store, open);
  });
}

type Open = (seeded?: readonly object[]) => Promise<DynamicWorld>;

/** Resolves with the next entry of the journal that tells of a member of the group. */
function heard({ store }: DynamicWorld, id: string): Promise<JournalEntry> {
  return new Promise((resolve) => {
    const stop = store.journal.subscribe((entry) => {
      if (!entry.operation.startsWith('group-member.') || entry.target.id !== id) return;
      stop();
      resolve(entry);
    });
  });
}

function follows(open: Open): void {
  it('hold those users, or devices, that the rule says', async () => {
    const world = await open();
    const ann = await world.user('ann', { department: 'Sales' });
    await world.user('bob', { department: 'IT' });
    const phone = await world.device('phone', { properties: { operatingSystem: 'iPhone' } });
    await world.device('desk', { properties: { operatingSystem: 'Windows' } });
    const people = await world.group(isSales);
    const phones = await world.group('device.deviceOSType -eq "iPhone"');
    expect(await world.members(people)).toEqual([ann.id]);
    expect(await world.members(phones)).toEqual([phone.id]);
  });

  it('follow a change without anybody asking for it, and the journal says that the platform did it', async () => {
    const world = await open();
    const ann = await world.user('ann');
    const group = await world.group(isSales, { displayName: 'Sellers' });
    await world.dynamicGroups.settle(world.tenant);
    const added = heard(world, group.id);
    await world.setUser(ann.id, { department: 'Sales' });
    const target = { type: 'group', id: group.id, name: 'Sellers' };
    const member = { id: ann.id, type: 'User' };
    expect(await added).toMatchObject({
      operation: 'group-member.add',
      actor: { kind: 'platform' },
      target,
      changes: [{ property: 'members', new: member }],
    });
    const removed = heard(world, group.id);
    await world.setUser(ann.id, { department: 'IT' });
    expect(await removed).toMatchObject({
      operation: 'group-member.remove',
      actor: { kind: 'platform' },
      target,
      changes: [{ property: 'members', old: member }],
    });
    expect(await world.members(group)).toEqual([]);
  });

  it('are groups that a person is known to be in from then on', async () => {
    const world = await open();
    const ann = await world.user('ann');
    const group = await world.group(isSales);
    const groupsOf = async () => [...((await world.directory.userById(world.tenant, ann.id))?.securityGroups ?? [])];
    await world.dynamicGroups.settle(world.tenant);
    expect(await groupsOf()).toEqual([]);
    await world.setUser(ann.id, { department: 'Sales' });
    await world.dynamicGroups.settle(world.tenant);
    expect(await groupsOf()).toEqual([group.id]);
    await world.setUser(ann.id, { department: 'IT' });
    await world.dynamicGroups.settle(world.tenant);
    expect(await groupsOf()).toEqual([]);
  });

  it('follow new users, deleted ones and those who are restored', async () => {
    const world = await open();
    const group = await world.group(isSales);
    expect(await world.members(group)).toEqual([]);
    const ann = await world.user('ann', { department: 'Sales' });
    expect(await world.members(group)).toEqual([ann.id]);
    await world.does(deleteObject('user', ann.id));
    expect(await world.members(group)).toEqual([]);
    await world.setGroup(group.id, { membershipRule: 'user.department -eq "IT"' });
    await world.does(restoreObject(ann.id));
    expect(await world.members(group)).toEqual([]);
    await world.setGroup(group.id, { membershipRule: isSales });
    expect(await world.members(group)).toEqual([ann.id]);
  });

  it('follow managers, also those who go and come back', async () => {
    const world = await open();
    const [ann, bob, eve] = [await world.user('ann'), await world.user('bob'), await world.user('eve')];
    const group = await world.group(`Direct Reports for "${ann.id}"`);
    expect(await world.members(group)).toEqual([ann.id]);
    await world.setUser(bob.id, { managerId: ann.id });
    await world.setUser(eve.id, { managerId: bob.id });
    expect(await world.members(group)).toEqual([ann.id, bob.id].sort());
    await world.does(deleteObject('user', ann.id));
    expect(await world.members(group)).toEqual([]);
    await world.does(restoreObject(ann.id));
    expect(await world.members(group)).toEqual([ann.id, bob.id].sort());
  });

  it('follow values of directory extensions, and which extensions there are', async () => {
    const world = await open();
    const application = await world.does(createApplication({ ...blankApplication, displayName: 'HR' }));
    const name = extensionPropertyName(application.appId, 'Grade');
    const graded = { properties: { [name]: 'A' } };
    const [ann, bob] = [await world.user('ann', graded), await world.user('bob')];
    const high = await world.group(`user.${name.replace('Grade', 'grade')} -eq "a"`);
    const rest = await world.group(`user.${name} -ne "A"`);
    const of = async (group: Group) => [await world.members(group), await world.members(rest)];
    expect(await of(high)).toEqual([[], []]);
    const definition = { name: 'Grade', dataType: 'String', isMultiValued: false, targetObjects: ['User'] } as const;
    const defined = await world.does(createExtensionProperty(application.id, definition));
    expect(await of(high)).toEqual([[ann.id], [bob.id]]);
    await world.setUser(bob.id, graded);
    expect(await of(high)).toEqual([[ann.id, bob.id].sort(), []]);
    await world.does(deleteExtensionProperty(application.id, defined.id));
    expect(await of(high)).toEqual([[], []]);
    await world.does(createExtensionProperty(application.id, definition));
    expect(await world.members(high)).toHaveLength(2);
    await world.does(deleteObject('application', application.id));
    expect(await world.members(high)).toEqual([]);
  });

  it('follow time where a rule speaks of now, when they are swept', async () => {
    const world = await open();
    const hired = (at: number) => ({ properties: { employeeHireDate: new Date(at).toISOString() } });
    const [old] = [await world.user('old', hired(moment - 1)), await world.user('new', hired(moment + 2 * day * 1000))];
    const fresh = await world.user('fresh', hired(moment + day * 500));
    const group = await world.group('user.employeeHireDate -le system.now');
    expect(await world.members(group)).toEqual([old.id]);
    world.clock.advance(day);
    const added = heard(world, group.id);
    await world.dynamicGroups.sweep();
    expect((await added).changes).toEqual([{ property: 'members', new: { id: fresh.id, type: 'User' } }]);
    expect(await world.members(group)).toEqual([old.id, fresh.id].sort());
  });
}

function rules(open: Open): void {
  it('are left alone while they are paused, and caught up with afterwards', async () => {
    const world = await open();
    const ann = await world.user('ann', { department: 'Sales' });
    const group = await world.group(isSales);
    expect(await world.members(group)).toEqual([ann.id]);
    await world.setGroup(group.id, { membershipRuleProcessingState: 'Paused' });
    const bob = await world.user('bob', { department: 'Sales' });
    await world.setUser(ann.id, { department: 'IT' });
    expect(await world.members(group)).toEqual([ann.id]);
    await world.setGroup(group.id, { membershipRuleProcessingState: 'On' });
    expect(await world.members(group)).toEqual([bob.id]);
  });

  it('are gone through again when their rule changes', async () => {
    const world = await open();
    const [ann, bob] = [
      await world.user('ann', { department: 'Sales' }),
      await world.user('bob', { properties: { city: 'Bonn' } }),
    ];
    const group = await world.group(isSales);
    expect(await world.members(group)).toEqual([ann.id]);
    await world.setGroup(group.id, { membershipRule: 'user.city -eq "Bonn"' });
    expect(await world.members(group)).toEqual([bob.id]);
  });

  it('lose whoever the rule does not say when they become dynamic, whatever it is, and keep all when they cease to be', async () => {
    const world = await open();
    const [ann, bob] = [await world.user('ann', { department: 'Sales' }), await world.user('bob')];
    const [inner, desk] = [await world.group(null), await world.device('desk')];
    const group = await world.group(null, {}, [bob.id, inner.id, desk.id]);
    await world.group(isSales);
    expect(await world.members(group)).toHaveLength(3);
    await world.setGroup(group.id, ruled(isSales));
    expect(await world.members(group)).toEqual([ann.id]);
    const nothing = { membershipRule: undefined, membershipRuleProcessingState: undefined } as object;
    await world.setGroup(group.id, { groupTypes: [], ...nothing });
    await world.setUser(ann.id, { department: 'IT' });
    expect(await world.members(group)).toEqual([ann.id]);
  });

  it('that are restored have the members that the rule says then', async () => {
    const world = await open();
    const [ann, bob] = [await world.user('ann', { department: 'Sales' }), await world.user('bob')];
    const group = await world.group(isSales);
    expect(await world.members(group)).toEqual([ann.id]);
    await world.does(deleteObject('group', group.id));
    await world.setUser(ann.id, { department: 'IT' });
    await world.setUser(bob.id, { department: 'Sales' });
    await world.dynamicGroups.settle(world.tenant);
    await world.does(restoreObject(group.id));
    expect(await world.members(group)).toEqual([bob.id]);
  });

  it('whose rule reads what nobody keeps have no members', async () => {
    const world = await open();
    await world.user('ann');
    const group = await world.group('user.assignedPlans -all (assignedPlan.service -ne "SCO")');
    const proxies = await world.group('-not (user.proxyAddresses -any (_ -startsWith "smtp:"))');
    expect(await world.members(group)).toEqual([]);
    expect(await world.members(proxies)).toEqual([]);
  });
}

function others(open: Open): void {
  it('take the members of other groups, also through several, whoever made those memberships', async () => {
    const world = await open();
    const [ann, bob] = [await world.user('ann', { department: 'Sales' }), await world.user('bob')];
    const source = await world.group(null);
    const sales = await world.group(isSales);
    const first = await world.group(takesFrom(source, sales));
    const second = await world.group(takesFrom(first));
    expect(await world.members(second)).toEqual([ann.id]);
    await world.put(source, bob.id);
    expect(await world.members(first)).toEqual([ann.id, bob.id].sort());
    expect(await world.membersNow(second)).toEqual([ann.id, bob.id].sort());
    await world.setUser(ann.id, { department: 'IT' });
    expect(await world.members(second)).toEqual([bob.id]);
    await world.does(removeGroupMember(source.id, bob.id));
    expect(await world.members(first)).toEqual([]);
    expect(await world.membersNow(second)).toEqual([]);
  });

  it('let go of the members of a group that is deleted, and take them again when it is restored', async () => {
    const world = await open();
    const ann = await world.user('ann');
    const source = await world.group(null, {}, [ann.id]);
    const first = await world.group(takesFrom(source));
    const second = await world.group(takesFrom(first));
    expect(await world.members(second)).toEqual([ann.id]);
    await world.does(deleteObject('group', source.id));
    expect(await world.members(second)).toEqual([]);
    await world.does(restoreObject(source.id));
    expect(await world.members(second)).toEqual([ann.id]);
  });

  it('that take from each other in a circle come to an end, with nobody who is in none of the groups outside', async () => {
    const world = await open();
    const [ann, source] = [await world.user('ann'), await world.group(null)];
    const [one, two] = [systemIds.guid<typeof source.id>(), systemIds.guid<typeof source.id>()];
    const first = await world.group(takesFrom({ id: two }, source), { id: one });
    const second = await world.group(takesFrom({ id: one }), { id: two });
    expect(await world.members(second)).toEqual([]);
    await world.put(source, ann.id);
    expect(await world.members(second)).toEqual([ann.id]);
    expect(await world.membersNow(first)).toEqual([ann.id]);
    await world.does(removeGroupMember(source.id, ann.id));
    expect(await world.members(first)).toEqual([]);
    expect(await world.membersNow(second)).toEqual([]);
  });

  it('of one tenant are of no concern to another', async () => {
    const [here, there] = [await open(), await open()];
    const ann = await here.user('ann', { department: 'Sales' });
    const group = await here.group(isSales);
    const other = await there.group(takesFrom(group));
    const theirs = await there.group(isSales);
    expect(await here.members(group)).toEqual([ann.id]);
    expect(await there.members(theirs)).toEqual([]);
    expect(await there.members(other)).toEqual([]);
    await here.setUser(ann.id, { department: 'IT' });
    expect(await here.members(group)).toEqual([]);
    expect(await there.told(theirs)).toEqual([]);
  });
}

import type { Device, DeviceId, Group, GroupId, TenantId, User, UserId } from '@gatehouse/model';
import { AdjustableClock } from '../../platform/clock/index.js';
import { systemIds } from '../../platform/ids/index.js';
import type { JournalEntry, Store } from '../../platform/store/index.js';
import {
  addGroupMembers,
  changeGroup,
  changeUser,
  createDevice,
  createDynamicGroups,
  createGroup,
  createUser,
  type Directory,
  type DirectoryOperation,
  type DynamicGroups,
  isRefused,
  openDirectory,
} from '../index.js';
import { seedInto } from '../seeding.fixture.js';

export const moment = Date.UTC(2031, 4, 5, 12, 0, 0);
const by = { actor: { kind: 'operator', name: 'test' } } as const;

/** Says nothing. */
export const quiet = { warn: () => undefined };

/** A tenant that no other test has, and what keeps its dynamic groups. */
export interface DynamicWorld {
  readonly tenant: TenantId;
  readonly store: Store;
  readonly directory: Directory;
  readonly dynamicGroups: DynamicGroups;
  readonly clock: AdjustableClock;
  /** Performs an operation that is not refused. */
  does<Outcome>(operation: DirectoryOperation<Outcome>): Promise<Exclude<Outcome, { readonly kind: 'refused' }>>;
  user(name: string, more?: Partial<User>): Promise<User>;
  device(name: string, more?: Partial<Device>): Promise<Device>;
  group(rule: string | null, more?: Partial<Group>, members?: readonly string[]): Promise<Group>;
  setUser(id: UserId, more: Partial<User>): Promise<User>;
  setGroup(id: GroupId, more: Partial<Group>): Promise<Group>;
  put(group: Group, member: string): Promise<unknown>;
  /** The ids of a group's members, once everything shows. */
  members(group: Pick<Group, 'id'>): Promise<readonly string[]>;
  /** The ids of a group's members as they are. */
  membersNow(group: Pick<Group, 'id'>): Promise<readonly string[]>;
  /** What the journal tells of a group's members. */
  told(group: Pick<Group, 'id'>): Promise<readonly JournalEntry[]>;
  close(): Promise<void>;
}

/** Takes properties away that are given as undefined. */
function merged<Entity extends object>(entity: Entity, more: Partial<Entity>): Entity {
  const both = Object.entries({ ...entity, ...more }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(both) as Entity;
}

export async function openDynamicWorld(store: Store, seeded: readonly object[] = []): Promise<DynamicWorld> {
  const tenant = systemIds.guid<TenantId>();
  const domain = `${systemIds.bytes(6).toString('hex')}.example`;
  await seedInto(store, [{ id: tenant, displayName: 'Dynamic', domains: [domain], users: seeded }]);
  const clock = new AdjustableClock({ now: () => moment });
  const directory = openDirectory({ store, clock, ids: systemIds });
  const dynamicGroups = createDynamicGroups({ store, directory, clock, log: quiet });
  const does: DynamicWorld['does'] = async (operation) => {
    const outcome = await directory.perform(tenant, by, operation);
    if (isRefused(outcome)) throw new Error(JSON.stringify(outcome));
    return outcome as never;
  };
  const membersNow = async ({ id }: Pick<Group, 'id'>) => {
    const rows = await store.inTenant(tenant, (tx) =>
      tx.rows<{ id: string }>('select member_id as id from group_members where group_id = $1 order by 1', [id]),
    );
    return rows.map((row) => row.id);
  };
  return {
    tenant,
    store,
    directory,
    dynamicGroups,
    clock,
    does,
    user: (name, more = {}) =>
      does(
        createUser({
          userPrincipalName: `${name}@${domain}`,
          displayName: name,
          businessPhones: [],
          userType: 'Member',
          accountEnabled: true,
          ...more,
        }),
      ),
    device: (name, more = {}) =>
      does(
        createDevice({
          deviceId: systemIds.guid<DeviceId>(),
          displayName: name,
          accountEnabled: true,
          owners: [],
          ...more,
        }),
      ),
    group: (rule, more = {}, members = []) => does(createGroup({ ...groupOf(rule), ...more }, members)),
    setUser: (id, more) => does(changeUser(id, (user) => merged(user, more))),
    setGroup: (id, more) => does(changeGroup(id, (group) => merged(group, more))),
    put: (group, member) => does(addGroupMembers(group.id, [member])),
    members: async (group) => {
      await dynamicGroups.settle(tenant);
      return membersNow(group);
    },
    membersNow,
    told: async ({ id }) =>
      (await store.journal.read(tenant, 0, 100_000)).filter(
        ({ operation, target }) => operation.startsWith('group-member.') && target.id === id,
      ),
    close: async () => {
      await dynamicGroups.close();
      directory.close();
    },
  };
}

function groupOf(rule: string | null): Omit<Group, 'id' | 'tenant' | 'createdAt'> {
  const plain = { displayName: 'G', mailNickname: 'g', securityEnabled: true, mailEnabled: false, owners: [] };
  return rule === null ? { ...plain, groupTypes: [] } : { ...plain, ...ruled(rule) };
}

/** What makes a group a dynamic one. */
export function ruled(rule: string) {
  return {
    groupTypes: ['DynamicMembership'],
    membershipRule: rule,
    membershipRuleProcessingState: 'On',
  } as const satisfies Partial<Group>;
}

/** The rule of a group that takes the members of others. */
export function takesFrom(...groups: readonly Pick<Group, 'id'>[]): string {
  return `user.memberOf -any (group.objectId -in [${groups.map(({ id }) => `'${id}'`).join(', ')}])`;
}

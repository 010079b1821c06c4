import type { DeviceId, UserId } from '@gatehouse/model';
import { type MemberKind, type MemberSubject, planMemberships } from '@gatehouse/policy';
import type { TenantTransaction } from '../../platform/store/index.js';
import { readDevicesById } from '../devices/repository.js';
import { readUsersById } from '../users/repository.js';
import { deviceSubject, type SubjectFacts, userSubject } from './member-subjects.js';
import {
  deleteMemberships,
  holdObjects,
  holdRules,
  insertMemberships,
  type Membership,
  readMemberships,
} from './repository.js';
import { groupsThatCount, type TenantRules } from './tenant-rules.js';

/** What members are kept by. */
export interface Keeping {
  readonly rules: TenantRules;
  /** Names of extensions, by how rules write them. */
  readonly extensions: ReadonlyMap<string, string>;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

const memberTypes = { user: 'User', device: 'Device' } as const;

/** The type of member that rules about a kind make. */
export function memberTypeOf(kind: MemberKind): 'User' | 'Device' {
  return memberTypes[kind];
}

/**
 * Brings the memberships of some users or devices to what the rules say, each change with its journal entry.
 * @param scope the groups that are decided about; null for all. Groups that follow others always are.
 * @returns how many memberships changed
 */
export async function keepMembers(
  tx: TenantTransaction,
  keeping: Keeping,
  kind: MemberKind,
  ids: readonly string[],
  scope: ReadonlySet<string> | null,
): Promise<number> {
  if (ids.length === 0 || keeping.rules.groups.size === 0) return 0;
  const wanted: Membership[] = [];
  const ended: Membership[] = [];
  for (const subject of await readSubjects(tx, keeping, kind, ids)) {
    const member = String(subject.properties['id']);
    const plan = planMemberships(keeping.rules.book, subject, scope, keeping);
    const type = memberTypeOf(kind);
    wanted.push(...plan.add.map((group) => ({ group, member, type })));
    ended.push(...plan.remove.map((group) => ({ group, member, type })));
  }
  return writeMemberships(tx, keeping.rules, wanted, ended);
}

async function readSubjects(
  tx: TenantTransaction,
  { rules, extensions }: Keeping,
  kind: MemberKind,
  ids: readonly string[],
): Promise<readonly MemberSubject[]> {
  const memberships = await readMemberships(tx, ids, groupsThatCount(rules));
  const factsOf = (id: string): SubjectFacts => ({ memberOf: memberships.get(id) ?? [], extensions });
  return kind === 'user'
    ? (await readUsersById(tx, ids as UserId[])).map((user) => userSubject(user, factsOf(user.id)))
    : (await readDevicesById(tx, ids as DeviceId[])).map((device) => deviceSubject(device, factsOf(device.id)));
}

/**
 * Makes and ends memberships, as far as the groups are still kept by the rules that were read and the objects are still there: what
 * changed meanwhile has its own journal entries, which are read next.
 * @returns how many changed
 */
export async function writeMemberships(
  tx: TenantTransaction,
  rules: TenantRules,
  wanted: readonly Membership[],
  ended: readonly Membership[],
): Promise<number> {
  const groups = [...new Set([...wanted, ...ended].map(({ group }) => group))];
  if (groups.length === 0) return 0;
  // Groups before objects, each in the order of their ids: so two who change the same never wait for each other in a circle.
  const held = await holdRules(tx, groups);
  const stands = ({ group }: Membership) => held.get(group)?.text === rules.groups.get(group)?.text;
  const standing = wanted.filter((one) => held.has(one.group) && stands(one));
  const objects = await holdObjects(tx, [...new Set(standing.map(({ member }) => member))]);
  const present = standing.filter(({ member }) => objects.has(member));
  const removed = await deleteMemberships(
    tx,
    ended.filter((one) => held.has(one.group) && stands(one)),
  );
  const added = present.length === 0 ? [] : await insertMemberships(tx, present);
  const note = (verb: 'add' | 'remove', { group, member: id, type }: Membership) =>
    tx.journal({
      operation: `group-member.${verb}`,
      actor: { kind: 'platform' },
      target: { type: 'group', id: group, name: held.get(group)?.displayName ?? '' },
      changes: [{ property: 'members', [verb === 'add' ? 'new' : 'old']: { id, type } }],
    });
  for (const one of removed.toSorted(byGroupAndMember)) note('remove', one);
  for (const one of added.toSorted(byGroupAndMember)) note('add', one);
  return removed.length + added.length;
}

function byGroupAndMember(left: Membership, right: Membership): number {
  return left.group + left.member < right.group + right.member ? -1 : 1;
}

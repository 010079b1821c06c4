import type { AdministrativeUnit, Device, Group } from '@gatehouse/model';
import { type Place, within } from '../load-seed.js';
import { type ReferenceKind, type References, unknownName } from '../references.js';
import type { Exactness } from './exactness.js';
import type { Member } from './seed-facts.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, MemberChange, Refuse } from './tenant-plan.js';

interface MemberFacts {
  readonly references: References;
  /** Who is in what, by the id of what they are in. */
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly exact: Exactness;
}

const memberTypes: Readonly<Partial<Record<ReferenceKind, string>>> = {
  user: 'User',
  group: 'Group',
  servicePrincipal: 'ServicePrincipal',
  device: 'Device',
};

/** What can be in a group, in the order in which names are tried. */
export const groupMemberKinds: readonly ReferenceKind[] = ['user', 'group', 'servicePrincipal', 'device'];
/** What can be in an administrative unit. */
export const unitMemberKinds: readonly ReferenceKind[] = ['user', 'group', 'device'];

/** The members that the groups of the seed are to have. */
export function planGroupMembers(
  seeded: SeededTenant,
  groups: readonly Change<Group>[],
  facts: MemberFacts,
  refuse: Refuse,
): readonly MemberChange[] {
  return itemsOf(seeded, 'groups').flatMap(({ value, place }, index) => {
    const group = groups[index]?.after;
    if (group === undefined) return [];
    const at = within(place, 'members');
    if (group.groupTypes.includes('DynamicMembership')) {
      if ((value.members ?? []).length > 0) refuse(at, 'the members of a dynamic group follow from its rule');
      return [];
    }
    const named = membersOf(value.members, groupMemberKinds, at, facts, refuse);
    if (group.isAssignableToRole === true && named?.some(({ type }) => type === 'Group') === true) {
      refuse(at, 'a group cannot be a member of a role-assignable group');
    }
    return changeOf('group', group, named, facts);
  });
}

/** The members that the administrative units of the seed are to have. */
export function planUnitMembers(
  seeded: SeededTenant,
  units: readonly Change<AdministrativeUnit>[],
  facts: MemberFacts,
  refuse: Refuse,
): readonly MemberChange[] {
  return itemsOf(seeded, 'administrativeUnits').flatMap(({ value, place }, index) => {
    const unit = units[index]?.after;
    if (unit === undefined) return [];
    const named = membersOf(value.members, unitMemberKinds, within(place, 'members'), facts, refuse);
    return changeOf('administrativeUnit', unit, named, facts);
  });
}

/** The registered users that the devices of the seed are to have. */
export function planDeviceUsers(
  seeded: SeededTenant,
  devices: readonly Change<Device>[],
  facts: MemberFacts,
  refuse: Refuse,
): readonly MemberChange[] {
  return itemsOf(seeded, 'devices').flatMap(({ value, place }, index) => {
    const device = devices[index]?.after;
    if (device === undefined) return [];
    const named = membersOf(value.registeredUsers, ['user'], within(place, 'registeredUsers'), facts, refuse);
    return changeOf('device', device, named, facts);
  });
}

function membersOf(
  names: readonly string[] | undefined,
  kinds: readonly ReferenceKind[],
  place: Place,
  { references }: MemberFacts,
  refuse: Refuse,
): readonly Member[] | undefined {
  if (names === undefined) return undefined;
  const found = names.flatMap((name, index): Member[] => {
    const member = references.find(name, kinds);
    if (member === undefined) refuse(within(place, index), unknownName(name, kinds, references));
    return member === undefined ? [] : [{ id: member.id, type: memberTypes[member.kind] ?? '' }];
  });
  return [...new Map(found.map((member) => [member.id, member])).values()];
}

function changeOf(
  of: MemberChange['of'],
  { id, displayName: name }: { readonly id: string; readonly displayName: string },
  named: readonly Member[] | undefined,
  { members, exact }: MemberFacts,
): readonly MemberChange[] {
  const stored = members.get(id) ?? [];
  const wanted = named ?? [];
  const isExact = named === undefined ? exact.objects : exact.lists;
  const known = new Set(stored.map((one) => one.id));
  const kept = new Set(wanted.map((one) => one.id));
  if (named === undefined && !isExact) return [];
  return [
    {
      of,
      id,
      name,
      named: wanted,
      missing: wanted.filter((one) => !known.has(one.id)),
      surplus: isExact ? stored.filter((one) => !kept.has(one.id)) : [],
    },
  ];
}

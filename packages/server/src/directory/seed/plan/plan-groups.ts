import type { Group, GroupId, TenantId } from '@gatehouse/model';
import { derivedId } from '../derived-id.js';
import { within } from '../load-seed.js';
import type { SeedGroup } from '../schema/tenant.js';
import { ownersOf } from './owners.js';
import type { Principals } from './principals.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse, TenantPlan } from './tenant-plan.js';

/** The groups of one tenant, without their members. */
export function planGroups(
  seeded: SeededTenant,
  facts: { readonly groups: readonly Group[]; readonly principals: Principals; readonly now: number },
  refuse: Refuse,
): readonly Change<Group>[] {
  const byId = new Map(facts.groups.map((group) => [group.id, group]));
  const names = new Set<string>();
  const ids = new Set<GroupId>();
  return itemsOf(seeded, 'groups').map(({ value, place }) => {
    const named = facts.groups.filter((group) => group.displayName === value.displayName);
    if (names.has(value.displayName)) {
      refuse(within(place, 'displayName'), `the group \`${value.displayName}\` stands more than once`);
    }
    if (value.id === undefined && named.length > 1) {
      refuse(within(place, 'displayName'), `several groups are called \`${value.displayName}\`; give the \`id\``);
    }
    const id = value.id ?? named[0]?.id ?? derivedId<GroupId>(seeded.id, 'group', value.displayName);
    if (ids.has(id)) refuse(within(place, 'id'), `the id ${id} stands more than once`);
    names.add(value.displayName);
    ids.add(id);
    const before = byId.get(id);
    const base = before ?? newGroup(seeded.id, id, value, facts.now);
    return {
      before,
      after: { ...groupOf(value, base), owners: ownersOf(value.owners, base.owners, place, facts.principals, refuse) },
    };
  });
}

/** The members that the groups of the seed are given. */
export function planMemberships(
  seeded: SeededTenant,
  groups: readonly Change<Group>[],
  principals: Principals,
  refuse: Refuse,
): TenantPlan['memberships'] {
  return itemsOf(seeded, 'groups').flatMap(({ value, place }, index) => {
    const group = groups[index]?.after;
    if (group === undefined || value.members === undefined) return [];
    const members = value.members.flatMap((name, nth) => {
      const member = principals.member(name);
      if (member === undefined) refuse(within(place, 'members', nth), `no user and no group is called \`${name}\``);
      return member === undefined ? [] : [member];
    });
    return [{ group: group.id, name: group.displayName, members }];
  });
}

function newGroup(tenant: TenantId, id: GroupId, item: SeedGroup, now: number): Group {
  const isUnified = item.groupTypes?.includes('Unified') === true;
  return {
    id,
    tenant,
    displayName: item.displayName,
    securityEnabled: !isUnified,
    mailEnabled: isUnified,
    groupTypes: [],
    owners: [],
    createdAt: now,
  };
}

function groupOf(item: SeedGroup, before: Group): Group {
  return {
    ...before,
    displayName: item.displayName,
    ...(item.description !== undefined && { description: item.description }),
    ...(item.mailNickname !== undefined && { mailNickname: item.mailNickname }),
    ...(item.securityEnabled !== undefined && { securityEnabled: item.securityEnabled }),
    ...(item.mailEnabled !== undefined && { mailEnabled: item.mailEnabled }),
    ...(item.groupTypes !== undefined && { groupTypes: item.groupTypes }),
  };
}

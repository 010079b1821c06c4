import type { Group, GroupId, TenantId } from '@gatehouse/model';
import { groupChangeFault, groupFault } from '@gatehouse/policy';
import { isSame } from '../../journal-changes.js';
import { type Place, within } from '../load-seed.js';
import { furtherGroupProperties } from '../schema/further-properties.data.js';
import { furtherOf } from '../schema/further-properties.js';
import type { SeedGroup } from '../schema/group.js';
import { baseOf, type Exactness, withFurther } from './exactness.js';
import { identify } from './identify.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** The groups of one tenant, without owners and members, which follow once all are known. */
export function planGroups(
  seeded: SeededTenant,
  facts: { readonly groups: readonly Group[]; readonly exact: Exactness; readonly now: number },
  refuse: Refuse,
): readonly Change<Group>[] {
  const items = itemsOf(seeded, 'groups');
  const identified = identify<GroupId, Group>(
    items,
    { tenant: seeded.id, stored: facts.groups, what: 'group' },
    refuse,
  );
  return items.flatMap(({ value, place }, index) => {
    const { id, before } = identified[index] ?? {};
    if (id === undefined) return [];
    const after = groupOf(value, before, newGroup(seeded.id, id, value, facts.now), facts.exact);
    judge(before, after, place, refuse);
    return [{ before, after }];
  });
}

/** What is stored may stay as it is, whatever is thought of it now. */
function judge(before: Group | undefined, after: Group, place: Place, refuse: Refuse): void {
  if (before !== undefined && isSame(before, after)) return;
  if (before !== undefined && (before.isAssignableToRole ?? false) !== (after.isAssignableToRole ?? false)) {
    refuse(within(place, 'isAssignableToRole'), 'is chosen when the group is made');
  }
  const fault = before === undefined ? groupFault(judged(after)) : groupChangeFault(judged(before), judged(after));
  if (fault !== undefined) refuse(within(place, fault.property), fault.detail);
}

/**
 * A group as the rules of Graph may judge it: an operator may bring groups without alias, and groups with mail that are made elsewhere
 * than in Graph.
 */
function judged(group: Group): Group {
  const isUnified = group.groupTypes.includes('Unified');
  return {
    ...group,
    mailNickname: group.mailNickname ?? 'unnamed',
    mailEnabled: isUnified,
    securityEnabled: isUnified ? group.securityEnabled : true,
  };
}

function newGroup(tenant: TenantId, id: GroupId, item: SeedGroup, now: number): Group {
  const isUnified = item.groupTypes?.includes('Unified') === true;
  const isDynamic = item.groupTypes?.includes('DynamicMembership') === true;
  return {
    id,
    tenant,
    displayName: item.displayName,
    securityEnabled: !isUnified,
    mailEnabled: isUnified,
    groupTypes: [],
    isAssignableToRole: false,
    ...(isDynamic && { membershipRuleProcessingState: 'On' as const }),
    owners: [],
    createdAt: now,
  };
}

const optional = [
  'description',
  'mail',
  'mailNickname',
  'securityEnabled',
  'mailEnabled',
  'groupTypes',
  'visibility',
  'isAssignableToRole',
  'membershipRule',
  'membershipRuleProcessingState',
] as const;

function groupOf(item: SeedGroup, before: Group | undefined, blank: Group, exact: Exactness): Group {
  const { properties: _properties, ...base } = baseOf(before, blank, exact, ['createdAt', 'owners']);
  const given = optional
    .filter((property) => item[property] !== undefined)
    .map((property) => [property, item[property]]);
  return {
    ...base,
    displayName: item.displayName,
    ...(Object.fromEntries(given) as Partial<Group>),
    ...withFurther(before?.properties, furtherOf(item, furtherGroupProperties), furtherGroupProperties, exact),
  };
}

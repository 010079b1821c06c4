import { parseMembershipRule } from '../membership-rules/index.js';
import { type EntraObject, textOf } from './entra-export.js';
import {
  expandedGrants,
  idOf,
  keptOf,
  listed,
  loseProperty,
  lostWhole,
  type Mapping,
  relatedNames,
  type SeedItem,
} from './mapping.js';

/** Groups, with members and owners where the export has them. */
export function mapGroups(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('group').flatMap((object): SeedItem[] => {
    const { value } = object;
    const displayName = textOf(value['displayName']);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    const types = value['groupTypes'] ?? [];
    if (!Array.isArray(types)) return lostWhole(object, '`groupTypes` is no list', mapping);
    return [
      {
        ...idOf(value),
        displayName,
        ...keptOf(object, [...readByGroups, ...expandedGrants], mapping),
        ...kindOf(object, types),
        ...membershipOf(object, types, mapping),
        ...listed('owners', ownersOf(object, mapping)),
      },
    ];
  });
}

const readByGroups = [
  'displayName',
  'groupTypes',
  'mailEnabled',
  'securityEnabled',
  'membershipRule',
  'membershipRuleProcessingState',
  'members',
  'owners',
];

/** What tells a security group from one with mail, as far as the types do not. */
function kindOf({ value }: EntraObject, types: readonly unknown[]): SeedItem {
  const isUnified = types.includes('Unified');
  const { mailEnabled, securityEnabled } = value;
  return {
    ...(securityEnabled != null && securityEnabled !== !isUnified && { securityEnabled }),
    ...(mailEnabled != null && mailEnabled !== isUnified && { mailEnabled }),
  };
}

/** The members, or the rule by which they follow. A dynamic group whose rule is not understood keeps the members it has. */
function membershipOf(object: EntraObject, types: readonly unknown[], mapping: Mapping): SeedItem {
  const { membershipRule, membershipRuleProcessingState } = object.value;
  const others = types.filter((type) => type !== 'DynamicMembership');
  if (!types.includes('DynamicMembership')) {
    for (const property of ['membershipRule', 'membershipRuleProcessingState']) {
      if (object.value[property] != null) loseProperty(object, property, 'the group is no dynamic one', mapping);
    }
    return { ...listed('groupTypes', others), ...membersOf(object, mapping) };
  }
  const parsed = parseMembershipRule(typeof membershipRule === 'string' ? membershipRule : '');
  if (parsed.kind === 'invalid') {
    loseProperty(object, 'membershipRule', `${parsed.reason}; the group keeps the members it had`, mapping);
    return { ...listed('groupTypes', others), ...membersOf(object, mapping) };
  }
  const isUsual = membershipRuleProcessingState == null || membershipRuleProcessingState === 'On';
  return { groupTypes: types, membershipRule, ...(!isUsual && { membershipRuleProcessingState }) };
}

function membersOf(object: EntraObject, mapping: Mapping): SeedItem {
  tellUntold(object, 'groups', mapping);
  return listed('members', relatedNames(object, 'members', ['user', 'group', 'servicePrincipal', 'device'], mapping));
}

/** Tells that the export does not say who is in something. */
export function tellUntold(object: EntraObject, collection: string, mapping: Mapping): void {
  const { value } = object;
  const isTold = value['members'] !== undefined || mapping.names.related(value['id'], 'members') !== undefined;
  if (!isTold) {
    loseProperty(object, 'members', `the export does not tell them: export \`${collection}/{id}/members\``, mapping);
  }
}

/** Owners: people, and applications that are there. */
export function ownersOf(object: EntraObject, mapping: Mapping): readonly string[] {
  return relatedNames(object, 'owners', ['user', 'servicePrincipal'], mapping);
}

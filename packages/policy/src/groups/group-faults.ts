import type { Group } from '@gatehouse/model';
import { parseMembershipRule } from '../membership-rules/index.js';

/** What of a group is judged before it is kept. */
export type JudgedGroup = Pick<
  Group,
  | 'displayName'
  | 'groupTypes'
  | 'isAssignableToRole'
  | 'mailEnabled'
  | 'mailNickname'
  | 'membershipRule'
  | 'membershipRuleProcessingState'
  | 'securityEnabled'
  | 'visibility'
>;

/** Why a group cannot be so: a property in Graph's spelling, and a sentence without a final period. */
export interface GroupFault {
  readonly property: string;
  readonly detail: string;
}

type Check = (group: JudgedGroup) => GroupFault | undefined;

/** Checks of a group as it would be, in order (Microsoft Graph documentation: create group, group resource type). */
const checks: readonly Check[] = [
  knownTypes,
  mailAndSecurity,
  nickname,
  knownVisibility,
  dynamicMembership,
  roleAssignable,
];

/** What is wrong with a group as it would be; undefined when it can be. */
export function groupFault(group: JudgedGroup): GroupFault | undefined {
  for (const check of checks) {
    const found = check(group);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What of a group cannot become what it would be; undefined when it can. What was wrong before is no reason: an operator may bring groups
 * that Graph would not make, and whoever changes something else cannot mend them.
 */
export function groupChangeFault(before: JudgedGroup, after: JudgedGroup): GroupFault | undefined {
  const isUnified = (group: JudgedGroup) => group.groupTypes.includes('Unified');
  if (isUnified(before) !== isUnified(after)) {
    return fault('groupTypes', 'a group cannot become a Microsoft 365 group, or cease to be one');
  }
  if (before.mailEnabled !== after.mailEnabled) return fault('mailEnabled', 'it cannot be changed');
  const isHidden = (group: JudgedGroup) => group.visibility === 'HiddenMembership';
  if (isHidden(before) !== isHidden(after)) {
    return fault('visibility', 'hidden membership is chosen when the group is made');
  }
  for (const check of checks) {
    const found = check(after);
    if (found !== undefined && found.detail !== check(before)?.detail) return found;
  }
  return undefined;
}

function knownTypes({ groupTypes }: JudgedGroup): GroupFault | undefined {
  const odd = groupTypes.find((type) => type !== 'Unified' && type !== 'DynamicMembership');
  return odd === undefined ? undefined : fault('groupTypes', `\`${String(odd)}\` is no type of group`);
}

function mailAndSecurity({ groupTypes, mailEnabled, securityEnabled }: JudgedGroup): GroupFault | undefined {
  if (groupTypes.includes('Unified')) {
    return mailEnabled ? undefined : fault('mailEnabled', 'a Microsoft 365 group is mail-enabled');
  }
  // Distribution groups and mail-enabled security groups are made elsewhere.
  if (mailEnabled) return fault('mailEnabled', 'only Microsoft 365 groups can be mail-enabled here');
  return securityEnabled ? undefined : fault('securityEnabled', 'a group without mail must be a security group');
}

function nickname({ mailNickname = '' }: JudgedGroup): GroupFault | undefined {
  if (mailNickname === '') return fault('mailNickname', 'it must not be empty');
  // ASCII from ! to ~ without @ ( ) \ [ ] " ; : < > ,
  return /^(?![^]*[@()\\[\]";:<>,])[!-~]+$/.test(mailNickname)
    ? undefined
    : fault('mailNickname', 'it holds a character that an alias cannot have');
}

function knownVisibility({ visibility, groupTypes }: JudgedGroup): GroupFault | undefined {
  if (visibility === undefined) return undefined;
  if (!['Public', 'Private', 'HiddenMembership'].includes(visibility)) {
    return fault('visibility', 'it must be Public, Private or HiddenMembership');
  }
  return visibility === 'HiddenMembership' && !groupTypes.includes('Unified')
    ? fault('visibility', 'only a Microsoft 365 group can hide its members')
    : undefined;
}

function dynamicMembership(group: JudgedGroup): GroupFault | undefined {
  const { groupTypes, membershipRule, membershipRuleProcessingState: state } = group;
  if (state !== undefined && state !== 'On' && state !== 'Paused') {
    return fault('membershipRuleProcessingState', 'it must be On or Paused');
  }
  if (!groupTypes.includes('DynamicMembership')) {
    return membershipRule === undefined ? undefined : fault('membershipRule', 'only a dynamic group has a rule');
  }
  if (membershipRule === undefined) return fault('membershipRule', 'a dynamic group needs a rule');
  const parsed = parseMembershipRule(membershipRule);
  if (parsed.kind === 'invalid')
    return fault('membershipRule', `${parsed.reason} (at character ${parsed.position + 1})`);
  return groupTypes.includes('Unified') && parsed.rule.about === 'device'
    ? fault('membershipRule', 'a Microsoft 365 group has no devices')
    : undefined;
}

/** Microsoft Entra documentation: use groups to manage role assignments. */
function roleAssignable(group: JudgedGroup): GroupFault | undefined {
  if (group.isAssignableToRole !== true) return undefined;
  if (!group.securityEnabled) return fault('securityEnabled', 'a role-assignable group is a security group');
  if (group.groupTypes.includes('DynamicMembership')) {
    return fault('groupTypes', 'the members of a role-assignable group are assigned');
  }
  return group.visibility === 'Public' ? fault('visibility', 'a role-assignable group is private') : undefined;
}

function fault(property: string, detail: string): GroupFault {
  return { property, detail };
}

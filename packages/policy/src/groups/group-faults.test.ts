import { describe, expect, it } from 'vitest';
import { groupChangeFault, groupFault, type JudgedGroup } from './group-faults.js';

const security: JudgedGroup = {
  displayName: 'Bakers',
  groupTypes: [],
  mailEnabled: false,
  mailNickname: 'bakers',
  securityEnabled: true,
};
const unified: JudgedGroup = { ...security, groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false };
const dynamic: JudgedGroup = {
  ...security,
  groupTypes: ['DynamicMembership'],
  membershipRule: 'user.department -eq "Sales"',
  membershipRuleProcessingState: 'On',
};

describe('a group as it would be', () => {
  const none = undefined;
  it.each<[string, JudgedGroup, string | undefined]>([
    ['a security group', security, none],
    ['a Microsoft 365 group', unified, none],
    ['a dynamic group', dynamic, none],
    [
      'a dynamic Microsoft 365 group',
      { ...dynamic, groupTypes: ['Unified', 'DynamicMembership'], mailEnabled: true },
      none,
    ],
    ['a type that is none', { ...security, groupTypes: ['Odd' as never] }, 'groupTypes'],
    ['a Microsoft 365 group without mail', { ...unified, mailEnabled: false }, 'mailEnabled'],
    ['a distribution group', { ...security, mailEnabled: true }, 'mailEnabled'],
    ['a group for nothing', { ...security, securityEnabled: false }, 'securityEnabled'],
    ['an empty alias', { ...security, mailNickname: '' }, 'mailNickname'],
    ['an alias with a space', { ...security, mailNickname: 'b akers' }, 'mailNickname'],
    ['an alias with an @', { ...security, mailNickname: 'b@kers' }, 'mailNickname'],
    ['an alias beyond ASCII', { ...security, mailNickname: 'bäkers' }, 'mailNickname'],
    ['a visibility that is none', { ...security, visibility: 'Odd' as never }, 'visibility'],
    ['hidden members of a security group', { ...security, visibility: 'HiddenMembership' }, 'visibility'],
    ['hidden members of a Microsoft 365 group', { ...unified, visibility: 'HiddenMembership' }, none],
    ['a rule without a dynamic group', { ...security, membershipRule: 'user.city -eq "x"' }, 'membershipRule'],
    ['a dynamic group without a rule', without(dynamic, 'membershipRule'), 'membershipRule'],
    ['a rule that cannot be read', { ...dynamic, membershipRule: 'user.city -is "x"' }, 'membershipRule'],
    [
      'a state that is none',
      { ...dynamic, membershipRuleProcessingState: 'Off' as never },
      'membershipRuleProcessingState',
    ],
    [
      'devices in a Microsoft 365 group',
      { ...unified, groupTypes: ['Unified', 'DynamicMembership'], membershipRule: 'device.model -eq "x"' },
      'membershipRule',
    ],
    ['a role-assignable group', { ...security, isAssignableToRole: true }, none],
    ['a role-assignable group by rule', { ...dynamic, isAssignableToRole: true }, 'groupTypes'],
    ['a role-assignable group without security', { ...unified, isAssignableToRole: true }, 'securityEnabled'],
    ['a public role-assignable group', { ...security, isAssignableToRole: true, visibility: 'Public' }, 'visibility'],
  ])('%s', (_title, group, property) => {
    expect(groupFault(group)?.property).toBe(property);
  });
});

describe('a change of a group', () => {
  const unnamed = { ...without(security, 'mailNickname'), displayName: 'New' };
  it.each<[string, JudgedGroup, JudgedGroup, string | undefined]>([
    ['of its name', security, { ...security, displayName: 'New' }, undefined],
    ['to a dynamic one', security, dynamic, undefined],
    ['to a Microsoft 365 group', security, unified, 'groupTypes'],
    ['of mail', unified, { ...unified, mailEnabled: false }, 'mailEnabled'],
    ['to hidden members', unified, { ...unified, visibility: 'HiddenMembership' }, 'visibility'],
    ['of the name of one without an alias', without(security, 'mailNickname'), unnamed, undefined],
    [
      'to what no group can be, of one without an alias',
      unnamed,
      { ...unnamed, membershipRule: 'x' },
      'membershipRule',
    ],
    ['to what no group can be', security, { ...security, mailNickname: '' }, 'mailNickname'],
  ])('%s', (_title, before, after, property) => {
    expect(groupChangeFault(before, after)?.property).toBe(property);
  });
});

function without(group: JudgedGroup, name: keyof JudgedGroup): JudgedGroup {
  return Object.fromEntries(Object.entries(group).filter(([property]) => property !== name)) as unknown as JudgedGroup;
}

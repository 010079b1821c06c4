import { describe, expect, it } from 'vitest';
import { affectedBy, isWatched, mayChangeRules, type WatchedEntry } from './affected.js';
import { tenantRulesOf } from './tenant-rules.js';

const [source, follower, further, sales, reports, graded] = [1, 2, 3, 4, 5, 6].map(
  (n) => `${n}0000000-0000-4000-8000-000000000000`,
) as [string, string, string, string, string, string];
const manager = '70000000-0000-4000-8000-000000000000';
const extension = 'extension_c272a57b722d4eb29bfe327874ae79cb_Grade';

const takesFrom = (id: string) => `user.memberOf -any (group.objectId -in ['${id}'])`;
const rules = tenantRulesOf([
  { id: follower, text: takesFrom(source) },
  { id: further, text: takesFrom(follower) },
  { id: sales, text: 'user.department -eq "Sales"' },
  { id: reports, text: `Direct Reports for "${manager}"` },
  { id: graded, text: `user.${extension} -eq "A"` },
  { id: '90000000-0000-4000-8000-000000000000', text: 'not a rule' },
]);

function entry(operation: string, type: string, id: string, changes?: WatchedEntry['changes']): WatchedEntry {
  const plain = { operation, actor: { kind: 'operator', name: 'x' }, target: { type, id } } as const;
  return changes === undefined ? plain : { ...plain, changes };
}

const member = (type: string) => [{ property: 'members', new: { id: manager, type } }];
const nobody = { user: new Set(), device: new Set() };
const none = new Set();

describe('whom a change touches', () => {
  it.each<[string, WatchedEntry, readonly string[], readonly string[], readonly string[]]>([
    ['a user', entry('user.update', 'user', 'u'), ['u'], [], []],
    ['a password', entry('password.set', 'user', 'u'), ['u'], [], []],
    ['a device', entry('device-user.add', 'device', 'd'), [], ['d'], []],
    ['a manager who goes', entry('user.delete', 'user', manager), [manager], [], [reports]],
    ['a manager who comes back', entry('user.restore', 'user', manager), [manager], [], [reports]],
    ['a manager who changes', entry('user.update', 'user', manager), [manager], [], []],
    [
      'a member of a group that others follow',
      entry('group-member.add', 'group', source, member('User')),
      [manager],
      [],
      [],
    ],
    ['a device in such a group', entry('group-member.remove', 'group', source, member('Device')), [], [manager], []],
    ['a group in such a group', entry('group-member.add', 'group', source, member('Group')), [], [], []],
    [
      'a member of a group that nobody follows',
      entry('group-member.add', 'group', further, member('User')),
      [],
      [],
      [],
    ],
    ['a group that is deleted', entry('group.delete', 'group', source), [], [], [follower, further]],
    ['a group that is restored', entry('group.restore', 'group', further), [], [], [further]],
    ['a rule', entry('group.update', 'group', sales, [{ property: 'membershipRule' }]), [], [], [sales]],
    [
      'a state',
      entry('group.update', 'group', follower, [{ property: 'membershipRuleProcessingState' }]),
      [],
      [],
      [follower, further],
    ],
    ['a name', entry('group.update', 'group', sales, [{ property: 'displayName' }]), [], [], []],
    [
      'a group without a rule that comes',
      entry('group.create', 'group', source, [{ property: 'displayName' }]),
      [],
      [],
      [],
    ],
    ['something of a group', entry('group.update', 'group', sales), [], [], [sales]],
    ['an extension', entry('extension-property.create', 'extension-property', 'x'), [], [], [graded]],
    ['an application that goes', entry('application.delete', 'application', 'x'), [], [], [graded]],
    ['an application that changes', entry('application.update', 'application', 'x'), [], [], []],
  ])('%s', (_title, one, users, devices, groups) => {
    const affected = affectedBy([one], rules);
    expect(affected.subjects).toEqual({ ...nobody, user: new Set(users), device: new Set(devices) });
    expect(affected.groups).toEqual(new Set(groups));
  });

  it('are all of whom several changes touch, each once', () => {
    const entries = [
      entry('user.update', 'user', 'u'),
      entry('user.update', 'user', 'u'),
      entry('user.create', 'user', 'v'),
    ];
    expect(affectedBy(entries, rules)).toEqual({ subjects: { ...nobody, user: new Set(['u', 'v']) }, groups: none });
  });
});

describe('a change', () => {
  it.each<[string, WatchedEntry, boolean, boolean]>([
    ['of a user', entry('user.update', 'user', 'u'), true, false],
    ['of a grant', entry('oauth2-permission-grant.create', 'oauth2PermissionGrant', 'x'), false, false],
    ['of a membership', entry('group-member.add', 'group', source, member('User')), true, false],
    ['of a rule', entry('group.update', 'group', sales, [{ property: 'membershipRule' }]), true, true],
    ['of a name', entry('group.update', 'group', sales, [{ property: 'displayName' }]), true, false],
    [
      'that makes a group without a rule',
      entry('group.create', 'group', sales, [{ property: 'displayName' }]),
      true,
      false,
    ],
    ['that restores a group', entry('group.restore', 'group', sales, []), true, true],
  ])('%s', (_title, one, watched, ofRules) => {
    expect([isWatched(one), mayChangeRules(one)]).toEqual([watched, ofRules]);
  });

  it('of a membership that the platform made brings nothing more', () => {
    const own = { ...entry('group-member.add', 'group', source, member('User')), actor: { kind: 'platform' } as const };
    expect(isWatched(own)).toBe(false);
  });
});

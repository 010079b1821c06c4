import type { ServicePrincipalId, TenantId, UserId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../platform/store/index.js';
import { type Consequence, consequencesOf } from './consequences.js';
import { permissionGrantId } from './grants/grant-id.js';

const user = '11111111-2222-3333-4444-555555555555' as UserId;
const group = '22222222-2222-3333-4444-555555555555';
const clientId = '33333333-2222-3333-4444-555555555555' as ServicePrincipalId;
const resourceId = '44444444-2222-3333-4444-555555555555' as ServicePrincipalId;

function entry(operation: string, target: JournalEntry['target'], changes: JournalEntry['changes'] = []): JournalEntry {
  return { operation, target, changes, actor: { kind: 'platform' }, tenant: 't' as TenantId, sequence: 1, at: 0 };
}

const standing: Consequence = { kind: 'standing', user };
const everyStanding: Consequence = { kind: 'every-standing' };
const configuration: Consequence = { kind: 'configuration' };
const elsewhere: Consequence = { kind: 'configurations-elsewhere' };
const names: Consequence = { kind: 'tenant-names' };
const member = (id: string, type: string) => [{ property: 'members', new: { id, type } }];

describe('what a change makes stale', () => {
  const cases: [string, JournalEntry, Consequence[]][] = [
    ['a tenant', entry('tenant.update', { type: 'tenant', id: 't' }), [names, configuration]],
    ['a domain', entry('domain.add', { type: 'domain', id: 'd.example' }), [names, configuration]],
    ['a user', entry('user.update', { type: 'user', id: user }), [standing]],
    ['anything else of a user', entry('password.change', { type: 'user', id: user }), [standing]],
    ['an application', entry('application.update', { type: 'application', id: 'a' }), [configuration, elsewhere]],
    ['a service principal', entry('service-principal.update', { type: 'service-principal', id: 's' }), [configuration]],
    [
      'the end of a service principal, with the grants that named it',
      entry('service-principal.delete', { type: 'service-principal', id: 's' }),
      [configuration, everyStanding],
    ],
    [
      'a service principal that comes back',
      entry('service-principal.restore', { type: 'service-principal', id: 's' }),
      [configuration, everyStanding],
    ],
    ['the name of a group', entry('group.update', { type: 'group', id: group }), []],
    [
      'whether a group is a security group',
      entry('group.update', { type: 'group', id: group }, [{ property: 'securityEnabled', old: false, new: true }]),
      [everyStanding],
    ],
    ['the end of a group', entry('group.delete', { type: 'group', id: group }), [everyStanding, configuration]],
    ['a group that comes back', entry('group.restore', { type: 'group', id: group }), [everyStanding, configuration]],
    ['a user in a group', entry('group-member.add', { type: 'group', id: group }, member(user, 'User')), [standing]],
    [
      'a user out of a group',
      entry('group-member.remove', { type: 'group', id: group }, [
        { property: 'members', old: { id: user, type: 'User' } },
      ]),
      [standing],
    ],
    [
      'a group in a group',
      entry('group-member.add', { type: 'group', id: group }, member(group, 'Group')),
      [everyStanding],
    ],
    ['a membership that does not say whose', entry('group-member.add', { type: 'group', id: group }), [everyStanding]],
    [
      "a person's grant",
      entry('oauth2-permission-grant.update', {
        type: 'oauth2-permission-grant',
        id: permissionGrantId({ clientId, resourceId, principalId: user }),
      }),
      [standing],
    ],
    [
      'a tenant-wide grant',
      entry('oauth2-permission-grant.create', {
        type: 'oauth2-permission-grant',
        id: permissionGrantId({ clientId, resourceId }),
      }),
      [configuration],
    ],
    [
      'a grant whose id says nothing',
      entry('oauth2-permission-grant.delete', { type: 'oauth2-permission-grant', id: 'x' }),
      [configuration, everyStanding],
    ],
    [
      "a person's assignment",
      entry('app-role-assignment.create', { type: 'app-role-assignment', id: 'x' }, [
        { property: 'principalId', new: user },
        { property: 'principalType', new: 'User' },
      ]),
      [standing],
    ],
    [
      "a group's assignment taken back",
      entry('app-role-assignment.delete', { type: 'app-role-assignment', id: 'x' }, [
        { property: 'principalId', old: group },
        { property: 'principalType', old: 'Group' },
      ]),
      [configuration],
    ],
    [
      'an assignment that does not say whose',
      entry('app-role-assignment.delete', { type: 'app-role-assignment', id: 'x' }),
      [configuration, everyStanding],
    ],
    ['something of no concern', entry('key.rotate', { type: 'key', id: 'k' }), []],
  ];
  it.each(cases)('%s', (_title, change, expected) => {
    expect(consequencesOf(change)).toEqual(expected);
  });
});

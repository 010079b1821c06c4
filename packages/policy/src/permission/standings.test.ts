import { roleTemplateIds } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import type { DirectoryCaller, DirectoryOperation, DirectorySettings } from './directory-access-input.js';
import {
  app,
  as,
  type Change,
  customRole,
  decide,
  held,
  made,
  no,
  person,
  role,
  settings,
  object,
  someObject,
  tenantWide,
  unit,
  yes,
  everyScope,
  operations,
} from './sample-directory.fixture.js';

describe('what the tenant says about everybody', () => {
  const restricted = (name: keyof DirectorySettings['defaultUserRolePermissions']) => ({
    settings: { defaultUserRolePermissions: { ...settings.defaultUserRolePermissions, [name]: false } },
  });

  it('takes registration from members, and not from application developers', () => {
    const change = { target: made, ...restricted('allowedToCreateApps') };
    expect(decide('register an application', change)).toMatchObject(no('role_missing'));
    expect(decide('register an application', { ...change, caller: as(held('applicationDeveloper')) })).toMatchObject({
      ...yes,
      createsAsOwner: true,
    });
  });

  it('takes security groups from members, and leaves them Microsoft 365 groups', () => {
    const change = { target: made, ...restricted('allowedToCreateSecurityGroups') };
    expect(decide('create a security group', change)).toMatchObject(no('role_missing'));
    const unified: DirectoryOperation = {
      ...operations['create a security group'],
      actions: ['microsoft.directory/groups.unified/create'],
    };
    expect(decide(unified, change)).toMatchObject({ ...yes, createsAsOwner: true });
  });

  it('takes making tenants from members', () => {
    const operation: DirectoryOperation = {
      permissions: { delegated: ['Directory.AccessAsUser.All'], application: [] },
      actions: ['microsoft.directory/tenantManagement/tenants/create'],
    };
    expect(decide(operation, { target: tenantWide })).toMatchObject(yes);
    const change = { target: tenantWide, ...restricted('allowedToCreateTenants') };
    expect(decide(operation, change)).toMatchObject(no('role_missing'));
    expect(decide(operation, { ...change, caller: as(held('tenantCreator')) })).toMatchObject(yes);
  });

  it('hides other people from who has no role, and oneself from nobody', () => {
    const change = restricted('allowedToReadOtherUsers');
    expect(decide('read a user', change)).toEqual({ kind: 'hidden' });
    expect(decide('read a user', { ...change, caller: person({ userType: 'Guest' }) })).toEqual({ kind: 'hidden' });
    expect(decide('read a user', { ...change, target: someObject({ isSelf: true }) })).toMatchObject(yes);
    expect(decide('list users', { ...change, target: tenantWide })).toMatchObject(no('role_missing'));
    expect(decide('read a user', { ...change, caller: as(held('reportsReader')) })).toMatchObject(yes);
    const elsewhere = as(held('helpdeskAdministrator', `/administrativeUnits/${unit}`));
    expect(decide('read a user', { ...change, caller: elsewhere })).toMatchObject(yes);
    expect(decide('read a user', { ...change, caller: as(held('user')) })).toEqual({ kind: 'hidden' });
    expect(decide('read an application', change)).toMatchObject(yes);
  });

  it.each([
    ['everyone', yes, yes, yes],
    ['adminsGuestInvitersAndAllMembers', yes, no('role_missing'), yes],
    ['adminsAndGuestInviters', no('role_missing'), no('role_missing'), yes],
    ['none', no('invitations_closed'), no('invitations_closed'), no('invitations_closed')],
  ] as const)('lets invite: %s', (allowInvitesFrom, member, guest, inviter) => {
    const invite = (caller: DirectoryCaller) =>
      decide('invite a guest', { caller, target: tenantWide, settings: { allowInvitesFrom } });
    expect(invite(person())).toMatchObject(member);
    expect(invite(person({ userType: 'Guest' }))).toMatchObject(guest);
    expect(invite(person({ userType: 'Guest', roleAssignments: [held('guestInviter')] }))).toMatchObject(inviter);
    expect(invite(app(['User.Invite.All'])).kind).toBe(allowInvitesFrom === 'none' ? 'denied' : 'allowed');
    expect(decide('list users', { target: tenantWide, settings: { allowInvitesFrom } })).toMatchObject(yes);
  });

  it.each([
    [roleTemplateIds.user, yes, yes],
    [roleTemplateIds.guestUser, { kind: 'allowed', narrowed: { parts: null, limited: true } }, no('role_missing')],
    [roleTemplateIds.restrictedGuestUser, { kind: 'hidden' }, no('role_missing')],
    ['a level that there is none of', { kind: 'hidden' }, no('role_missing')],
    [roleTemplateIds.globalAdministrator, { kind: 'hidden' }, no('role_missing')],
  ] as const)('gives guests the level %s', (guestUserRoleId, one, all) => {
    const caller = person({ userType: 'Guest' });
    const change = { caller, settings: { guestUserRoleId } };
    expect(decide('read a user', change)).toMatchObject(one);
    expect(decide('list users', { ...change, target: tenantWide })).toMatchObject(all);
  });

  it('shows guests the organization in few properties', () => {
    const read: DirectoryOperation = {
      permissions: { delegated: ['User.Read', 'Organization.Read.All'], application: [] },
      actions: ['microsoft.directory/organization/standard/read'],
    };
    expect(decide(read, { caller: person({ userType: 'Guest' }), target: tenantWide })).toMatchObject({
      kind: 'allowed',
      narrowed: { parts: null, limited: true },
    });
    expect(decide(read, { target: tenantWide })).toMatchObject(yes);
  });

  it('denies rather than hides what is not of a kind of which the person may see any', () => {
    const read: DirectoryOperation = {
      permissions: { delegated: ['Device.Read.All'], application: [] },
      actions: ['microsoft.directory/devices/standard/read'],
    };
    const caller = person({ userType: 'Guest', scopes: [...everyScope, 'Device.Read.All'] });
    expect(decide(read, { caller })).toMatchObject(no('role_missing'));
  });
});

describe('roles', () => {
  const custom = { customRoles: [customRole] };

  it('of the tenant give what they allow, while they are on', () => {
    const caller = as(held(customRole));
    expect(decide('add a secret', { caller, settings: custom })).toMatchObject(yes);
    expect(decide('add a secret', { caller })).toMatchObject(no('role_missing'));
    const off = { customRoles: [{ ...customRole, isEnabled: false }] };
    expect(decide('add a secret', { caller, settings: off })).toMatchObject(no('role_missing'));
    const scoped = as(held(customRole, `/${object}`));
    expect(decide('add a secret', { caller: scoped, settings: custom })).toMatchObject(yes);
    expect(decide('add a secret', { caller: scoped, settings: off })).toMatchObject(no('role_missing'));
  });

  it('of the tenant may have conditions; one that nobody knows is never met', () => {
    const allowing = (condition: string) => ({
      customRoles: [{ ...customRole, rolePermissions: [{ ...customRole.rolePermissions[0], condition }] }],
    });
    const guest = person({ userType: 'Guest', roleAssignments: [held(customRole)] });
    const owned = someObject({ isOwnedByCaller: true });
    const change = (condition: string) =>
      ({ caller: guest, target: owned, settings: allowing(condition) }) as unknown as Change;
    expect(decide('add a secret', change('$SubjectIsOwner'))).toMatchObject(yes);
    expect(decide('add a secret', change('$ResourceIsSelf'))).toMatchObject(no('role_missing'));
    expect(decide('add a secret', change('$Whatever'))).toMatchObject(no('role_missing'));
  });

  it('have what those allow from which they inherit, also in circles', () => {
    const one = { ...customRole, rolePermissions: [], inheritsPermissionsFrom: ['other'] };
    const other = { ...customRole, id: 'other', templateId: 'other', inheritsPermissionsFrom: [customRole.id] };
    const caller = person({ userType: 'Guest', roleAssignments: [held(customRole)] });
    expect(decide('add a secret', { caller, settings: { customRoles: [one, other] } })).toMatchObject(yes);
    const off = { ...other, isEnabled: false };
    expect(decide('add a secret', { caller, settings: { customRoles: [one, off] } })).toMatchObject(no('role_missing'));
    const scoped = as(held(customRole, `/${object}`));
    expect(decide('add a secret', { caller: scoped, settings: { customRoles: [one, other] } })).toMatchObject(
      no('role_missing'),
    );
  });

  it('that say what people may do without one cannot be given', () => {
    const caller = person({ userType: 'Guest', roleAssignments: [held('user')] });
    expect(decide('list users', { caller, target: tenantWide })).toMatchObject(no('role_missing'));
  });

  it('given to an application take no permission', () => {
    expect(decide('list users', { caller: app([], held('directoryReaders')), target: tenantWide })).toEqual({
      kind: 'allowed',
      by: [],
      alone: false,
      through: [role('directoryReaders')],
      narrowed: null,
      createsAsOwner: false,
    });
  });

  it('given to an application that see little leave it what its permissions show', () => {
    const read: DirectoryOperation = {
      permissions: { delegated: [], application: ['UserAuthMethod-Phone.Read.All'] },
      partOnly: { 'UserAuthMethod-Phone.Read.All': 'phone' },
      actions: ['microsoft.directory/users/authenticationMethods/standard/read'],
    };
    const little = { kind: 'allowed', by: [], narrowed: { parts: null, limited: true } };
    expect(decide(read, { caller: app([], held('globalReader')) })).toMatchObject(little);
    const caller = app(['UserAuthMethod-Phone.Read.All'], held('globalReader'));
    expect(decide(read, { caller })).toMatchObject({ narrowed: { parts: ['phone'], limited: false } });
  });

  it('given to an application show everything where its permissions show a part', () => {
    const caller = app(['User.ReadBasic.All'], held('directoryReaders'));
    expect(decide('list users', { caller, target: tenantWide })).toMatchObject({ ...yes, by: [] });
    expect(decide('list users', { caller: app(['User.ReadBasic.All']), target: tenantWide })).toMatchObject({
      narrowed: { parts: ['basic'], limited: false },
    });
  });
});

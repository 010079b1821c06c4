import { known } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { type DirectoryOperation, objectTarget } from './directory-access-input.js';
import {
  app,
  as,
  customRole,
  decide,
  held,
  made,
  no,
  object,
  operations,
  person,
  role,
  settings,
  someObject,
  tenantWide,
  unit,
  yes,
} from './sample-directory.fixture.js';

describe('the authority of a person', () => {
  it('comes from what is least, where several things give it', () => {
    const owned = someObject({ isOwnedByCaller: true });
    expect(decide('add a secret', { target: owned })).toMatchObject({ through: [{ kind: 'owner' }] });
    expect(decide('add a secret', { target: owned, caller: as(held('globalAdministrator')) })).toMatchObject({
      through: [{ kind: 'owner' }],
    });
    expect(
      decide('add a member', { caller: as(held('globalAdministrator'), held('groupsAdministrator')) }),
    ).toMatchObject({ through: [role('groupsAdministrator')] });
    expect(decide('change the own password', { target: someObject({ isSelf: true }) })).toMatchObject({
      through: [{ kind: 'self' }],
    });
  });

  it('is named once, however many actions it gives', () => {
    const operation: DirectoryOperation = {
      ...operations['change a job title'],
      actions: ['microsoft.directory/users/basic/update', 'microsoft.directory/users/manager/update'],
    };
    expect(decide(operation, { caller: as(held('globalAdministrator')) })).toMatchObject({
      through: [role('globalAdministrator')],
    });
    const access = decide(operation, { caller: as(held('globalAdministrator')) });
    expect(access.kind === 'allowed' && access.through).toHaveLength(1);
  });

  it('makes who creates by default the first owner, and an administrator not', () => {
    expect(decide('register an application', { target: made })).toMatchObject({ createsAsOwner: true });
    expect(
      decide('register an application', { target: made, caller: as(held('applicationAdministrator')) }),
    ).toMatchObject({ createsAsOwner: false, through: [role('applicationAdministrator')] });
    expect(decide('list users', { target: tenantWide })).toMatchObject({ createsAsOwner: false });
  });

  it('does not come from a guest owning something', () => {
    const caller = person({ userType: 'Guest' });
    expect(decide('add a member', { caller, target: someObject({ isOwnedByCaller: true }) })).toMatchObject(
      no('role_missing'),
    );
  });

  it('reaches what is not known by no condition and no scope', () => {
    const target = objectTarget({});
    expect(decide('add a secret', { target })).toMatchObject(no('role_missing'));
    expect(decide('change the own password', { target })).toMatchObject(no('role_missing'));
    for (const scope of [`/administrativeUnits/${unit}`, `/${object}`]) {
      expect(decide('add a secret', { target, caller: as(held('applicationAdministrator', scope)) })).toMatchObject(
        no('role_missing'),
      );
    }
  });
});

describe('the scope of a role', () => {
  const inUnit = `/administrativeUnits/${unit}`;

  it('of a unit is its direct members', () => {
    const caller = as(held('groupsAdministrator', inUnit));
    const member = someObject({ unitIds: [unit] });
    expect(decide('add a member', { caller, target: member })).toMatchObject({
      ...yes,
      through: [role('groupsAdministrator', inUnit)],
    });
    expect(decide('add a member', { caller, target: someObject() })).toMatchObject(no('role_missing'));
    expect(decide('add a member', { caller, target: someObject({ unitIds: ['another'] }) })).toMatchObject(
      no('role_missing'),
    );
    // The unit itself is no member of itself.
    expect(decide('add a member', { caller, target: someObject({ scopeIds: [unit] }) })).toMatchObject(
      no('role_missing'),
    );
    expect(decide('add a member', { caller, target: tenantWide })).toMatchObject(no('role_missing'));
  });

  it('of a unit takes in what is made in the unit', () => {
    const caller = as(held('groupsAdministrator', inUnit));
    const restricted = { ...settings.defaultUserRolePermissions, allowedToCreateSecurityGroups: false };
    const create = (unitIds: string[]) =>
      decide('create a security group', {
        caller,
        target: { ...made, unitIds: known(unitIds) },
        settings: { defaultUserRolePermissions: restricted },
      });
    expect(create([unit])).toMatchObject(yes);
    expect(create([])).toMatchObject(no('role_missing'));
  });

  it('of an object is that object, and nothing that is made', () => {
    const caller = as(held('applicationAdministrator', `/${object}`));
    expect(decide('add a secret', { caller })).toMatchObject(yes);
    expect(decide('add a secret', { caller, target: someObject({ scopeIds: ['another'] }) })).toMatchObject(
      no('role_missing'),
    );
    const restricted = { ...settings.defaultUserRolePermissions, allowedToCreateApps: false };
    expect(
      decide('register an application', { caller, target: made, settings: { defaultUserRolePermissions: restricted } }),
    ).toMatchObject(no('role_missing'));
  });

  it('that is none of these is nothing', () => {
    for (const scope of ['', '/administrativeUnits', `/groups/${unit}`, object]) {
      const caller = as(held('groupsAdministrator', scope));
      expect(decide('add a member', { caller, target: someObject({ unitIds: [unit] }) })).toMatchObject(
        no('role_missing'),
      );
    }
  });

  it('gives a guest nothing where nothing else lets the guest read the object in full', () => {
    const target = someObject({ unitIds: [unit] });
    const guest = (...roles: ReturnType<typeof held>[]) => person({ userType: 'Guest', roleAssignments: roles });
    const scoped = held('groupsAdministrator', inUnit);
    expect(decide('add a member', { caller: guest(scoped), target })).toMatchObject(no('role_missing'));
    expect(decide('add a member', { caller: guest(scoped, held('directoryReaders')), target })).toMatchObject(yes);
  });

  it('gives a guest what it allows where it allows reading as well', () => {
    const guest = person({ userType: 'Guest', roleAssignments: [held(customRole, `/${object}`)] });
    const [permission = { allowedResourceActions: [], condition: null }] = customRole.rolePermissions;
    const reading = {
      ...permission,
      allowedResourceActions: [...permission.allowedResourceActions, 'microsoft.directory/applications/standard/read'],
    };
    expect(decide('add a secret', { caller: guest, settings: { customRoles: [customRole] } })).toMatchObject(
      no('role_missing'),
    );
    const customRoles = [{ ...customRole, rolePermissions: [reading] }];
    expect(decide('add a secret', { caller: guest, settings: { customRoles } })).toMatchObject(yes);
    // Reading something else is of no use here.
    const elsewhere = person({
      userType: 'Guest',
      roleAssignments: [held('applicationAdministrator', `/${object}`), held(customRole, '/another')],
    });
    expect(decide('add a secret', { caller: elsewhere, settings: { customRoles } })).toMatchObject(no('role_missing'));
  });

  it('gives an application nothing where nothing else lets it read the object', () => {
    const target = someObject({ unitIds: [unit] });
    const scoped = held('groupsAdministrator', inUnit);
    expect(decide('add a member', { caller: app([], scoped), target })).toMatchObject(no('permission_missing'));
    expect(decide('add a member', { caller: app(['Group.Read.All'], scoped), target })).toMatchObject(yes);
    expect(decide('add a member', { caller: app(['User.Read.All'], scoped), target })).toMatchObject(
      no('permission_missing'),
    );
    expect(decide('add a member', { caller: app([], scoped, held('directoryReaders')), target })).toMatchObject(yes);
  });

  it('leaves what a role inherits to the whole tenant', () => {
    const caller = app([], held('userAdministrator', inUnit));
    expect(decide('read a user', { caller, target: someObject({ unitIds: [unit] }) })).toMatchObject(
      no('permission_missing'),
    );
    expect(decide('read a user', { caller: app([], held('userAdministrator')) })).toMatchObject(yes);
  });
});

import { type Fact, known, roleTemplateIds, unknown } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import {
  type DirectoryCaller,
  type DirectoryOperation,
  type DirectoryTarget,
  objectTarget,
} from './directory-access-input.js';
import {
  app,
  as,
  decide,
  held,
  made,
  no,
  operations,
  person,
  role,
  someObject,
  tenantWide,
  yes,
} from './sample-directory.fixture.js';

describe('the permissions of a call', () => {
  it('name the least privileged one that counted, and whether it counted alone', () => {
    const read = (...scopes: string[]) => decide('list users', { caller: person({ scopes }), target: tenantWide });
    expect(read('User.Read.All', 'Mail.Read')).toEqual({
      kind: 'allowed',
      by: ['User.Read.All'],
      alone: true,
      through: [{ kind: 'default' }],
      narrowed: null,
      createsAsOwner: false,
    });
    expect(read('Directory.Read.All', 'User.Read.All')).toMatchObject({ by: ['User.Read.All'], alone: false });
    expect(read('User.Read')).toEqual({
      kind: 'denied',
      why: 'permission_missing',
      least: ['User.ReadBasic.All'],
      actions: [],
    });
  });

  it('may be held in a wider one that the operation does not name', () => {
    const narrow = { ...operations['list users'], permissions: { delegated: ['User.Read.All'], application: [] } };
    const list = (...scopes: string[]) => decide(narrow, { caller: person({ scopes }), target: tenantWide });
    expect(list('Directory.ReadWrite.All')).toMatchObject({ ...yes, by: ['Directory.ReadWrite.All'], alone: true });
    expect(list('Directory.AccessAsUser.All', 'Directory.ReadWrite.All', 'User.ReadWrite.All')).toMatchObject({
      by: ['Directory.ReadWrite.All'],
      alone: false,
    });
  });

  it('are needed together where one alternative is a set', () => {
    const caller = (...scopes: string[]) => person({ scopes, roleAssignments: [held('globalAdministrator')] });
    const grant = (...scopes: string[]) => decide('grant a permission of Graph', { caller: caller(...scopes) });
    const together = ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'];
    expect(grant(...together)).toMatchObject({ ...yes, by: together, alone: true });
    for (const each of together) {
      expect(grant(each)).toMatchObject({ ...no('permission_missing'), least: together });
    }
    expect(grant('AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All')).toMatchObject({
      by: ['AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All'],
    });
  });

  it('reach the own object only, where that is all they say', () => {
    const caller = person({ scopes: ['User.Read'] });
    expect(decide('read a user', { caller, target: someObject({ isSelf: true }) })).toMatchObject({
      ...yes,
      by: ['User.Read'],
    });
    expect(decide('read a user', { caller })).toMatchObject({
      ...no('permission_missing'),
      least: ['User.ReadBasic.All'],
    });
    expect(decide('read a user', { caller, target: objectTarget({}) })).toMatchObject(no('permission_missing'));
    const makes = decide('change a job title', { caller: person({ scopes: ['User.ReadWrite'] }), target: made });
    expect(makes).toMatchObject({ ...no('permission_missing'), least: ['User.ReadWrite.All'] });
    const wider = person({ scopes: ['User.ReadWrite'] });
    expect(decide('read a user', { caller: wider, target: someObject({ isSelf: true }) })).toMatchObject(yes);
    expect(decide('read a user', { caller: wider })).toMatchObject(no('permission_missing'));
  });

  it('show a part, unless another one shows everything', () => {
    const list = (...scopes: string[]) => decide('list users', { caller: person({ scopes }), target: tenantWide });
    expect(list('User.ReadBasic.All')).toMatchObject({
      by: ['User.ReadBasic.All'],
      alone: true,
      narrowed: { parts: ['basic'], limited: false },
    });
    expect(list('User.ReadBasic.All', 'User.Read.All')).toMatchObject({
      by: ['User.Read.All'],
      alone: true,
      narrowed: null,
    });
  });

  it('show several parts together', () => {
    const operation: DirectoryOperation = {
      permissions: { delegated: ['User-Mail.ReadWrite.All', 'User-Phone.ReadWrite.All'], application: [] },
      partOnly: { 'User-Mail.ReadWrite.All': 'mail', 'User-Phone.ReadWrite.All': 'phone' },
      actions: ['microsoft.directory/users/basic/update'],
    };
    const change = (...scopes: string[]) =>
      decide(operation, { caller: person({ scopes, roleAssignments: [held('globalAdministrator')] }) });
    expect(change('User-Phone.ReadWrite.All')).toMatchObject({ alone: true, narrowed: { parts: ['phone'] } });
    expect(change('User-Phone.ReadWrite.All', 'User-Mail.ReadWrite.All')).toMatchObject({
      by: ['User-Mail.ReadWrite.All', 'User-Phone.ReadWrite.All'],
      narrowed: { parts: ['mail', 'phone'] },
    });
  });

  it('keep ways shut that no permission opens', () => {
    const closed = { ...operations['read oneself'], permissions: { delegated: [], application: ['User.Read.All'] } };
    expect(decide(closed)).toMatchObject(no('not_for_users'));
    const caller = app(['Directory.ReadWrite.All'], held('globalAdministrator'));
    expect(decide('read oneself', { caller })).toMatchObject(no('not_for_apps'));
  });

  it('never exceed the person, nor the person the permissions', () => {
    expect(decide('give a directory role', { target: tenantWide })).toEqual({
      kind: 'denied',
      why: 'role_missing',
      least: [],
      actions: [['microsoft.directory/roleAssignments/create']],
    });
    const caller = person({ scopes: ['User.Read.All'], roleAssignments: [held('globalAdministrator')] });
    expect(decide('give a directory role', { caller, target: tenantWide })).toMatchObject(no('permission_missing'));
  });

  it('must all be met by an operation that needs several actions, through whatever gives each', () => {
    const operation: DirectoryOperation = {
      ...operations['change a job title'],
      actions: ['microsoft.directory/users/basic/update', 'microsoft.directory/users/password/update'],
    };
    expect(decide(operation, { caller: as(held('intuneAdministrator')) })).toMatchObject({
      actions: [['microsoft.directory/users/password/update']],
    });
    expect(decide(operation, { caller: as(held('intuneAdministrator'), held('helpdeskAdministrator')) })).toMatchObject(
      {
        ...yes,
        through: [role('intuneAdministrator'), role('helpdeskAdministrator')],
      },
    );
  });
});

describe('administrators', () => {
  const administrator = someObject({ roleIds: [roleTemplateIds.globalAdministrator] });

  it('are protected from those with less authority, which the record says', () => {
    expect(decide('reset a password', { target: administrator, caller: as(held('userAdministrator')) })).toMatchObject({
      ...no('protected_administrator'),
      actions: [['microsoft.directory/users/password/update']],
    });
    expect(
      decide('reset a password', {
        target: administrator,
        caller: as(held('privilegedAuthenticationAdministrator')),
      }),
    ).toMatchObject(yes);
    expect(
      decide('change a job title', { target: administrator, caller: as(held('userAdministrator')) }),
    ).toMatchObject(yes);
  });

  it('with a privileged role take an application that acts as the person in all, besides the role', () => {
    const remove = (scopes: string[], target: DirectoryTarget) =>
      decide('delete a user', { target, caller: person({ scopes, roleAssignments: [held('globalAdministrator')] }) });
    expect(remove(['User.ReadWrite.All'], someObject())).toMatchObject(yes);
    expect(remove(['User.ReadWrite.All'], someObject({ roleIds: [roleTemplateIds.reportsReader] }))).toMatchObject(yes);
    expect(remove(['User.ReadWrite.All'], administrator)).toMatchObject({
      ...no('permission_missing'),
      least: ['User.DeleteRestore.All', 'Directory.AccessAsUser.All'],
    });
    expect(remove(['User.ReadWrite.All', 'Directory.AccessAsUser.All'], administrator)).toMatchObject({
      ...yes,
      by: ['User.ReadWrite.All', 'Directory.AccessAsUser.All'],
    });
    expect(remove(['User.ReadWrite.All'], someObject({ roleIds: ['nobody knows this role'] }))).toMatchObject(
      no('permission_missing'),
    );
    const rename = person({ scopes: ['User.ReadWrite.All'], roleAssignments: [held('globalAdministrator')] });
    expect(decide('change a job title', { caller: rename, target: administrator })).toMatchObject(yes);
    const unclear = { ...someObject(), roleIds: unknown('not looked up') as Fact<string[]> };
    expect(remove(['User.ReadWrite.All'], unclear)).toMatchObject(no('permission_missing'));
  });

  it('change what is their own like anybody', () => {
    const operation: DirectoryOperation = {
      permissions: { delegated: ['User.ManageIdentities.All'], application: [] },
      actions: ['microsoft.directory/users/identities/update'],
    };
    const caller = person({
      scopes: ['User.ManageIdentities.All'],
      roleAssignments: [held('globalAdministrator')],
    });
    expect(decide(operation, { caller, target: { ...administrator, isSelf: known(true) } })).toMatchObject({
      ...yes,
      through: [{ kind: 'self' }],
    });
    expect(decide(operation, { caller, target: administrator })).toMatchObject(no('permission_missing'));
  });

  it('have authentication methods that permissions of their own reach', () => {
    const operation: DirectoryOperation = {
      permissions: { delegated: ['UserAuthenticationMethod.ReadWrite.All'], application: [] },
      actions: ['microsoft.directory/users/authenticationMethods/basic/update'],
    };
    const caller = person({
      scopes: ['UserAuthenticationMethod.ReadWrite.All'],
      roleAssignments: [held('privilegedAuthenticationAdministrator')],
    });
    expect(decide(operation, { caller, target: administrator })).toMatchObject(yes);
  });

  it('have sensitive properties besides the others', () => {
    const phone = (caller: DirectoryCaller, target: DirectoryTarget) =>
      decide('change a phone number', { caller, target });
    expect(phone(as(held('helpdeskAdministrator')), someObject())).toMatchObject(yes);
    expect(phone(as(held('helpdeskAdministrator')), administrator)).toMatchObject(no('protected_administrator'));
    expect(phone(as(held('userAdministrator')), administrator)).toMatchObject(no('protected_administrator'));
    expect(phone(person(), someObject({ isSelf: true }))).toMatchObject({ ...yes, through: [{ kind: 'self' }] });
  });

  it('are beyond the permissions of applications, but not beyond a role that an application has', () => {
    const roles = ['User-PasswordProfile.ReadWrite.All'];
    expect(decide('reset a password', { caller: app(roles) })).toMatchObject({
      ...yes,
      by: roles,
      through: [{ kind: 'permission' }],
    });
    expect(decide('reset a password', { caller: app(roles), target: administrator })).toMatchObject(
      no('protected_administrator'),
    );
    expect(
      decide('reset a password', { caller: app(roles, held('userAdministrator')), target: administrator }),
    ).toMatchObject(no('protected_administrator'));
    expect(
      decide('reset a password', { caller: app(roles, held('globalAdministrator')), target: administrator }),
    ).toMatchObject({ ...yes, by: roles, through: [role('globalAdministrator')] });
  });
});

describe('applications that own something', () => {
  it('reach that and nothing else by a permission for what they own', () => {
    const caller = app(['Application.ReadWrite.OwnedBy']);
    expect(decide('add a secret', { caller, target: someObject({ isOwnedByCaller: true }) })).toMatchObject({
      ...yes,
      createsAsOwner: false,
    });
    expect(decide('add a secret', { caller, target: tenantWide })).toMatchObject(no('permission_missing'));
    expect(decide('add a secret', { caller })).toMatchObject({
      ...no('permission_missing'),
      least: ['Application.ReadWrite.All'],
    });
    expect(decide('add a secret', { caller, target: objectTarget({}) })).toMatchObject(no('permission_missing'));
  });

  it('own what they make by it', () => {
    const caller = app(['Application.ReadWrite.OwnedBy']);
    expect(decide('register an application', { caller, target: made })).toMatchObject({ ...yes, createsAsOwner: true });
    expect(
      decide('register an application', { caller: app(['Application.ReadWrite.All']), target: made }),
    ).toMatchObject({ ...yes, createsAsOwner: false });
  });
});

import { graphPermissions } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { permissionIncludes } from './permission-includes.js';

describe('a wider permission', () => {
  it.each([
    ['User.Read', 'User.Read'],
    ['User.Read.All', 'User.Read'],
    ['User.Read.All', 'User.ReadBasic.All'],
    ['User.ReadWrite', 'User.Read'],
    ['User.ReadWrite.All', 'User.Read.All'],
    ['User.ReadWrite.All', 'User.ReadWrite'],
    ['Group.ReadWrite.All', 'Group.Create'],
    ['Group.Read.All', 'GroupMember.Read.All'],
    ['Group.Read.All', 'GroupMember.ReadBasic.All'],
    ['Group.ReadWrite.All', 'GroupMember.ReadWrite.All'],
    ['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy'],
    ['Application.ReadWrite.OwnedBy', 'Application.Read.OwnedBy'],
    ['Policy.Read.All', 'Policy.Read.ConditionalAccess'],
    ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.ConditionalAccess'],
    ['RoleManagement.ReadWrite.Directory', 'RoleManagement.Read.Directory'],
    ['RoleManagement.Read.All', 'RoleManagement.Read.Directory'],
    ['Directory.Read.All', 'User.Read.All'],
    ['Directory.Read.All', 'User.Read'],
    ['Directory.Read.All', 'GroupMember.Read.All'],
    ['Directory.Read.All', 'RoleManagement.Read.Directory'],
    ['Directory.ReadWrite.All', 'Directory.Read.All'],
    ['Directory.ReadWrite.All', 'Application.Read.All'],
    ['Directory.AccessAsUser.All', 'User.ReadWrite.All'],
    ['Directory.AccessAsUser.All', 'User-PasswordProfile.ReadWrite.All'],
    ['Directory.AccessAsUser.All', 'RoleManagement.ReadWrite.Directory'],
  ])('%s includes %s', (held, needed) => {
    expect(permissionIncludes(held, needed)).toBe(true);
  });

  it.each([
    ['User.Read', 'User.Read.All'],
    ['User.Read.All', 'User.ReadWrite'],
    ['User.ReadBasic.All', 'User.Read'],
    ['User.ReadWrite', 'User.Read.All'],
    ['User.ReadWrite.All', 'User.DeleteRestore.All'],
    ['User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All'],
    ['User-Mail.ReadWrite.All', 'User.ReadWrite.All'],
    ['User.ReadWrite', 'User.Create'],
    ['Group.Create', 'Group.Read.All'],
    ['GroupMember.Read.All', 'Group.Read.All'],
    ['Application.ReadWrite.OwnedBy', 'Application.Read.All'],
    ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All'],
    ['Policy.ReadWrite.ConditionalAccess', 'Policy.ReadWrite.Authorization'],
    ['Directory.Read.All', 'Policy.Read.All'],
    ['Directory.Read.All', 'AuditLog.Read.All'],
    ['Directory.Read.All', 'Member.Read.Hidden'],
    ['Directory.ReadWrite.All', 'User.ReadWrite.All'],
    ['Directory.ReadWrite.All', 'Directory.AccessAsUser.All'],
    ['Directory.AccessAsUser.All', 'Policy.ReadWrite.ConditionalAccess'],
    ['Directory.AccessAsUser.All', 'RoleManagement.ReadWrite.CloudPC'],
    ['Directory.AccessAsUser.All', 'UserAuthenticationMethod.ReadWrite.All'],
    ['constructor', 'User.Read'],
    ['User.constructor.All', 'User.Read'],
    ['', 'User.Read'],
  ])('%s does not include %s', (held, needed) => {
    expect(permissionIncludes(held, needed)).toBe(false);
  });

  it('includes what the permissions it includes include, and nothing that includes it', () => {
    const names = graphPermissions.map(({ name }) => name);
    const included = new Map(names.map((name) => [name, names.filter((other) => permissionIncludes(name, other))]));
    for (const [name, narrower] of included) {
      for (const each of narrower.filter((other) => other !== name)) {
        const further = included.get(each) ?? [];
        expect(narrower, `${name} > ${each}`).toEqual(expect.arrayContaining(further));
        expect(further, `${name} > ${each}`).not.toContain(name);
      }
    }
  });
});

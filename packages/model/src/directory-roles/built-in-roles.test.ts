import { describe, expect, it } from 'vitest';
import { assignableRoles, builtInRole, builtInRoles } from './built-in-roles.js';
import { roleTemplateIds } from './role-template-ids.data.js';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const action = /^microsoft\.directory(?:\/[a-zA-Z0-9]+(?:\.[a-zA-Z-]+)*){2,6}$/;

describe('the built-in directory roles', () => {
  it('are one for each known template id, and each has its own name', () => {
    expect(builtInRoles.map((role) => role.id).sort()).toEqual(Object.values(roleTemplateIds).sort());
    expect(new Set(builtInRoles.map((role) => role.displayName)).size).toBe(builtInRoles.length);
    for (const role of builtInRoles) {
      expect(role).toMatchObject({ templateId: role.id, isBuiltIn: true, isEnabled: true });
      expect(role.id).toMatch(guid);
    }
  });

  it('bear the template ids that clients and policies name them by', () => {
    const names = Object.fromEntries(builtInRoles.map((role) => [role.id, role.displayName]));
    expect(names).toMatchObject({
      '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
      'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
      'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
      '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
      'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
      '88d8e3e3-8f55-4a1e-953a-9b9898b8876b': 'Directory Readers',
      'a0b1b346-4d3e-4e8b-98f8-753987be4970': 'User',
      '10dae51f-b6af-4016-8d66-8c2a99b929b3': 'Guest User',
      '2af84b1e-32c8-42b7-82bc-daa82404023b': 'Restricted Guest User',
    });
  });

  it('allow well-formed actions of the directory, each of them once', () => {
    for (const { displayName, rolePermissions } of builtInRoles) {
      for (const { allowedResourceActions, condition } of rolePermissions) {
        expect([null, '$SubjectIsOwner', '$ResourceIsSelf']).toContain(condition);
        expect(allowedResourceActions.length, displayName).toBeGreaterThan(0);
        expect(new Set(allowedResourceActions).size, `${displayName} ${condition}`).toBe(allowedResourceActions.length);
        for (const each of allowedResourceActions) expect(each, displayName).toMatch(action);
      }
    }
  });

  it('inherit from roles that there are, and never from themselves', () => {
    for (const role of builtInRoles) {
      for (const id of role.inheritsPermissionsFrom)
        expect(builtInRole(id)?.inheritsPermissionsFrom).not.toContain(role.id);
      expect(role.inheritsPermissionsFrom).not.toContain(role.id);
    }
  });

  it('can be given to somebody, but for those that say what people may do without a role', () => {
    const { user, guestUser, restrictedGuestUser } = roleTemplateIds;
    const given = new Set(assignableRoles.map((role) => role.id));
    expect(builtInRoles.filter((role) => !given.has(role.id)).map((role) => role.id)).toEqual([
      user,
      guestUser,
      restrictedGuestUser,
    ]);
    expect(assignableRoles.map((role) => role.displayName)).toEqual(
      [...assignableRoles.map((role) => role.displayName)].sort(),
    );
  });

  it('write what depends on the object as conditions, as Graph shows them', () => {
    expect(builtInRole(roleTemplateIds.user)?.rolePermissions).toEqual([
      {
        condition: null,
        allowedResourceActions: expect.arrayContaining(['microsoft.directory/applications/createAsOwner']),
      },
      {
        condition: '$SubjectIsOwner',
        allowedResourceActions: expect.arrayContaining(['microsoft.directory/applications/credentials/update']),
      },
      {
        condition: '$ResourceIsSelf',
        allowedResourceActions: expect.arrayContaining(['microsoft.directory/users/changePassword']),
      },
    ]);
  });

  it('give nobody custom security attributes but the roles named after them', () => {
    const holders = builtInRoles.filter(({ rolePermissions }) =>
      rolePermissions.some(({ allowedResourceActions }) =>
        allowedResourceActions.some((each) => /customSecurityAttribute|attributeSets/.test(each)),
      ),
    );
    expect(holders.map((role) => role.displayName).sort()).toEqual([
      'Attribute Assignment Administrator',
      'Attribute Assignment Reader',
      'Attribute Definition Administrator',
      'Attribute Definition Reader',
    ]);
  });

  it('say which of them lead to control over others', () => {
    const plain = builtInRoles.filter((role) => !role.isPrivileged).map((role) => role.displayName);
    expect(plain).toContain('Groups Administrator');
    expect(plain).toContain('Directory Readers');
    for (const name of ['Global Administrator', 'Global Reader', 'Application Developer', 'Directory Writers']) {
      expect(plain).not.toContain(name);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { isGuid } from '../ids/ids.js';
import { describePermission } from './describe-permission.js';
import { graphPermission, graphPermissions } from './graph-permissions.js';
import { permissionTitles } from './permission-titles.data.js';
import { openIdScopes } from './well-known.data.js';

describe('the permissions of Microsoft Graph', () => {
  it('have distinct names and distinct ids, every id a lower-case GUID', () => {
    const names = graphPermissions.map((permission) => permission.name);
    expect(new Set(names).size).toBe(names.length);
    const ids = graphPermissions.flatMap((permission) =>
      [permission.delegatedId, permission.applicationId].filter((id) => id !== undefined),
    );
    expect(ids.length).toBeGreaterThan(250);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(isGuid(id)).toBe(true);
      expect(id).toBe(id.toLowerCase());
    }
  });

  it('carry the published ids of the best known ones', () => {
    expect(graphPermission('User.Read')).toEqual({
      name: 'User.Read',
      delegatedId: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
      adminConsent: false,
    });
    expect(graphPermission('Application.Read.All')).toEqual({
      name: 'Application.Read.All',
      delegatedId: 'c79f8feb-a9db-4090-85f9-90d820caa0eb',
      applicationId: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
      adminConsent: true,
    });
    expect(graphPermission('user.read')).toBeUndefined();
    expect(graphPermission('__proto__')).toBeUndefined();
  });

  it('let people consent to the OpenID scopes, and to nothing that is not known to be open to them', () => {
    for (const scope of openIdScopes) expect(graphPermission(scope)?.adminConsent).toBe(false);
    expect(graphPermission('APIConnectors.Read.All')?.adminConsent).toBe(true);
  });

  it('have a hand-written title only where the permission exists', () => {
    for (const name of Object.keys(permissionTitles)) expect(graphPermission(name), name).toBeDefined();
  });
});

describe('words for a permission', () => {
  it.each([
    ['User.Read.All', "Read all users' full profiles"],
    ['AdministrativeUnit.Read.All', 'Read all administrative units'],
    ['IdentityRiskyServicePrincipal.ReadWrite.All', 'Read and write all identity risky service principals'],
    ['Policy.Read.B2BManagementPolicy', 'Read B2B management policies'],
    ['UserAuthMethod-Passkey.Read', 'Read your passkey sign-in methods'],
    ['ConsentRequest.Create', 'Create consent requests'],
    ['Device.Command', 'Send commands to devices'],
    ['Member.Read.Hidden', 'Read hidden members'],
    ['Something', 'Use somethings'],
    ['__proto__', 'Use __proto__s'],
  ])('%s reads as "%s"', (name, title) => {
    expect(describePermission(name, 'delegated').title).toBe(title);
  });

  it('say whether a person is present', () => {
    expect(describePermission('Group.Read.All', 'delegated').description).toBe(
      'Allows the application to read all groups, on behalf of the signed-in user.',
    );
    expect(describePermission('Group.Read.All', 'application').description).toBe(
      'Allows the application to read all groups, without a signed-in user.',
    );
  });

  it('are there for every permission', () => {
    for (const { name } of graphPermissions)
      expect(describePermission(name, 'delegated').title).toMatch(/^[A-Z].{5,}$/);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApplicationId, TenantId, UserId } from '@gatehouse/model';
import { systemIds } from '../../platform/ids/index.js';
import { openStore, type Store } from '../../platform/store/index.js';
import { changeApplication } from '../applications/change-applications.js';
import { deleteObject, findDeleted } from '../deleted-objects/delete-objects.js';
import { suiteClock } from '../fresh-world.fixture.js';
import { type Directory, openDirectory } from '../index.js';
import { changeUser } from '../users/change-users.js';
import { applyText, driftOf, textOf } from './exported-store.fixture.js';
import { exportTenants } from './export-tenants.js';

// What was taken away leaves traces: an export must neither trip over them nor hide them.

const by = { actor: { kind: 'operator', name: 'test' } } as const;
let store: Store;
let other: Store;
let directory: Directory;
beforeAll(async () => {
  store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  other = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  directory = openDirectory({ store, clock: suiteClock, ids: systemIds });
});
afterAll(async () => {
  directory.close();
  await store.close();
  await other.close();
});

let tenant: TenantId;
let domain: string;
let appId: string;
const userId = () => `${tenant.slice(0, 35)}${tenant.endsWith('0') ? '1' : '0'}` as UserId;
beforeEach(() => {
  tenant = systemIds.guid<TenantId>();
  appId = systemIds.guid();
  domain = `${systemIds.bytes(5).toString('hex')}.example`;
});

const seed = (more: object) =>
  applyText(
    store,
    JSON.stringify({
      tenants: [
        { id: tenant, domains: [domain], users: [{ id: userId(), userPrincipalName: `a@${domain}` }], ...more },
      ],
    }),
  );
const app = (more: object) => ({ applications: [{ id: appId.replace(/^./, '9'), appId, displayName: 'A', ...more }] });
const applicationId = () => appId.replace(/^./, '9') as ApplicationId;
const notes = async () => (await exportTenants(store, tenant)).notes.map(({ what }) => what);

/** The export, after it was shown to be true of its store and to make the same tenant in another one. */
async function exported(): Promise<string> {
  const text = await textOf(store, 'yaml', tenant);
  expect(await driftOf(store, text)).toEqual([]);
  await applyText(other, text, true);
  expect(await textOf(other, 'yaml', tenant)).toBe(text);
  return text;
}

describe('an export', () => {
  it('gives back an attribute that was deactivated after people got it', async () => {
    const definition = { attributeSet: 'S', name: 'N', type: 'String', allowedValues: [{ id: 'v' }] };
    await seed({
      attributeSets: [{ id: 'S' }],
      customSecurityAttributeDefinitions: [{ ...definition, usePreDefinedValuesOnly: true }],
      users: [{ id: userId(), userPrincipalName: `a@${domain}`, customSecurityAttributes: { S: { N: 'v' } } }],
    });
    const retired = { ...definition, status: 'Deprecated', allowedValues: [{ id: 'v', isActive: false }] };
    await seed({ customSecurityAttributeDefinitions: [retired] });
    expect(await exported()).toMatch(/status: Deprecated[^]*isActive: false/);
  });

  it('gives back a role that was switched off after people got it', async () => {
    const role = {
      displayName: 'R',
      rolePermissions: [{ allowedResourceActions: ['microsoft.directory/users/basic/update'] }],
    };
    await seed({ roleDefinitions: [role], directoryRoles: [{ role: 'R', members: [`a@${domain}`] }] });
    await seed({ roleDefinitions: [{ ...role, isEnabled: false }] });
    expect(await exported()).toContain('isEnabled: false');
  });

  it('gives back an app role that became another kind of role after people got it', async () => {
    const role = (type: string, more: object = {}) => ({
      appRoles: [{ value: 'R', allowedMemberTypes: [type], ...more }],
    });
    await seed({
      ...app(role('User')),
      appRoleAssignments: [{ principal: `a@${domain}`, resource: appId, role: 'R' }],
    });
    await seed(app(role('Application', { isEnabled: false })));
    await exported();
    await seed(app(role('Application', { isEnabled: true })));
    expect(await exported()).toMatch(/role: [0-9a-f]{8}-/);
  });

  it('gives back a permission that was classified, and then withdrawn', async () => {
    const scopes = (more: object) => ({ api: { oauth2PermissionScopes: [{ value: 'S', type: 'User', ...more }] } });
    await seed({
      ...app(scopes({})),
      servicePrincipals: [
        { appId, delegatedPermissionClassifications: [{ permissionName: 'S', classification: 'low' }] },
      ],
    });
    await seed(app(scopes({ type: 'Admin' })));
    expect(await exported()).toContain('permissionName: S');
  });

  it('tells a role for something that is deleted among what it leaves out, and gives it back once that is restored', async () => {
    const administrativeUnits = [{ id: appId, displayName: 'U' }];
    const directoryRoles = [{ role: 'User Administrator', scope: 'U', members: [`a@${domain}`] }];
    await seed({ administrativeUnits, directoryRoles });
    const before = await textOf(store, 'yaml', tenant);
    await directory.perform(tenant, by, deleteObject('administrativeUnit', appId));
    expect(await exported()).not.toContain('User Administrator');
    expect(await notes()).toContainEqual(expect.stringMatching(/^the role assignment /));
    await applyText(store, before, true);
    expect(await textOf(store, 'yaml', tenant)).toBe(before);
    // What is back cannot be restored once more.
    expect(await directory.perform(tenant, by, findDeleted(appId))).toBeUndefined();
  });

  it('gives back a schema extension whose owner is gone, with its values', async () => {
    await seed({
      ...app({}),
      schemaExtensions: [
        { id: 'x_y', owner: appId, targetTypes: ['User'], properties: [{ name: 'n', type: 'Integer' }] },
      ],
      users: [{ id: userId(), userPrincipalName: `a@${domain}`, x_y: { n: 7 } }],
    });
    await directory.perform(tenant, by, deleteObject('application', applicationId()));
    expect(await exported()).toMatch(/x_y:\n *n: 7/);
  });

  it('tells values of an attribute that nobody defines any more among what it leaves out', async () => {
    const attribute = `extension_${appId.replaceAll('-', '')}_n`;
    const targetObjects = ['User', 'Organization'];
    await seed({
      ...app({ extensionProperties: [{ name: 'n', dataType: 'String', targetObjects }] }),
      organization: { [attribute]: 'o' },
      users: [{ id: userId(), userPrincipalName: `a@${domain}`, [attribute]: 'v' }],
    });
    expect(await exported()).toContain(attribute);
    await directory.perform(tenant, by, deleteObject('application', applicationId()));
    expect(await exported()).not.toContain(attribute);
    expect(await notes()).toContain(`values of \`${attribute}\``);
  });

  it('tells a publisher that nobody verified, and members that only a paused rule keeps, among what it leaves out', async () => {
    const group = {
      displayName: 'D',
      groupTypes: ['DynamicMembership'],
      mailNickname: 'd',
      membershipRule: 'user.city -eq "X"',
    };
    await seed({ ...app({}), groups: [{ displayName: 'D', members: [`a@${domain}`] }] });
    await seed({ groups: [{ ...group, membershipRuleProcessingState: 'Paused' }] });
    const verifiedPublisher = { displayName: 'X', verifiedPublisherId: '1' };
    await directory.perform(
      tenant,
      by,
      changeApplication(applicationId(), (one) => ({ ...one, properties: { verifiedPublisher } })),
    );
    expect(await exported()).not.toContain('verifiedPublisher');
    expect(await notes()).toEqual(expect.arrayContaining(['the publisher of `A`', 'the members of `D`']));
  });
});

describe('a name that also means something else', () => {
  it('does not change what a policy is about', async () => {
    const condition = (displayName: string, more: object) => ({
      displayName,
      state: 'disabled',
      conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] }, ...more },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    });
    const [all, called, shadowed] = [systemIds.guid(), systemIds.guid(), systemIds.guid()];
    await seed({
      namedLocations: [
        { id: all, displayName: 'All', countriesAndRegions: ['DE'] },
        { id: called, displayName: shadowed, countriesAndRegions: ['FR'] },
        { id: shadowed, displayName: 'Twin', countriesAndRegions: ['NO'] },
        { displayName: 'Twin', countriesAndRegions: ['SE'] },
      ],
      groups: [{ id: appId, displayName: 'all_users' }],
      policies: {
        authenticationStrengthPolicies: [
          { id: all, displayName: called, allowedCombinations: ['fido2'] },
          { id: called, displayName: 'Keys', allowedCombinations: ['fido2'] },
        ],
        authenticationMethodConfigurations: [
          { id: 'Fido2', state: 'enabled', includeTargets: [{ id: appId, targetType: 'group' }] },
        ],
      },
      conditionalAccessPolicies: [all, called, shadowed].map((id) => ({
        ...condition(id, { locations: { includeLocations: [id] } }),
        grantControls: { operator: 'OR', authenticationStrength: { id: called } },
      })),
    });
    const text = await exported();
    expect(text).not.toMatch(/includeLocations:\n *- All\n/);
    expect(text).not.toContain('id: all_users');
  });

  it('does not change whom a role and a group are about', async () => {
    const [one, two] = [systemIds.guid(), systemIds.guid()];
    await seed({
      groups: [
        { id: one, displayName: two },
        { id: two, displayName: 'T' },
        { id: systemIds.guid(), displayName: 'T' },
        { displayName: 'Both', members: [one, two] },
      ],
      administrativeUnits: [{ displayName: appId }],
      ...app({}),
      directoryRoles: [
        { role: 'Application Administrator', scope: applicationId(), members: [`a@${domain}`] },
        { role: 'User Administrator', scope: appId, members: [`a@${domain}`] },
      ],
    });
    const text = await exported();
    expect(text).toContain(`scope: ${applicationId()}`);
  });
});

it('a person who was changed since is told as he is now', async () => {
  await seed({});
  await directory.perform(
    tenant,
    by,
    changeUser(userId(), (user) => ({ ...user, jobTitle: 'New' })),
  );
  expect(await exported()).toContain('jobTitle: New');
});

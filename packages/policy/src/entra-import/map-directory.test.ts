import { describe, expect, it } from 'vitest';
import { application, group, guid, mapped, principal, user } from './mapped.fixture.js';

describe('a user', () => {
  it('whose export does not tell whether the account is enabled is disabled, and that is told', () => {
    const { items, lines } = mapped({
      'users.json': [user(1, { accountEnabled: undefined }), user(2, { accountEnabled: 'yes' })],
    });
    expect(items('users').map(({ accountEnabled }) => accountEnabled)).toEqual([false, false]);
    expect(lines).toEqual(
      [1, 2].map((number) => expect.stringMatching(`user${number}@.* accountEnabled: .*\\$select`)),
    );
  });

  it('stays disabled, a guest, and managed', () => {
    const { items, losses } = mapped({
      'users.json': [
        user(1, { accountEnabled: false, userPrincipalName: 'x_f.example#EXT#@contoso.example' }),
        user(2, { userType: 'Member', manager: { id: guid(1) } }),
      ],
      [`users/${guid(1)}/manager.json`]: {
        '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${guid(2)}`,
      },
    });
    expect(losses).toEqual([]);
    expect(items('users')).toMatchObject([
      { accountEnabled: false, userType: 'Guest', manager: 'user2@contoso.example' },
      { userType: 'Member', manager: 'x_f.example#EXT#@contoso.example' },
    ]);
  });

  it('without a name is lost as a whole', () => {
    const { items, lines } = mapped({ 'users.json': [user(1, { userPrincipalName: 5 })] });
    expect(items('users')).toEqual([]);
    expect(lines).toEqual([`user ${guid(1)}: it has no userPrincipalName`]);
  });

  it('keeps the values of extensions whose definitions are there, wherever they stand', () => {
    const names = [1, 2, 3].map((number) => `extension_${guid(110).replaceAll('-', '')}_e${number}`);
    const definition = (name = '') => ({ id: `id of ${name}`, name, dataType: 'String', targetObjects: ['User'] });
    const { items, lines } = mapped({
      'users.json': [
        user(1, { [names[0] ?? '']: 'a', [names[1] ?? '']: 'b', [names[2] ?? '']: 'c', extension_x_y: 'd' }),
      ],
      'applications.json': [application(10, { extensionProperties: [definition(names[0])] })],
      [`applications/${guid(10)}/extensionProperties.json`]: [definition(names[1])],
      'extensionProperties.json': [definition(names[2]), definition('extension_stray_z')],
      'servicePrincipals.json': [principal(10)],
    });
    expect(Object.keys(items('users')[0] ?? {})).toEqual(expect.arrayContaining(names));
    expect(items('applications')[0]?.['extensionProperties']).toMatchObject([
      { name: 'e1' },
      { name: 'e2' },
      { name: 'e3' },
    ]);
    expect(lines).toEqual([
      expect.stringContaining('extensionProperty extension_stray_z: the application that defines it'),
      expect.stringContaining('extension_x_y: the definition of the extension is not among'),
    ]);
  });
});

describe('a group', () => {
  it('goes by its id where others have its name, or a person', () => {
    const { items } = mapped({
      'users.json': [user(1)],
      'groups.json': [
        group(2, { displayName: 'Same' }),
        group(3, { displayName: 'Same' }),
        group(4, { displayName: 'user1@contoso.example' }),
        group(5, { members: [2, 3, 4].map((number) => ({ id: guid(number) })) }),
      ],
    });
    expect(items('groups')[3]?.['members']).toEqual([guid(2), guid(3), guid(4)]);
  });

  it('keeps those members and owners that will be there, and tells the others', () => {
    const { items, lines } = mapped({
      'users.json': [user(1)],
      'groups.json': [group(2, { owners: [{ id: guid(1) }, { id: guid(220) }] })],
      [`groups/${guid(2)}/members.json`]: [{ id: guid(1) }, { id: guid(9), displayName: 'Gone' }],
      'servicePrincipals.json': [principal(20, { appOwnerOrganizationId: guid(99) })],
    });
    expect(items('groups')).toMatchObject([{ members: ['user1@contoso.example'], owners: ['user1@contoso.example'] }]);
    expect(lines).toEqual([
      expect.stringContaining('group Group 2 members: `Gone` is not among'),
      expect.stringContaining(`group Group 2 owners: \`${guid(220)}\` is not among`),
      expect.stringContaining('servicePrincipal App 20: its application is at home in another organization'),
    ]);
  });

  it('of which the export does not tell the members, or not all, has that told', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => ({ id: guid(index + 100) }));
    const users = twenty.map((_, index) => user(index + 100));
    const { lines } = mapped({
      'users.json': users,
      'groups.json': [
        group(1, { members: undefined }),
        group(2, { members: twenty }),
        group(3, { 'members@odata.nextLink': 'https://x' }),
        group(4, { members: 'everybody' }),
        group(5, { members: [5] }),
      ],
    });
    expect(lines).toEqual([
      expect.stringContaining('Group 1 members: the export does not tell them'),
      expect.stringContaining('Group 2 members: it holds 20, and Graph expands no more'),
      expect.stringContaining('Group 3 members: the export is not whole'),
      expect.stringContaining('Group 4 members: it is no list'),
      expect.stringContaining('Group 5 members: it holds what are no objects'),
    ]);
  });

  it('keeps its rule, or the members it had where the rule is not understood', () => {
    const dynamic = { groupTypes: ['Unified', 'DynamicMembership'], mailEnabled: true, securityEnabled: false };
    const { items, lines } = mapped({
      'users.json': [user(1)],
      'groups.json': [
        group(2, { ...dynamic, membershipRule: 'user.city -eq "Oslo"', membershipRuleProcessingState: 'Paused' }),
        group(3, { ...dynamic, membershipRule: 'full moon', members: [{ id: guid(1) }] }),
        group(4, { membershipRule: 'user.city -eq "Oslo"' }),
        group(5, { groupTypes: 'DynamicMembership' }),
      ],
    });
    expect(items('groups')).toEqual([
      {
        id: guid(2),
        displayName: 'Group 2',
        groupTypes: ['Unified', 'DynamicMembership'],
        membershipRule: 'user.city -eq "Oslo"',
        membershipRuleProcessingState: 'Paused',
      },
      { id: guid(3), displayName: 'Group 3', groupTypes: ['Unified'], members: ['user1@contoso.example'] },
      { id: guid(4), displayName: 'Group 4' },
    ]);
    expect(lines).toEqual([
      expect.stringMatching(/Group 3 membershipRule: .*keeps the members it had/),
      expect.stringContaining('Group 4 membershipRule: the group is no dynamic one'),
      expect.stringContaining('Group 5: `groupTypes` is no list'),
    ]);
  });
});

describe('a file of members', () => {
  it('of a group that is not exported is told', () => {
    const path = `groups/${guid(5)}/members.json`;
    expect(mapped({ 'users.json': [user(1)], [path]: [{ id: guid(1) }] }).lines).toEqual([
      `file ${path}: belongs to \`${guid(5)}\`, which is not among the exported objects`,
    ]);
  });
});

describe('the tenant', () => {
  it('has its verified domains, the default one first; others are told', () => {
    const { tenant, lines } = mapped({
      'organization.json': [
        {
          id: guid(1),
          displayName: 'Contoso',
          city: 'Oslo',
          verifiedDomains: [
            { name: 'contoso.onmicrosoft.com' },
            { name: 'Contoso.example', isDefault: true, type: 'Federated' },
          ],
        },
        { id: guid(2), displayName: 'Another' },
      ],
      'domains.json': [
        { id: 'contoso.example', isVerified: true, passwordValidityPeriodInDays: 90 },
        { id: 'unproved.example', isVerified: false },
      ],
      'users.json': [user(1, { userPrincipalName: 'a@elsewhere.example' })],
    });
    expect(tenant).toMatchObject({
      id: guid(1),
      displayName: 'Contoso',
      organization: { city: 'Oslo' },
      domains: [{ id: 'contoso.example', passwordValidityPeriodInDays: 90 }, 'contoso.onmicrosoft.com'],
    });
    expect(lines).toEqual([
      expect.stringContaining('organization Another: the export holds several'),
      expect.stringContaining('Contoso.example type: federation'),
      'domain unproved.example: it is not verified',
    ]);
  });

  it('has the domains of its people where the export tells none', () => {
    expect(mapped({ 'users.json': [user(1), user(2, { userPrincipalName: 'nobody' })] }).tenant['domains']).toEqual([
      'contoso.example',
    ]);
    expect(mapped({ 'organization.json': [{ id: guid(1), verifiedDomains: 5 }] }).tenant['domains']).toEqual([]);
  });
});

describe('devices and administrative units', () => {
  it('keep what they say, and tell what they cannot', () => {
    const { items, lines } = mapped({
      'users.json': [user(1)],
      'devices.json': [
        {
          id: guid(2),
          deviceId: guid(3),
          displayName: 'Laptop',
          accountEnabled: true,
          isCompliant: false,
          registeredOwners: [{ id: guid(1) }],
          deviceKeys: ['x'],
        },
      ],
      'administrativeUnits.json': [
        {
          id: guid(4),
          displayName: 'France',
          members: [{ id: guid(2) }],
          membershipType: 'Dynamic',
          isMemberManagementRestricted: true,
        },
      ],
    });
    expect(items('devices')).toMatchObject([{ isCompliant: false, registeredOwners: ['user1@contoso.example'] }]);
    expect(items('administrativeUnits')).toEqual([{ id: guid(4), displayName: 'France', members: [guid(3)] }]);
    expect(lines).toEqual([
      expect.stringContaining('device Laptop deviceKeys'),
      expect.stringContaining('administrativeUnit France membershipType'),
      expect.stringContaining('administrativeUnit France isMemberManagementRestricted'),
    ]);
  });
});

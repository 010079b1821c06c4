import { describe, expect, it } from 'vitest';
import { application, group, guid, mapped, principal, user } from './mapped.fixture.js';

const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const assignment = (more: object) => ({
  id: 'r',
  principalId: guid(1),
  roleDefinitionId: userAdministrator,
  directoryScopeId: '/',
  ...more,
});

function withRoles(files: Readonly<Record<string, unknown>>) {
  return mapped({
    'users.json': [user(1), user(2)],
    'groups.json': [group(3)],
    'applications.json': [application(10)],
    'servicePrincipals.json': [principal(10)],
    'administrativeUnits.json': [{ id: guid(4), displayName: 'France', members: [] }],
    ...files,
  });
}

describe('a directory role', () => {
  it('is given to the members of the activated role and by assignments, each once', () => {
    const { items, losses } = withRoles({
      'directoryRoles.json': [{ id: guid(30), roleTemplateId: userAdministrator, members: [{ id: guid(1) }] }],
      'roleAssignments.json': [assignment({}), assignment({ id: 's', principalId: guid(210) })],
    });
    expect(losses).toEqual([]);
    expect(items('directoryRoles')).toEqual([
      { role: 'User Administrator', members: ['user1@contoso.example', guid(110)] },
    ]);
  });

  it.each([
    [`/administrativeUnits/${guid(4)}`, 'France'],
    [`/${guid(10)}`, guid(110)],
    [`/${guid(210)}`, guid(210)],
    [`/${guid(3)}`, guid(3)],
  ])('limited to %s stays limited to it', (directoryScopeId, scope) => {
    const { items } = withRoles({ 'roleAssignments.json': [assignment({ directoryScopeId })] });
    expect(items('directoryRoles')).toMatchObject([{ scope }]);
  });

  it.each([
    [{ directoryScopeId: undefined }, 'what it is limited to is not among what is imported'],
    [{ directoryScopeId: `/administrativeUnits/${guid(9)}` }, 'what it is limited to is not among what is imported'],
    [{ directoryScopeId: `/${guid(9)}` }, 'what it is limited to is not among what is imported'],
    [{ appScopeId: '/x' }, 'it is limited by `appScopeId`, which is not supported'],
    [{ condition: '@Subject.x' }, 'it is limited by `condition`, which is not supported'],
    [{ principalId: guid(9) }, 'whoever holds it is not among what is imported'],
    [{ roleDefinitionId: guid(9) }, `the directory role \`${guid(9)}\` is not known here`],
  ])('is not given with %j: nobody gets more than they had', (more, reason) => {
    const { items, lines } = withRoles({ 'roleAssignments.json': [assignment(more)] });
    expect(items('directoryRoles')).toEqual([]);
    expect(lines).toEqual([`roleAssignment r: ${reason}`]);
  });

  it('may be given in an administrative unit', () => {
    const member = (roleId: string, id: string) => ({ roleId, roleMemberInfo: { id } });
    const { items, lines } = withRoles({
      'directoryRoles.json': [{ id: guid(30), roleTemplateId: userAdministrator, members: [] }],
      [`administrativeUnits/${guid(4)}/scopedRoleMembers.json`]: [member(guid(30), guid(1)), member(guid(31), guid(1))],
    });
    expect(items('directoryRoles')).toEqual([
      { role: 'User Administrator', scope: 'France', members: ['user1@contoso.example'] },
    ]);
    expect(lines).toEqual([expect.stringContaining(`France scopedRoleMembers: the role \`${guid(31)}\``)]);
  });

  it('of which the export does not tell the members has that told', () => {
    const { lines } = withRoles({
      'directoryRoles.json': [{ id: guid(30), displayName: 'R', roleTemplateId: userAdministrator }],
    });
    expect(lines).toEqual([expect.stringContaining('directoryRole R members: the export does not tell them')]);
  });
});

describe('a role that the tenant made', () => {
  const definition = (more: object) => ({
    id: guid(40),
    displayName: 'Readers of groups',
    isBuiltIn: false,
    isEnabled: true,
    rolePermissions: [{ allowedResourceActions: ['microsoft.directory/groups/standard/read'], condition: null }],
    ...more,
  });

  it('is kept, and goes by its name', () => {
    const { items, losses } = withRoles({
      'roleDefinitions.json': [definition({}), { id: guid(41), displayName: 'Unheard of', isBuiltIn: true }],
      'roleAssignments.json': [assignment({ roleDefinitionId: guid(40) })],
    });
    expect(losses).toEqual([]);
    expect(items('roleDefinitions')).toEqual([
      {
        id: guid(40),
        displayName: 'Readers of groups',
        rolePermissions: [{ allowedResourceActions: ['microsoft.directory/groups/standard/read'], condition: null }],
      },
    ]);
    expect(items('directoryRoles')).toMatchObject([{ role: 'Readers of groups' }]);
  });

  it.each([
    [{ isBuiltIn: undefined }, 'the export does not tell whether it is built in'],
    [
      { rolePermissions: [{ allowedResourceActions: ['x'], excludedResourceActions: ['y'] }] },
      'actions that a role excludes are not supported',
    ],
  ])('is lost with %j', (more, reason) => {
    const { items, lines } = withRoles({ 'roleDefinitions.json': [definition(more)] });
    expect(items('roleDefinitions')).toEqual([]);
    expect(lines).toEqual([`roleDefinition Readers of groups: ${reason}`]);
  });
});

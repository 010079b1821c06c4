import { describe, expect, it } from 'vitest';
import { exploreOperation } from './explore-operation.js';
import { operations } from './sample-directory.fixture.js';

describe('what would let somebody do an operation', () => {
  it('lists permissions from least to most privileged, sets needed together, and how far each reaches', () => {
    expect(exploreOperation(operations['read a user']).delegated.slice(0, 3)).toEqual([
      { permissions: ['User.Read'], reaches: 'own', part: null },
      { permissions: ['User.ReadBasic.All'], reaches: 'all', part: 'basic' },
      { permissions: ['User.Read.All'], reaches: 'all', part: null },
    ]);
    expect(exploreOperation(operations['grant a permission of Graph'])).toMatchObject({
      application: [{ permissions: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'], reaches: 'all' }],
    });
    expect(exploreOperation(operations['add a secret']).application[0]).toEqual({
      permissions: ['Application.ReadWrite.OwnedBy'],
      reaches: 'owned',
      part: null,
    });
    expect(exploreOperation(operations['read oneself']).application).toEqual([]);
  });

  it.each([
    ['read a user', ['member', 'guest']],
    ['read Conditional Access policies', []],
    ['add a secret', ['owner']],
    ['change the own password', ['self']],
    ['register an application', ['member']],
    ['add a member', ['owner']],
  ] as const)('says who needs no role to %s', (name, expected) => {
    expect(exploreOperation(operations[name]).withoutRole).toEqual(expected);
  });

  it("knows that guests list nothing, and that a collection is nobody's own", () => {
    expect(exploreOperation(operations['list users'], 'tenant').withoutRole).toEqual(['member']);
    expect(exploreOperation(operations['read sign-ins'], 'tenant').withoutRole).toEqual([]);
  });

  it('lists the built-in roles that do, the least privileged first', () => {
    const roles = exploreOperation(operations['add a secret']).roles.map(({ displayName }) => displayName);
    expect(roles).toEqual(['Cloud Application Administrator', 'Application Administrator', 'Global Administrator']);
    const granting = exploreOperation(operations['grant a permission of Graph']).roles;
    expect(granting.map(({ displayName }) => displayName)).toEqual([
      'Privileged Role Administrator',
      'Global Administrator',
    ]);
    expect(exploreOperation(operations['add a member']).roles[0]).toMatchObject({ isPrivileged: false });
  });

  it('is plain data', () => {
    for (const operation of Object.values(operations)) {
      const explored = exploreOperation(operation);
      expect(JSON.parse(JSON.stringify(explored))).toEqual(explored);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { decidePermission, type OperationPermissions, type PermissionHolder } from './decide-permission.js';

const listUsers: OperationPermissions = {
  delegated: ['User.ReadBasic.All', 'User.Read.All'],
  application: ['User.Read.All', 'Directory.Read.All'],
  guests: false,
};
const person = (scopes: string[], userType: 'Member' | 'Guest' = 'Member'): PermissionHolder => ({
  kind: 'user',
  scopes: new Set(scopes),
  userType,
});
const app = (roles: string[]): PermissionHolder => ({ kind: 'app', roles: new Set(roles) });

describe('a permission decision', () => {
  it.each([
    [
      'a person with the least scope',
      person(['User.ReadBasic.All']),
      { kind: 'allowed', by: 'User.ReadBasic.All', alone: true },
    ],
    [
      'a person with a wider scope',
      person(['User.Read.All', 'Mail.Read']),
      { kind: 'allowed', by: 'User.Read.All', alone: true },
    ],
    [
      'a person with both: the least counts',
      person(['User.Read.All', 'User.ReadBasic.All']),
      { kind: 'allowed', by: 'User.ReadBasic.All', alone: false },
    ],
    [
      'a person with another scope',
      person(['User.Read']),
      { kind: 'denied', why: 'permission_missing', least: 'User.ReadBasic.All' },
    ],
    ['a guest whose app has the scope', person(['User.Read.All'], 'Guest'), { kind: 'denied', why: 'not_for_guests' }],
    ['an app with a role', app(['Directory.Read.All']), { kind: 'allowed', by: 'Directory.Read.All', alone: true }],
    ['an app without a role', app([]), { kind: 'denied', why: 'permission_missing', least: 'User.Read.All' }],
  ] as const)('%s', (_, holder, expected) => {
    expect(decidePermission(holder, listUsers)).toEqual(expected);
  });

  it.each([
    ['their own object', person(['User.Read']), true, { kind: 'allowed', by: 'User.Read', alone: true }],
    [
      "somebody else's",
      person(['User.Read']),
      false,
      { kind: 'denied', why: 'permission_missing', least: 'User.Read.All' },
    ],
    [
      "somebody else's, with a wider scope",
      person(['User.Read', 'User.Read.All']),
      false,
      { kind: 'allowed', by: 'User.Read.All', alone: true },
    ],
    [
      'their own object as a guest',
      person(['User.Read'], 'Guest'),
      true,
      { kind: 'allowed', by: 'User.Read', alone: true },
    ],
    [
      "somebody else's as a guest",
      person(['User.Read.All'], 'Guest'),
      false,
      { kind: 'denied', why: 'not_for_guests' },
    ],
  ] as const)('a person with a scope that reaches only themselves, about %s', (_, holder, own, expected) => {
    const readUser: OperationPermissions = {
      delegated: ['User.Read', 'User.Read.All'],
      application: [],
      guests: false,
      ownOnly: ['User.Read'],
    };
    expect(decidePermission(holder, readUser, own)).toEqual(expected);
  });

  it('keeps ways shut that no permission opens', () => {
    const me: OperationPermissions = { delegated: ['User.Read'], application: [], guests: true };
    expect(decidePermission(app(['Directory.ReadWrite.All']), me)).toEqual({ kind: 'denied', why: 'not_for_apps' });
    expect(decidePermission(person(['User.Read']), { ...me, delegated: [] })).toEqual({
      kind: 'denied',
      why: 'not_for_users',
    });
  });
});

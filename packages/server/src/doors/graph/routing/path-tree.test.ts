import { describe, expect, it } from 'vitest';
import { PathTree } from './path-tree.js';

const tree = new PathTree<string>();
for (const pattern of [
  '/me',
  '/users',
  '/users/delta',
  '/users/:user',
  '/users/:user/manager/$ref',
  '/groups/:group/members',
  '/groups/:group/members/:id/$ref',
  '/groups/:group/members/microsoft.graph.user',
]) {
  tree.add(pattern, pattern);
}

describe('finding a pattern', () => {
  it.each([
    [['Users'], '/users', {}],
    [['users', 'a'], '/users/:user', { user: 'a' }],
    [['users', { mail: 'x' }], '/users/:user', { user: { mail: 'x' } }],
    [['users', 'delta'], '/users/delta', {}],
    [['users', 'microsoft.graph.delta'], '/users/delta', {}],
    [['users', 'delta', 'manager', '$ref'], '/users/:user/manager/$ref', { user: 'delta' }],
    [['groups', 'g', 'members', 'microsoft.graph.user'], '/groups/:group/members/microsoft.graph.user', { group: 'g' }],
    [['groups', 'g', 'members', 'm', '$ref'], '/groups/:group/members/:id/$ref', { group: 'g', id: 'm' }],
  ])('along %j', (parts, pattern, params) => {
    expect(tree.find(parts)).toEqual({ kind: 'matched', values: [pattern], params });
  });

  it.each([
    [['nothing'], 0],
    [['users', 'a', 'drive'], 2],
    [['groups', 'g', 'members', 'm'], 4],
    [['me', 'x'], 1],
    [[{ a: 'b' }], 0],
  ])('says how far %j leads', (parts, after) => {
    expect(tree.find(parts)).toEqual({ kind: 'left', after });
  });

  it('lets nobody call one place by two names', () => {
    expect(() => tree.add('/users/:key/x', 'x')).toThrow(':user');
  });
});

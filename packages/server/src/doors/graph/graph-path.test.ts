import { describe, expect, it } from 'vitest';
import { followPath, graphPath } from './graph-path.js';

describe('the parts of a path', () => {
  it.each([
    ['/v1.0/users/ann@contoso.example', ['users', 'ann@contoso.example']],
    ['/v1.0/users/ann%40contoso.example/', ['users', 'ann@contoso.example']],
    ["/v1.0/users('ann@contoso.example')", ['users', 'ann@contoso.example']],
    ['/v1.0/users(%27ann%40contoso.example%27)/photo', ['users', 'ann@contoso.example', 'photo']],
    ["/v1.0/users('o''hara@contoso.example')", ['users', "o'hara@contoso.example"]],
    ['/v1.0/users(70000000-0000-4000-8000-000000000001)', ['users', '70000000-0000-4000-8000-000000000001']],
    ["/v1.0/users(mail='x')", ["users(mail='x')"]],
    ['/v1.0/me/photo/$value', ['me', 'photo', '$value']],
    ['/v1.0', []],
    ['/v1.0/', []],
    ['/v1.0/users/%c0', undefined],
  ])('of %s', (path, parts) => {
    expect(graphPath(path)).toEqual(parts);
  });
});

describe('following a pattern', () => {
  it.each([
    ['/users/:key', ['Users', 'a'], { kind: 'matched', params: { key: 'a' } }],
    ['/users/:key', ['users'], { kind: 'left', after: 1 }],
    ['/users/:key', ['groups', 'a'], { kind: 'left', after: 0 }],
    ['/users/:key', ['users', 'a', 'drive'], { kind: 'left', after: 2 }],
    ['/me', ['me'], { kind: 'matched', params: {} }],
  ])('%s along %j', (pattern, parts, match) => {
    expect(followPath(pattern, parts)).toEqual(match);
  });
});

import { describe, expect, it } from 'vitest';
import { graphPath } from './graph-path.js';

describe('the parts of a path', () => {
  it.each([
    ['/v1.0/users/ann@contoso.example', ['users', 'ann@contoso.example']],
    ['/v1.0/users/ann%40contoso.example/', ['users', 'ann@contoso.example']],
    ["/v1.0/users('ann@contoso.example')", ['users', 'ann@contoso.example']],
    ['/v1.0/users(%27ann%40contoso.example%27)/photo', ['users', 'ann@contoso.example', 'photo']],
    ["/v1.0/users('o''hara@contoso.example')", ['users', "o'hara@contoso.example"]],
    ['/v1.0/users(70000000-0000-4000-8000-000000000001)', ['users', '70000000-0000-4000-8000-000000000001']],
    ["/v1.0/users(mail='x')", ['users', { mail: 'x' }]],
    ["/v1.0/applications(appId='a''b')/owners", ['applications', { appId: "a'b" }, 'owners']],
    ["/v1.0/x(one='1',two=2)", ['x', { one: '1', two: '2' }]],
    ["/v1.0/x(one='1',one='2')", undefined],
    ["/v1.0/x(one='1'two)", ["x(one='1'two)"]],
    ['/v1.0/users/delta()', ['users', 'delta']],
    ['/v1.0/me/photo/$value', ['me', 'photo', '$value']],
    ['/v1.0', []],
    ['/v1.0/', []],
    ['/v1.0/users/%c0', undefined],
    ["/v1.0/users(__proto__='x')", ['users', Object.fromEntries([['__proto__', 'x']])]],
  ])('of %s', (path, parts) => {
    expect(graphPath(path)).toEqual(parts);
  });
});

import { describe, expect, it } from 'vitest';
import { loadSeed } from './load-seed.js';

const problemsOf = (content: string) => {
  const loaded = loadSeed([{ name: 'x', content }]);
  return loaded.kind === 'refused' ? loaded.problems.map(({ path, reason }) => [path, reason]) : [];
};
const withUser = (user: object) => JSON.stringify({ tenants: [{ domains: ['a.example'], users: [user] }] });

describe('a seed is refused that holds', () => {
  it.each([
    ['a zero byte', 'a\0b', 'must not hold a zero byte'],
    ['the first half of a character', 'a\ud83d', 'must not hold half a character'],
    ['the second half of one', '\ude00b', 'must not hold half a character'],
  ])('%s, which no store takes', (_what, displayName, reason) => {
    const user = { userPrincipalName: 'a@a.example', displayName };
    expect(problemsOf(withUser(user))).toEqual([['tenants[0].users[0].displayName', reason]]);
  });

  it('one in the name of a property', () => {
    const values = { 'a\0': 1 };
    const creator = '20000000-0000-4000-8000-000000000001';
    const user = { userPrincipalName: 'a@a.example', extensions: [{ extensionName: 'x', creator, values }] };
    expect(problemsOf(withUser(user))).toEqual([
      ['tenants[0].users[0].extensions[0].values', 'has a property whose name must not hold a zero byte'],
    ]);
  });

  it('a value that holds itself', () => {
    const text = `
tenants:
  - domains: [a.example]
    users:
      - userPrincipalName: a@a.example
        extensions: [{ extensionName: x, creator: 20000000-0000-4000-8000-000000000001, values: &loop { again: *loop } }]
`;
    expect(problemsOf(text)).toEqual([['tenants[0].users[0].extensions[0].values.again', 'must not hold itself']]);
  });

  it('but not whole characters, or one value that is repeated', () => {
    expect(problemsOf(withUser({ userPrincipalName: 'a@a.example', displayName: '😀' }))).toEqual([]);
    expect(problemsOf('tenants: [{ domains: &d [a.example] }, { domains: *d }]')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { changesBetween, isSame } from './journal-changes.js';

describe('the changes that the journal tells', () => {
  it('are the properties that differ, with the old value and the new one', () => {
    const before = { id: '1', displayName: 'A', mail: 'a@x.example', tags: ['x'] };
    const after = { id: '1', displayName: 'B', jobTitle: 'C', tags: ['x'] };
    expect(changesBetween<object>(before, after)).toEqual([
      { property: 'displayName', old: 'A', new: 'B' },
      { property: 'mail', old: 'a@x.example' },
      { property: 'jobTitle', new: 'C' },
    ]);
  });

  it('of a new object are all it has, without what is empty', () => {
    expect(changesBetween(undefined, { id: '1', createdAt: 5, displayName: 'A', owners: [] })).toEqual([
      { property: 'displayName', new: 'A' },
    ]);
  });

  it('never hold a secret, its hint or its digest, though a new secret is told', () => {
    const credential = { keyId: 'k', startAt: 1, endAt: 2, hint: 'fak', digest: 'digest-one' };
    const changes = changesBetween(
      { passwordCredentials: [credential] },
      { passwordCredentials: [{ ...credential, digest: 'digest-two', hint: 'fab' }] },
    );
    const told = [{ keyId: 'k', startAt: 1, endAt: 2 }];
    expect(changes).toEqual([{ property: 'passwordCredentials', old: told, new: told }]);
  });

  it('do not count the order of properties or absent ones as a difference', () => {
    expect(isSame({ a: 1, b: undefined, c: [{ d: 1, e: 2 }] }, { c: [{ e: 2, d: 1 }], a: 1 })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});

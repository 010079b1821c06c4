import { describe, expect, it } from 'vitest';
import { type LockEntry, shippedPackages } from './lock-file.js';

/** What ships, as `path: chain`, when `server` needs `a` and the lock file holds these entries besides. */
function shipped(entries: Readonly<Record<string, LockEntry>>): string[] {
  const server = { 'packages/server': { dependencies: { a: '1' } } };
  return shippedPackages({ packages: { ...server, ...entries } })
    .map(({ path, chain, optional }) => `${path}: ${chain.join(' > ')}${optional ? ' (optional)' : ''}`)
    .sort();
}

describe('what ships', () => {
  it('is found in the nearest node_modules, and otherwise in those above', () => {
    const found = shipped({
      'node_modules/a': { dependencies: { b: '1' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1', d: '1' } },
      'node_modules/a/node_modules/c': {},
      'node_modules/b': {},
      'node_modules/c': {},
      'node_modules/d': {},
    });
    expect(found).toEqual([
      'node_modules/a/node_modules/b: server > a > b',
      'node_modules/a/node_modules/c: server > a > b > c',
      'node_modules/a: server > a',
      'node_modules/d: server > a > b > d',
    ]);
  });

  it('is found in the node_modules of the package itself first', () => {
    const found = shipped({ 'packages/server/node_modules/a': {}, 'node_modules/a': {} });
    expect(found).toEqual(['packages/server/node_modules/a: server > a']);
  });

  it('takes in peers, unless they are optional and absent', () => {
    const peers = { peerDependencies: { b: '1', c: '1' }, peerDependenciesMeta: { c: { optional: true } } };
    expect(shipped({ 'node_modules/a': peers, 'node_modules/b': {} })).toEqual([
      'node_modules/a: server > a',
      'node_modules/b: server > a > b',
    ]);
  });

  it('takes in what is for some platforms only, and what that brings along, as optional', () => {
    const found = shipped({
      'node_modules/a': { optionalDependencies: { b: '1' } },
      'node_modules/b': { dependencies: { c: '1' } },
      'node_modules/c': {},
    });
    expect(found).toEqual([
      'node_modules/a: server > a',
      'node_modules/b: server > a > b (optional)',
      'node_modules/c: server > a > b > c (optional)',
    ]);
  });

  it('counts as needed what one asks for as optional and another as needed', () => {
    const found = shipped({
      'packages/cli': { dependencies: { b: '1' } },
      'node_modules/a': { optionalDependencies: { b: '1' } },
      'node_modules/b': {},
    });
    expect(found).toEqual(['node_modules/a: server > a', 'node_modules/b: cli > b']);
  });

  it('leaves out development tools and packages of ours', () => {
    const found = shipped({
      'packages/server': { dependencies: { model: '1' } },
      'node_modules/model': { link: true, resolved: 'packages/model' },
      'packages/model': {},
      'node_modules/vitest': {},
    });
    expect(found).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { RuleException } from '../source-tree/index.js';
import { checkDependencies, type DependencyFacts, type PackageManifest } from './check-dependencies.js';
import type { LockEntry } from './lock-file.js';
import { type DependencyRuleName, dependencyRuleNames, dependencyRules } from './rules.js';

/** A project whose server needs fastify and a hash with one binary for each platform; only this machine's is installed. */
const cleanLock: Readonly<Record<string, LockEntry>> = {
  '': {},
  'packages/model': {},
  'packages/server': { dependencies: { '@gatehouse/model': '0.1.0', fastify: '^5', hash: '^2' } },
  'node_modules/@gatehouse/model': { resolved: 'packages/model', link: true },
  'node_modules/fastify': {
    license: 'MIT',
    engines: { node: '>=18' },
    dependencies: { cookie: '^1' },
    peerDependencies: { pino: '*' },
    peerDependenciesMeta: { pino: { optional: true } },
  },
  'node_modules/fastify/node_modules/cookie': { license: '(MIT OR GPL-3.0)' },
  'node_modules/cookie': { license: 'GPL-3.0', engines: { node: '>=22' } },
  'node_modules/hash': { license: 'Apache-2.0', optionalDependencies: { 'hash-linux': '2', 'hash-windows': '2' } },
  'node_modules/hash-linux': { license: 'MIT', engines: { node: '>= 10' } },
  'node_modules/hash-windows': { license: 'MIT' },
  'node_modules/tsx': { license: 'WTFPL', engines: { node: '>=24' }, hasInstallScript: true },
};

const cleanManifests: readonly PackageManifest[] = [
  { name: 'workspace', devDependencies: { tsx: '^4' } },
  { name: '@gatehouse/model' },
  { name: '@gatehouse/server', dependencies: { '@gatehouse/model': '0.1.0', fastify: '^5', hash: '^2' } },
];

const documentation = '| Package | For |\n|---|---|\n| `fastify` | HTTP |\n| `hash` | passwords |\n| `tsx` | tools |\n';

interface Planted {
  readonly refuses: string;
  readonly rule: DependencyRuleName;
  readonly at: string;
  readonly lock?: Readonly<Record<string, LockEntry>>;
  readonly installed?: Readonly<Record<string, PackageManifest | undefined>>;
  readonly documentation?: string;
}

const fastify = 'node_modules/fastify';
const cookie = 'node_modules/fastify/node_modules/cookie';
const windows = 'node_modules/hash-windows';

const planted: readonly Planted[] = [
  {
    refuses: 'a package that needs a newer Node',
    rule: 'engine',
    at: fastify,
    lock: { [fastify]: { license: 'MIT', engines: { node: '>=22' } } },
  },
  {
    refuses: 'a package whose need of Node cannot be read',
    rule: 'engine',
    at: fastify,
    lock: { [fastify]: { license: 'MIT', engines: { node: 'current' } } },
  },
  {
    refuses: 'an installed package that needs a newer Node than the lock file says',
    rule: 'engine',
    at: fastify,
    installed: { [fastify]: { engines: { node: '^22' } } },
  },
  {
    refuses: 'a dependency of a dependency that needs a newer Node',
    rule: 'engine',
    at: cookie,
    lock: { [cookie]: { license: 'MIT', engines: { node: '>=22' } } },
  },
  {
    refuses: 'the binary of another platform that needs a newer Node',
    rule: 'engine',
    at: windows,
    lock: { [windows]: { license: 'MIT', engines: { node: '>=22' } } },
  },
  {
    refuses: 'an install script that the lock file knows',
    rule: 'install-script',
    at: fastify,
    lock: { [fastify]: { license: 'MIT', hasInstallScript: true } },
  },
  {
    refuses: 'an install script that only the installed package shows',
    rule: 'install-script',
    at: fastify,
    installed: { [fastify]: { scripts: { postinstall: 'node x' } } },
  },
  {
    refuses: 'a licence that is not on the list',
    rule: 'licence',
    at: fastify,
    lock: { [fastify]: { license: 'AGPL-3.0' } },
  },
  {
    refuses: 'a licence that joins an allowed one with another',
    rule: 'licence',
    at: fastify,
    lock: { [fastify]: { license: '(MIT AND GPL-2.0)' } },
  },
  {
    refuses: 'a licence too tangled to judge',
    rule: 'licence',
    at: fastify,
    lock: { [fastify]: { license: 'MIT OR GPL-2.0 AND CC0-1.0' } },
  },
  { refuses: 'a package without a licence', rule: 'licence', at: fastify, lock: { [fastify]: {} } },
  {
    refuses: 'a licence that an installed package writes the old way',
    rule: 'licence',
    at: fastify,
    installed: { [fastify]: { license: { type: 'SSPL-1.0' } } },
  },
  {
    refuses: 'a lock file that lacks the binary of a platform',
    rule: 'not-locked',
    at: 'node_modules/hash-mac',
    lock: { 'node_modules/hash': { license: 'MIT', optionalDependencies: { 'hash-mac': '2' } } },
  },
  {
    refuses: 'a lock file that lacks a package',
    rule: 'not-locked',
    at: 'node_modules/gone',
    lock: { [fastify]: { license: 'MIT', dependencies: { gone: '1' } } },
  },
  {
    refuses: 'a package that is not installed',
    rule: 'not-installed',
    at: fastify,
    installed: { [fastify]: undefined },
  },
  {
    refuses: 'a lock file with download addresses',
    rule: 'download-address',
    at: 'package-lock.json',
    lock: { 'node_modules/tsx': { resolved: 'https://registry.test/tsx.tgz' } },
  },
  {
    refuses: 'a dependency that no row explains',
    rule: 'undocumented',
    at: dependencyRules.documentation,
    documentation: documentation.replace('| `hash` | passwords |\n', ''),
  },
  {
    refuses: 'a row without an explanation',
    rule: 'undocumented',
    at: dependencyRules.documentation,
    documentation: documentation.replace('passwords', ' '),
  },
  {
    refuses: 'a row for what is no dependency any more',
    rule: 'documented-in-vain',
    at: dependencyRules.documentation,
    documentation: `${documentation}| \`left-pad\` | padding |\n`,
  },
];

describe('the dependency rules', () => {
  it('find nothing in a project that keeps them', () => {
    expect(findingsOf({})).toEqual([]);
  });

  it('count what is for some platforms only', () => {
    const { looked } = checkDependencies(factsOf({}), { ...dependencyRules, exceptions: [] });
    expect(looked).toBe('5 packages that ship (2 of them for some platforms only), 3 direct dependencies');
  });

  it.each(planted)('refuse $refuses', (row) => {
    expect(findingsOf(row)).toEqual([`${row.rule} ${row.at}`]);
  });

  it('say which package asked for the one they refuse', () => {
    const facts = factsOf({ lock: { [cookie]: { license: 'GPL-3.0' } } });
    const { findings } = checkDependencies(facts, { ...dependencyRules, exceptions: [] });
    expect(findings.map(({ message }) => message)).toEqual(['its licence is `GPL-3.0` (server > fastify > cookie)']);
  });

  it('fail when they see nothing that ships', () => {
    const facts = { ...factsOf({}), lockText: '{"packages":{}}' };
    const { findings } = checkDependencies(facts, { ...dependencyRules, exceptions: [] });
    expect(findings.map(({ rule }) => rule)).toEqual(['nothing-seen']);
  });

  it('are each planted at least once', () => {
    const covered = new Set([...planted.map(({ rule }) => rule), 'nothing-seen', 'exception']);
    expect(dependencyRuleNames.filter((name) => !covered.has(name))).toEqual([]);
  });

  it('hear an exception with a reason, and refuse one that excuses nothing', () => {
    const broken = { lock: { [fastify]: { license: 'AGPL-3.0' } } };
    const exception = {
      rule: 'licence',
      file: fastify,
      reason: 'planted by a test to be heard',
      date: '2026-01-31',
    } as const;
    expect(findingsOf(broken, [exception])).toEqual([]);
    expect(findingsOf({}, [exception])).toEqual([`exception ${fastify}`]);
  });
});

type Change = Pick<Planted, 'lock' | 'installed' | 'documentation'>;

/** The facts of the clean project with one change. What is not planted as installed is installed as the lock file says. */
function factsOf(change: Change): DependencyFacts {
  const packages = { ...cleanLock, ...change.lock };
  return {
    lockText: JSON.stringify({ packages }, null, 2),
    manifests: cleanManifests,
    installed: (path) => {
      if (change.installed !== undefined && path in change.installed) return change.installed[path];
      return path === windows ? undefined : { license: packages[path]?.license };
    },
    documentation: change.documentation ?? documentation,
  };
}

function findingsOf(change: Change, exceptions: readonly RuleException<DependencyRuleName>[] = []): string[] {
  const { findings } = checkDependencies(factsOf(change), { ...dependencyRules, exceptions });
  return findings.map(({ rule, file }) => `${rule} ${file}`);
}

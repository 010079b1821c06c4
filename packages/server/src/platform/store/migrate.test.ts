import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore, type Store } from './index.js';
import { engineOf } from './internals.js';
import { silentLog } from './engine.js';
import {
  appliedMigrations,
  type Migration,
  migrate,
  migrationOf,
  pendingMigrations,
  readMigrations,
} from './migrate.js';
import { suiteClock } from './suite/under-test.fixture.js';

// Databases are opened many times here, each time a second's work on a quiet machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const one = migrationOf('0001_one.sql', 'create table one (n integer primary key);\n');
const two = migrationOf('0002_two.sql', 'create table two (n integer primary key);\n');
const three = migrationOf('0003_three.sql', 'create table three (n integer primary key);\n');
const names = (migrations: readonly { readonly name: string }[]): string[] => migrations.map(({ name }) => name);

describe('the migrations of this build', () => {
  it('are numbered 1, 2, 3 … without gaps', () => {
    const numbers = readMigrations().map(({ version }) => version);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('have the same checksum whatever line ends a checkout gave them', () => {
    expect(migrationOf('0001_one.sql', 'a\r\nb\r\n').checksum).toBe(migrationOf('0001_one.sql', 'a\nb\n').checksum);
  });

  it('have a number and a name', () => {
    for (const file of ['one.sql', '1_one.sql', '0001-one.sql', '0001_One.sql']) {
      expect(() => migrationOf(file, '')).toThrow('no name for a migration');
    }
  });
});

describe('what is pending', () => {
  it('is what was not applied, in order', () => {
    expect(names(pendingMigrations([one, two, three], []))).toEqual(['one', 'two', 'three']);
    expect(names(pendingMigrations([one, two, three], [one]))).toEqual(['two', 'three']);
    expect(pendingMigrations([one, two], [one, two])).toEqual([]);
  });

  it.each([
    ['a migration that was changed after it was applied', [{ ...one, checksum: 'other' }, two], [one], 'was changed'],
    ['a migration that was renamed after it was applied', [{ ...one, name: 'eins' }, two], [one], 'was changed'],
    ['a migration that comes after a later one was applied', [one, two, three], [one, three], 'no gaps'],
    ['a database with a migration this build lacks', [one, three], [one, two, three], 'lacks'],
    ['a database that a newer version migrated', [one, two], [one, two, three], 'by a newer version of Gatehouse'],
    ['two migrations of one number', [one, { ...two, version: 1 }], [], 'same number'],
  ] as const)('refuses %s', (_, build, applied, reason) => {
    expect(() => pendingMigrations(build as readonly Migration[], applied)).toThrow(reason);
  });
});

describe('migrating', () => {
  let store: Store;
  const run = (migrations: readonly Migration[]): Promise<string[]> =>
    engineOf(store).asOwner(async (session) => {
      await migrate(session, migrations, suiteClock, silentLog);
      return names(await appliedMigrations(session));
    });
  const build = readMigrations();
  const next = (offset: number, name: string, sql: string): Migration =>
    migrationOf(`${String(build.length + offset).padStart(4, '0')}_${name}.sql`, sql);

  beforeAll(async () => {
    store = await openStore({ engine: 'embedded', memory: true, clock: suiteClock });
  });
  afterAll(() => store.close());

  it('applies what is new, once', async () => {
    const more = next(1, 'more', 'create table more (n integer); insert into more values (1);');
    expect((await run([...build, more])).at(-1)).toBe('more');
    expect(await run([...build, more])).toHaveLength(build.length + 1);
  });

  it('leaves nothing of a migration that fails, and names it', async () => {
    const more = next(1, 'more', 'create table more (n integer); insert into more values (1);');
    const bad = next(2, 'bad', 'create table half (n integer); select 1 / 0;');
    await expect(run([...build, more, bad])).rejects.toThrow(/_bad failed: division by zero/);
    const good = next(2, 'good', 'create table half (n integer);');
    expect((await run([...build, more, good])).at(-1)).toBe('good');
  });

  it('refuses a tenant table whose key does not begin with the tenant', async () => {
    const more = next(1, 'more', 'create table more (n integer); insert into more values (1);');
    const good = next(2, 'good', 'create table half (n integer);');
    const loose = next(
      3,
      'loose',
      `create table loose (id uuid primary key, tenant_id uuid); select secure_tenant_table('loose');`,
    );
    await expect(run([...build, more, good, loose])).rejects.toThrow(
      'primary key of loose does not begin with tenant_id',
    );
  });
});

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { preparedArchive, startDatabase } from './embedded/database-host.js';
import type { FileOperations } from './embedded/durable-file-system.js';
import type { EmbeddedEngine } from './embedded/index.js';
import { openDatabase } from './embedded/open-database.js';
import { keepUp } from './embedded/upkeep.js';
import { openStore, type Store, StoreUnavailable } from './index.js';
import { engineOf } from './internals.js';
import { describeStore } from './suite/store-suite.fixture.js';
import { draft, freshTenant, kindsSeen, namesOf, spend, suiteClock } from './suite/under-test.fixture.js';

// Databases are opened many times here, each time a second's work on a quiet machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const home = mkdtempSync(join(tmpdir(), 'gatehouse-store-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let places = 0;
const place = (): string => {
  places += 1;
  return join(home, `${places}`, 'store');
};

let migrated: Promise<string> | undefined;

/** A folder whose schema is made already: the suite opens many, and making it is the longest part. */
async function migratedFolder(): Promise<string> {
  migrated ??= (async () => {
    const dataDir = place();
    await (await openStore({ engine: 'embedded', dataDir, clock: suiteClock })).close();
    return dataDir;
  })();
  const copy = place();
  cpSync(await migrated, copy, { recursive: true });
  return copy;
}

describeStore({
  engine: 'embedded',
  open: async ({ oneConnection: _, ...settings }) =>
    openStore({ engine: 'embedded', dataDir: await migratedFolder(), ...settings }),
});

describe('the embedded store in its folder', () => {
  let dataDir: string;
  const tenant = freshTenant();
  beforeAll(async () => {
    dataDir = await migratedFolder();
  });
  const open = (): Promise<Store> => openStore({ engine: 'embedded', dataDir, clock: suiteClock });

  it('finds what it held, and refuses a second opening meanwhile', async () => {
    const store = await open();
    try {
      await expect(open()).rejects.toThrow(`in use by process ${process.pid}`);
      await store.inTenant(tenant, async (tx) => {
        await spend(tx, 'kept');
        tx.journal(draft('kept'));
      });
    } finally {
      await store.close();
    }
    const again = await open();
    try {
      expect(await kindsSeen(again, tenant)).toEqual(['kept']);
      expect(namesOf(await again.journal.read(tenant, 0, 9))).toEqual(['kept']);
      expect(await again.inPlatform((tx) => tx.rows('select datname::text as name from pg_database'))).toEqual([
        { name: 'postgres' },
      ]);
    } finally {
      await again.close();
    }
  });

  it('keeps its tables in shape: rows that are gone make room, and the log stays short', async () => {
    const store = await open();
    try {
      const many = freshTenant();
      await store.inTenant(many, (tx) =>
        tx.run(`insert into spent select $1, n::text, '', now(), now() from generate_series(1, 500) n`, [many]),
      );
      await store.inTenant(many, (tx) => tx.run('delete from spent'));
      const engine = engineOf(store) as EmbeddedEngine;
      const vacuumed = () =>
        engine.asOwner(async (session) => {
          const { rows } = await session.sendOnce(
            `select relname::text as name from pg_stat_user_tables where vacuum_count > 0 order by 1`,
          );
          return rows;
        });
      expect(await vacuumed()).toEqual([]);
      expect(await keepUp(engine, true, () => false)).toBe(true);
      expect(await vacuumed()).toContainEqual({ name: 'spent' });
      expect(await keepUp(engine, false, () => false)).toBe(false);
    } finally {
      await store.close();
    }
  });

  it('refuses a folder that another version of the engine wrote, and says what to do', async () => {
    const record = join(dataDir, 'store.json');
    const text = readFileSync(record, 'utf8');
    expect(JSON.parse(text)).toEqual({ pglite: '0.5.16', postgres: '18' });
    for (const other of ['{"pglite":"0.4.0","postgres":"17"}', '{"pglite":"0.5.16","postgres":"17"}']) {
      writeFileSync(record, other);
      await expect(open()).rejects.toThrow(/Export it with the version that wrote it/);
    }
    writeFileSync(record, text);
    await (await open()).close();
  });

  it('refuses a folder with a database that it did not write', async () => {
    const foreign = place();
    mkdirSync(join(foreign, 'pgdata'), { recursive: true });
    await expect(openStore({ engine: 'embedded', dataDir: foreign, clock: suiteClock })).rejects.toThrow('not opened');
    expect(existsSync(join(foreign, 'pgdata'))).toBe(true);
  });

  it('starts over where a first start broke off', async () => {
    const broken = place();
    mkdirSync(join(broken, 'pgdata'), { recursive: true });
    writeFileSync(join(broken, 'unfinished'), '');
    writeFileSync(join(broken, 'pgdata', 'PG_VERSION'), 'half a number');
    const store = await openStore({ engine: 'embedded', dataDir: broken, clock: suiteClock });
    await store.ping();
    await store.close();
    expect(existsSync(join(broken, 'unfinished'))).toBe(false);
  });
});

describe('the embedded database', () => {
  let archive: Uint8Array;
  let exitCode: typeof process.exitCode;
  beforeAll(async () => {
    archive = await preparedArchive();
    exitCode = process.exitCode;
  });
  afterAll(() => {
    // The engine, in this thread for some tests, leaves its own code there.
    process.exitCode = exitCode;
  });
  const emptyFolder = (): string => {
    const folder = place();
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const onAbort = (): void => {};

  it('is not opened when its commits do not reach the disk', async () => {
    const forgetful = (operations: FileOperations): void => {
      delete operations.stream_ops.fsync;
    };
    const opened = openDatabase({ folder: emptyFolder(), archive }, { onAbort, watch: forgetful });
    await expect(opened).rejects.toThrow('would lose commits when the power fails');
  });

  it('never answers one question twice: a piece with several failures gets one answer for each', async () => {
    const database = await openDatabase({ folder: undefined, archive }, { onAbort });
    const ask = (text: string): string => {
      const body = Buffer.from(`${text}\0`);
      const head = Buffer.from([0x51, 0, 0, 0, body.length + 4]);
      return Buffer.from(database.answer(Buffer.concat([head, body, head, body]))).toString('latin1');
    };
    expect(ask('select 1/0').match(/Z\0\0\0\x05I/g)).toHaveLength(2);
    expect(ask('selec 1').match(/Z\0\0\0\x05I/g)).toHaveLength(2);
    expect(ask('select 1').match(/Z\0\0\0\x05I/g)).toHaveLength(2);
    await database.close();
  });

  it('says that it is full, and not that something was stored', async () => {
    let full = false;
    const small = (operations: FileOperations): void => {
      const { write } = operations.stream_ops;
      operations.stream_ops.write = (stream, ...rest) => {
        if (!full || operations.realPath(stream.node).includes('pg_wal')) return write(stream, ...rest);
        return operations.tryFSOperation(() => {
          throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        });
      };
    };
    const database = await openDatabase({ folder: emptyFolder(), archive }, { onAbort, watch: small });
    await database.pglite.exec('create table t (a text)');
    full = true;
    const filled = database.pglite.exec(`insert into t select repeat('x', 500) from generate_series(1, 5000)`);
    // SQLSTATE 53100, disk full: the store makes StoreUnavailable of it.
    await expect(filled).rejects.toMatchObject({ code: '53100' });
    full = false;
    expect((await database.pglite.query('select count(*)::integer as n from t')).rows).toEqual([{ n: 0 }]);
    await database.close();
  });

  it('breaks its connection when the engine stops itself, instead of answering from what it no longer trusts', async () => {
    const folder = emptyFolder();
    const host = await startDatabase({ folder, archive }, 60_000);
    await host.session.sendOnce('create table t (a text)');
    const write = async (): Promise<void> => {
      for (;;) await host.session.sendOnce(`insert into t select repeat('x', 500) from generate_series(1, 20000)`);
    };
    rmSync(join(folder, 'pg_wal'), { recursive: true });
    await expect(write()).rejects.toThrow(/stopped: .*PANIC: .*pg_wal/);
    expect(host.session.broken).toBeInstanceOf(StoreUnavailable);
    await expect(host.session.sendOnce('select 1')).rejects.toBeInstanceOf(StoreUnavailable);
    await host.kill();
    await expect(startDatabase({ folder, archive: undefined }, 60_000)).rejects.toThrow(/did not start: .*FATAL:/);
  });
});

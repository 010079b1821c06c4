import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FailingDisk } from './failing-disk.fixture.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { preparedArchive } from './database-host.js';

let folder: string;
let exitCode: typeof process.exitCode;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-power-'));
  exitCode = process.exitCode;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  // The engine, in this thread for once, leaves its own code there.
  process.exitCode = exitCode;
});

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Cut {
  readonly place: string;
  /** What was going on. */
  readonly during: string;
  /** The numbers whose commits had been acknowledged. */
  readonly acknowledged: readonly number[];
}

const commits = 240;
const onAbort = (reason: string): never => {
  throw new Error(`the engine stopped: ${reason}`);
};

it('reopens with every acknowledged commit after the power fails at any of many moments, across checkpoints', async () => {
  const random = seeded(20_310_505);
  const live = join(folder, 'live');
  mkdirSync(live);
  const disk = new FailingDisk(live);
  const cuts: Cut[] = [];
  const acknowledged: number[] = [];
  let during = 'start';
  const cut = (): void => {
    const place = join(folder, `cut-${cuts.length}`);
    mkdirSync(place);
    disk.writeSurvivors(place);
    cuts.push({ place, during, acknowledged: [...acknowledged] });
  };
  /** How many cuts during what, and how likely each event is to bring one. */
  const wanted: Record<string, { left: number; readonly chance: { readonly fsync: number; readonly change: number } }> =
    {
      commit: { left: 5, chance: { fsync: 0.03, change: 0.004 } },
      checkpoint: { left: 5, chance: { fsync: 0.1, change: 0.004 } },
      vacuum: { left: 2, chance: { fsync: 0.3, change: 0.3 } },
      table: { left: 2, chance: { fsync: 0.1, change: 0.02 } },
    };
  disk.onEvent = (kind) => {
    const phase = wanted[during];
    if (phase === undefined || phase.left === 0 || random() > phase.chance[kind]) return;
    phase.left -= 1;
    cut();
  };

  const archive = await preparedArchive();
  const database = await openDatabase({ folder: live, archive }, { onAbort, watch: disk.watch });
  const run = async (what: string, sql: string): Promise<void> => {
    during = what;
    await database.pglite.exec(sql);
  };
  await run(
    'schema',
    'create table numbers (n integer primary key, text text); create index by_text on numbers (text)',
  );
  for (let n = 1; n <= commits; n += 1) {
    const length = 10 + Math.floor(random() * 3_000);
    await run(
      'commit',
      `begin; insert into numbers values (${n}, repeat(md5('${n}'), ${length} / 32 + 1));
      update numbers set text = text || '.' where n = ${Math.ceil(random() * n)}; commit`,
    );
    acknowledged.push(n);
    if (n === 1) cut();
    if (n % 30 === 0) await run('checkpoint', 'checkpoint');
    if (n % 20 === 0) await run('vacuum', 'vacuum (analyze) numbers');
    if (n % 40 === 0)
      await run('table', `create table t${n} as select * from numbers; drop table if exists t${n - 40}`);
  }
  cut();
  await database.close();

  for (const { place, during: when, acknowledged: expected } of cuts) {
    const survivor = await openDatabase({ folder: place, archive: undefined }, { onAbort }).catch((error: unknown) => {
      throw new Error(`cut during ${when} after commit ${expected.length}: ${String(error)}`, { cause: error });
    });
    const found = await numbersIn(survivor);
    expect(found.slice(0, expected.length), `cut during ${when}`).toEqual(expected);
    // The commit under way may have reached the disk without its caller having heard of it.
    expect(found.length).toBeLessThanOrEqual(expected.length + 1);
    await survivor.close();
    rmSync(place, { recursive: true });
  }
  expect(Object.values(wanted).map(({ left }) => left)).toEqual([0, 0, 0, 0]);
}, 240_000);

/** Reads every row twice, by the table and by its indexes; page checksums are verified on the way. */
async function numbersIn({ pglite }: OpenDatabase): Promise<number[]> {
  const { rows } = await pglite.query<{ n: number }>('select n from numbers where length(text) > 0');
  await pglite.exec('set enable_seqscan = off');
  const byKey = await pglite.query<{ n: number }>('select n from numbers order by n');
  const byText = await pglite.query<{ n: number }>('select n from numbers where text > $1', ['']);
  const sorted = (list: { n: number }[]): number[] => list.map(({ n }) => n).sort((a, b) => a - b);
  expect(sorted(byKey.rows)).toEqual(sorted(rows));
  expect(sorted(byText.rows)).toEqual(sorted(rows));
  return sorted(rows);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CompiledStore, compileStore } from './compiled-store.fixture.js';

const kills = 22;

let folder: string;
let compiled: CompiledStore;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-crash-'));
  compiled = await compileStore('crash-writer.fixture.ts');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  compiled.remove();
});

/** Numbers from 0 to 1 that look random and are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Life {
  /** What the program found when it started; undefined when it was killed before it could say. */
  readonly found: readonly number[] | undefined;
  readonly wrote: readonly number[];
}

/**
 * Lets the program live until it has acknowledged `acknowledgements` commits and a moment more, and kills it without warning.
 * @param earlyMs kills it that long after its start instead, whatever it is doing.
 */
async function live(acknowledgements: number, afterMs: number, earlyMs?: number): Promise<Life> {
  const program = compiled.program('crash-writer.fixture.ts');
  const child: ChildProcess = spawn(process.execPath, [program, join(folder, 'store')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let found: number[] | undefined;
  const wrote: number[] = [];
  const kill = (delay: number): NodeJS.Timeout => setTimeout(() => child.kill('SIGKILL'), delay);
  let doom = earlyMs === undefined ? undefined : kill(earlyMs);
  if (child.stdout === null) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [kind, text = ''] = line.split(' ');
    if (kind === 'found') found = text === '' ? [] : text.split(',').map(Number);
    if (kind === 'wrote') wrote.push(Number(text));
    if (wrote.length >= acknowledgements) doom ??= kill(afterMs);
  });
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  return { found, wrote };
}

it(`loses no acknowledged commit when its process is killed ${kills} times while it writes`, async () => {
  const random = seeded(1_977);
  const acknowledged = new Set<number>();
  let checked = 0;
  for (let life = 0; life < kills; life += 1) {
    // Some die while they open the store: replaying the log of the last crash, or migrating.
    const early = life % 6 === 0 ? random() * 1_500 : undefined;
    const { found, wrote } = await live(1 + Math.floor(random() * 60), random() * 20, early);
    const there = found === undefined ? acknowledged : new Set(found);
    expect([...acknowledged].filter((number) => !there.has(number))).toEqual([]);
    if (found !== undefined) checked += 1;
    for (const number of wrote) acknowledged.add(number);
  }
  expect(checked).toBeGreaterThan(kills / 2);
  expect(acknowledged.size).toBeGreaterThan(kills * 10);
}, 600_000);

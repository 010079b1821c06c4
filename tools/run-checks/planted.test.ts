import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Step {
  readonly name: string;
  readonly holds: string;
  readonly run: readonly string[];
  readonly after?: string;
}

const good: Step = { name: 'good', holds: 'nothing', run: ['-e', ''] };
const bad: Step = { name: 'bad', holds: 'nothing', run: ['-e', 'console.log("what is wrong"); process.exit(3)'] };

describe('npm run check', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'run-checks-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const check = (steps: readonly Step[], names: readonly string[] = []): { status: number | null; lines: string[] } => {
    const file = join(folder, 'steps.json');
    writeFileSync(file, JSON.stringify(steps));
    const args = [join(process.cwd(), 'scripts', 'check.mjs'), '--steps', file, ...names];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
  };

  it('passes when every step passes, and says so in its last line', () => {
    const { status, lines } = check([good, { ...good, name: 'better' }]);
    expect(status).toBe(0);
    expect(lines.at(-1)).toMatch(/^check: 2 passed, 0 failed, \d+\.\d s$/);
  });

  it('fails when one step fails, runs the others all the same, and shows what that step said', () => {
    const { status, lines } = check([bad, good, { ...good, name: 'better' }]);
    expect(status).toBe(1);
    expect(lines.at(-1)).toMatch(/^check: 2 passed, 1 failed, /);
    expect(lines).toContain('what is wrong');
    expect(lines.filter((line) => /^FAIL +\d+\.\d s {2}bad /.test(line))).toHaveLength(1);
  });

  it('fails when a step is killed', () => {
    const { status, lines } = check([{ ...good, run: ['-e', 'process.kill(process.pid, "SIGKILL")'] }]);
    expect(status).toBe(1);
    expect(lines.at(-1)).toMatch(/^check: 0 passed, 1 failed, /);
  });

  it('fails when there is no step to run', () => {
    expect(check([]).status).toBe(1);
  });

  it('runs a step after the one it waits for, even when that one fails', () => {
    const first = join(folder, 'first');
    const late = `setTimeout(() => { fs.writeFileSync(${JSON.stringify(first)}, 'x'); process.exit(1); }, 50)`;
    const read = `fs.writeFileSync(${JSON.stringify(`${first}.seen`)}, String(fs.existsSync(${JSON.stringify(first)})))`;
    const { status } = check([
      { ...good, name: 'second', run: ['-e', read], after: 'first' },
      { ...good, name: 'first', run: ['-e', late] },
    ]);
    expect(status).toBe(1);
    expect(readFileSync(`${first}.seen`, 'utf8')).toBe('true');
  });

  it('runs the named steps alone', () => {
    const marker = join(folder, 'ran');
    const touch = { ...good, name: 'touch', run: ['-e', `fs.writeFileSync(${JSON.stringify(marker)}, '')`] };
    expect(check([touch, good], ['good']).lines.at(-1)).toMatch(/^check: 1 passed, 0 failed, /);
    expect(existsSync(marker)).toBe(false);
  });

  it('refuses a name that is no step', () => {
    const { status, lines } = check([good], ['goood']);
    expect(status).toBe(1);
    expect(lines).toEqual(['no such step: goood; there are good']);
  });

  it('refuses steps that wait for each other', () => {
    const circle = [
      { ...good, name: 'a', after: 'b' },
      { ...good, name: 'b', after: 'a' },
    ];
    expect(check(circle).status).not.toBe(0);
  });
});

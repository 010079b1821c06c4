import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const worldly = [
  'process.env',
  'console.log(1)',
  'setTimeout(() => 1, 1)',
  'queueMicrotask(() => 1)',
  "fetch('x')",
  'crypto.randomUUID()',
  "Buffer.from('x')",
  'performance.now()',
  "new URL('x')",
];

describe.each(['model', 'policy'])('PURE-POLICY: the compiler settings of %s', (name) => {
  let root: string;
  let messages: string[];

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'check-purity-'));
    const here = join('packages', name);
    mkdirSync(join(root, here, 'src'), { recursive: true });
    for (const file of ['tsconfig.base.json', join(here, 'package.json')]) copyFileSync(file, join(root, file));
    const settings = JSON.parse(readFileSync(join(here, 'tsconfig.json'), 'utf8')) as object;
    writeFileSync(join(root, here, 'tsconfig.json'), JSON.stringify({ ...settings, references: [] }));
    symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'), 'junction');
    for (const [index, text] of worldly.entries()) {
      writeFileSync(join(root, here, 'src', `worldly-${index}.ts`), `export const x = () => ${text};\n`);
    }
    writeFileSync(join(root, here, 'src', 'pure.ts'), 'export const sum = (a: number): number => a + 1;\n');
    const tsc = join(process.cwd(), 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', join(root, here)], { cwd: root, encoding: 'utf8' });
    messages = stdout.split('\n').filter((line) => line.includes('error TS'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each(worldly.map((text, index) => ({ text, file: `worldly-${index}.ts` })))(
    'know nothing of `$text`',
    ({ file }) => {
      const about = messages.filter((line) => line.includes(file));
      expect(about).toEqual([expect.stringMatching(/error TS(?:2304|2580|2584|2591|2552): Cannot find name/)]);
    },
  );

  it('accept what is pure', () => {
    expect(messages.filter((line) => line.includes('pure.ts'))).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planted } from './planted.data.js';

/** What oxlint reports in its JSON format, as far as the test reads it. */
interface Report {
  readonly diagnostics: readonly { readonly filename: string; readonly code?: string; readonly message: string }[];
}

describe('the lint rules of .oxlintrc.json', () => {
  const found = new Map<string, string[]>();
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-lint-'));
    const root = process.cwd();
    copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    copyFileSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const compilerOptions = { noEmit: true, composite: false, lib: ['es2023', 'dom'] };
    write('tsconfig.json', JSON.stringify({ extends: './tsconfig.base.json', compilerOptions, include: ['*.ts'] }));
    for (const [index, { text }] of planted.entries()) {
      write(`mistake-${index}.ts`, text);
      write(`mistake-${index}.test.ts`, text);
    }
    write('clean.ts', 'export const sum = (a: number, b: number): number => a + b;\n');
    for (const { filename, code, message } of lint().diagnostics) {
      const rule = /\((.+)\)/.exec(code ?? '')?.[1] ?? (message.includes('directive') ? 'unused directive' : message);
      found.set(filename, [...(found.get(filename) ?? []), rule]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

  const sources = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.ts'));

  /** oxlint ends with 1 when it finds something, which is what the test is about. */
  const lint = (): Report => {
    const bin = join(process.cwd(), 'node_modules', 'oxlint', 'bin', 'oxlint');
    try {
      return JSON.parse(
        execFileSync(process.execPath, [bin, '-f', 'json', ...sources()], { cwd: folder, encoding: 'utf8' }),
      ) as Report;
    } catch (error) {
      return JSON.parse((error as { readonly stdout: string }).stdout) as Report;
    }
  };

  it('find nothing in a clean file', () => {
    expect(found.get('clean.ts')).toBeUndefined();
  });

  it.each(planted.map((each, index) => ({ ...each, file: `mistake-${index}.ts` })))(
    'refuse $refuses',
    ({ file, rule }) => {
      expect(found.get(file)).toEqual([rule]);
    },
  );

  it('let tests be long and read what is untyped, and nothing else', () => {
    const forTests = ['max-lines-per-function', 'no-unsafe-assignment', 'no-non-null-assertion'];
    const wanted = planted.map(({ rule }) => (forTests.includes(rule) ? undefined : [rule]));
    expect(planted.map((_, index) => found.get(`mistake-${index}.test.ts`))).toEqual(wanted);
  });
});

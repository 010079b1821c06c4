import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const exportsOf = { '.': { source: './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' } };
const compilerOptions = { rootDir: 'src', outDir: 'dist', module: 'nodenext', composite: true };

/** Two packages that meet through the `source` condition, with no build output anywhere. */
const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'workspace', private: true, workspaces: ['packages/*'] }),
  'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'packages/low' }, { path: 'packages/high' }] }),
  'packages/low/package.json': JSON.stringify({ name: '@planted/low', type: 'module', exports: exportsOf }),
  'packages/low/tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
  'packages/low/src/index.ts': "export { used } from './used.js';\nexport { word } from './words/index.js';\n",
  'packages/low/src/words/index.ts': "export { type FaceType, unusedFace, word } from './word.js';\n",
  'packages/low/src/words/word.ts':
    "export type FaceType = 'word';\nexport const word: FaceType = 'word';\nexport const unusedFace = 1;\n",
  'packages/low/src/used.ts':
    'export const used = 1;\nexport const unusedExport = 2;\nexport interface UnusedType { a: 1 }\n',
  'packages/low/src/used.test.ts': "import { used } from './used.js';\nconsole.log(used);\n",
  'packages/low/src/unused-file.ts': 'export const x = 1;\n',
  'packages/high/package.json': JSON.stringify({
    name: '@planted/high',
    type: 'module',
    exports: exportsOf,
    dependencies: { '@planted/low': '1', 'unused-package': '1' },
  }),
  'packages/high/tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
  'packages/high/src/index.ts':
    "import { used } from '@planted/low';\nimport undeclared from 'undeclared-package';\nexport const x = [used, undeclared];\n",
};

describe('the dead code check of knip.json', () => {
  let root: string;
  let output: string;
  let status: number | null;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'check-dead-code-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    copyFileSync('knip.json', join(root, 'knip.json'));
    mkdirSync(join(root, 'node_modules', '@planted'), { recursive: true });
    for (const name of ['low', 'high']) {
      symlinkSync(join(root, 'packages', name), join(root, 'node_modules', '@planted', name), 'junction');
    }
    const knip = join(process.cwd(), 'node_modules', 'knip', 'bin', 'knip.js');
    const run = spawnSync(process.execPath, [knip, '--no-progress', '--no-config-hints'], {
      cwd: root,
      encoding: 'utf8',
    });
    output = run.stdout;
    status = run.status;
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('fails', () => {
    expect(status).not.toBe(0);
  });

  it.each(['unused-file.ts', 'unusedExport', 'unusedFace', 'UnusedType', 'unused-package', 'undeclared-package'])(
    'names %s',
    (name) => {
      expect(output).toContain(name);
    },
  );

  it('lets the index of a module name the types of what it exports', () => {
    expect(output).not.toContain('FaceType');
  });

  it('sees what a sibling package uses through the source condition', () => {
    expect(output).not.toMatch(/\bused\b\s|@planted\/low/);
  });
});

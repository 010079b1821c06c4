// The store as it is shipped: compiled. Programs that tests start in processes of their own run it, both because they start faster
// and because the compiled form, with its worker, must work too.
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preparedArchive } from './embedded/database-host.js';
import { archivePath } from './embedded/prepared-archive.js';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, '../../../../');

export interface CompiledStore {
  /** The path of a compiled program that stands beside the store's sources. */
  program(source: string): string;
  remove(): void;
}

/** Compiles the store and some programs beside it, without checking types, into a folder of its own. */
export async function compileStore(...sources: readonly string[]): Promise<CompiledStore> {
  await preparedArchive();
  const cache = dirname(archivePath);
  mkdirSync(cache, { recursive: true });
  // Inside the package, where Node finds its dependencies.
  const target = mkdtempSync(join(cache, 'compiled-'));
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const options = ['--ignoreConfig', '--noCheck', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
  const layout = ['--types', 'node', '--customConditions', 'source', '--rootDir', packages, '--outDir', target];
  const worker = join(here, 'embedded', 'database-worker.ts');
  const entries = [...sources.map((source) => join(here, source)), worker];
  execFileSync(process.execPath, [compiler, ...options, ...layout, ...entries], { stdio: 'pipe' });
  const store = join(target, 'server/src/platform/store');
  cpSync(join(here, 'migrations'), join(store, 'migrations'), { recursive: true });
  copyFileSync(archivePath, join(store, 'embedded', basename(archivePath)));
  return {
    program: (source) => join(store, source.replace(/\.ts$/, '.js')),
    remove: () => rmSync(target, { recursive: true, force: true }),
  };
}

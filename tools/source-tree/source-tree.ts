import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a project, by path from its root with forward slashes. */
export interface SourceTree {
  /** Sorted. Without installed packages, build output, data and hidden folders. */
  readonly files: readonly string[];
  has(path: string): boolean;
  /** The text of a file. @throws when there is no such file. */
  read(path: string): string;
}

const skippedFolders = new Set(['node_modules', 'dist', 'coverage']);
const hiddenFoldersWeOwn = new Set(['.github', '.ci', '.changeset']);

/** Reads the tree below the folder `root`. Texts are read when asked for. */
export function readSourceTree(root: string): SourceTree {
  const files: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && entersFolder(entry.name)) walk(path);
      else if (entry.isFile()) files.push(path);
    }
  };
  walk('');
  const texts = new Map<string, string>();
  const known = new Set(files);
  return {
    files: files.sort(),
    has: (path) => known.has(path),
    read: (path) => {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
      texts.set(path, text);
      return text;
    },
  };
}

/** A tree that exists only in memory: path to text. */
export function sourceTreeOf(texts: Readonly<Record<string, string>>): SourceTree {
  return {
    files: Object.keys(texts).sort(),
    has: (path) => texts[path] !== undefined,
    read: (path) => {
      const text = texts[path];
      if (text === undefined) throw new Error(`no such file: ${path}`);
      return text;
    },
  };
}

/**
 * True for tests and for what exists for tests only: suites that several tests run, fixtures, and folders called `testing`.
 * They may go where production code may not, and production code may not import them.
 */
export function isTestFile(path: string): boolean {
  return /\.(?:test|suite|fixture)\.tsx?$/.test(path) || /^packages\/[^/]+\/src\/(?:.*\/)?testing\//.test(path);
}

function entersFolder(name: string): boolean {
  if (skippedFolders.has(name)) return false;
  return !name.startsWith('.') || hiddenFoldersWeOwn.has(name);
}

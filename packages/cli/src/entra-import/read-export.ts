import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ImportedEntra } from '@gatehouse/server';

/** The files of an export, parsed, and those that could not be. */
export interface ReadExport {
  readonly files: readonly { readonly path: string; readonly value: unknown }[];
  readonly losses: ImportedEntra['losses'];
}

/** After how many files somebody who waits hears of it. */
const round = 500;

/** Reads every JSON file of a folder and the folders in it. @returns a sentence for the operator when there is none */
export async function readExport(folder: string, say: (step: string) => void): Promise<ReadExport | string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) return `\`${folder}\` is no folder`;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.toLowerCase().endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (paths.length === 0) return `\`${folder}\` holds no JSON files`;
  say(`reading ${paths.length} files`);
  const files: { path: string; value: unknown }[] = [];
  const losses: ImportedEntra['losses'][number][] = [];
  for (const [index, path] of paths.entries()) {
    const name = relative(folder, path).split(sep).join('/');
    try {
      // Editors and shells of Windows write a mark of the byte order first.
      files.push({ path: name, value: JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) as unknown });
    } catch (error) {
      const reason = error instanceof SyntaxError ? `is no JSON: ${error.message}` : 'cannot be read';
      losses.push({ kind: 'file', object: name, reason });
    }
    if ((index + 1) % round === 0) say(`reading ${index + 1} of ${paths.length} files`);
  }
  return { files, losses };
}

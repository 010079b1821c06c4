import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ImportedEntra } from '@gatehouse/server';
import { decodeText } from './decode-text.js';

/** The files of an export, parsed, and those that could not be. */
export interface ReadExport {
  readonly files: readonly { readonly path: string; readonly value: unknown }[];
  readonly losses: ImportedEntra['losses'];
}

/** How much is read, in bytes: an export is held in memory as a whole. */
export interface ExportLimits {
  readonly file: number;
  readonly folder: number;
}

const mebibyte = 1024 * 1024;
const usualLimits: ExportLimits = { file: 128 * mebibyte, folder: 512 * mebibyte };

/** After how many files somebody who waits hears of it. */
const round = 500;

/**
 * Reads every JSON file of a folder and the folders in it. What is none is told; links are not followed, and what is hidden is not looked at.
 * @param say hears of the steps of long work.
 * @returns a sentence for the operator when nothing can be read.
 */
export async function readExport(
  folder: string,
  say: (step: string) => void,
  limits: ExportLimits = usualLimits,
): Promise<ReadExport | string> {
  const losses: ImportedEntra['losses'][number][] = [];
  const lose = (object: string, reason: string): void => void losses.push({ kind: 'file', object, reason });
  const paths = await pathsIn(folder, lose);
  if (typeof paths === 'string') return paths;
  say(`reading ${paths.length} files`);
  const files: { path: string; value: unknown }[] = [];
  let total = 0;
  for (const [index, name] of paths.entries()) {
    const read = await readJson(join(folder, name), limits.file);
    if (typeof read === 'string') lose(name, read);
    else {
      total += read.size;
      if (total > limits.folder) return `\`${folder}\` holds more than ${megabytes(limits.folder)} of JSON`;
      files.push({ path: name, value: read.value });
    }
    if ((index + 1) % round === 0) say(`reading ${index + 1} of ${paths.length} files`);
  }
  return { files, losses };
}

/** The JSON files of a folder, with `/` between folders, in a fixed order. */
async function pathsIn(
  folder: string,
  lose: (name: string, reason: string) => void,
): Promise<readonly string[] | string> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) return `\`${folder}\` is no folder`;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return `\`${folder}\` cannot be read`;
  const paths: string[] = [];
  for (const entry of entries) {
    const name = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isDirectory() || name.split('/').some((part) => part.startsWith('.'))) continue;
    if (entry.isSymbolicLink()) lose(name, 'is a link, and links are not followed');
    else if (!entry.isFile()) lose(name, 'is no file');
    else if (!name.toLowerCase().endsWith('.json')) lose(name, 'is no JSON file');
    else paths.push(name);
  }
  return paths.length === 0 ? `\`${folder}\` holds no JSON files` : paths.sort();
}

/** @returns a reason, when the file cannot be read. */
async function readJson(
  path: string,
  most: number,
): Promise<{ readonly value: unknown; readonly size: number } | string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'cannot be read';
  if (found.size > most) return `is larger than ${megabytes(most)}: export it in pages`;
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return 'cannot be read';
  const text = decodeText(bytes);
  if (text === undefined) return 'is no text in UTF-8 or UTF-16';
  try {
    return { value: JSON.parse(text) as unknown, size: bytes.length };
  } catch (error) {
    return `is no JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}`;
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / mebibyte)} MB`;
}

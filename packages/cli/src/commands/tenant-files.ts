import { readFile } from 'node:fs/promises';
import type { SeedFile, SeedProblem } from '@gatehouse/server';

/** The words behind a command's files: those up to the first setting. */
export function splitWords(words: readonly string[]): {
  readonly files: readonly string[];
  readonly settings: readonly string[];
} {
  const at = words.findIndex((word) => word.startsWith('-'));
  return at < 0 ? { files: words, settings: [] } : { files: words.slice(0, at), settings: words.slice(at) };
}

/** Reads seed files. @returns a sentence for the operator about the first that cannot be read */
export async function readSeedFiles(paths: readonly string[]): Promise<readonly SeedFile[] | string> {
  const files: SeedFile[] = [];
  for (const name of paths) {
    try {
      files.push({ name, content: await readFile(name, 'utf8') });
    } catch (error) {
      return `\`${name}\` cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
    }
  }
  return files;
}

/** A problem of a seed in one line, as editors find places. */
export function problemLine({ file, path, reason, line, column }: SeedProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return [place, path, reason].filter((part) => part !== '').join(': ');
}

/** Prints a value for programs. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value));
}

import { readFile } from 'node:fs/promises';
import type { SeedFile, SeedProblem } from '@gatehouse/server';
import { terminalText } from '../terminal-text.js';

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
      const bytes = await readFile(name);
      // What is not UTF-8 would be read as something else than it says.
      files.push({ name, content: new TextDecoder('utf-8', { fatal: true }).decode(bytes) });
    } catch (error) {
      return `\`${terminalText(name)}\` cannot be read (${codeOf(error)})`;
    }
  }
  return files;
}

/** What stopped a file from being read or written, in a word. */
export function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8 text' : (code ?? 'unknown');
}

/** How much of a reason a line shows: it may repeat what a file says. */
const longest = 500;

/** A problem of a seed in one line, as editors find places. */
export function problemLine({ file, path, reason, line, column }: SeedProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  const parts = [place, path, reason].filter((part) => part !== '');
  return parts.map((part) => terminalText(part, longest)).join(': ');
}

/** Prints a value for programs. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(value));
}

import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Ids } from '../ids/index.js';

/** A small file that must be whole. */
export interface SmallFile {
  readonly path: string;
  readonly text: string;
  /** Permission bits, for example 0o600. */
  readonly mode: number;
}

/**
 * Writes a file unless one of that name exists; of many callers, in any process, exactly one creates it.
 * The file is whole and on disk when it appears.
 * @returns whether this call created it.
 */
export async function createOnce(file: SmallFile, ids: Ids): Promise<boolean> {
  const draft = await writeDraft(file, ids);
  try {
    // A rename would replace another process's file; a link fails instead.
    await link(draft, file.path);
    await syncFolder(file.path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes a file in place of whatever stood there; readers see the old text or the new, never a part. */
export async function replaceFile(file: SmallFile, ids: Ids): Promise<void> {
  const draft = await writeDraft(file, ids);
  try {
    await rename(draft, file.path);
    await syncFolder(file.path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft({ path, text, mode }: SmallFile, ids: Ids): Promise<string> {
  const draft = `${path}.${ids.bytes(8).toString('hex')}.draft`;
  const handle = await open(draft, 'wx', mode);
  try {
    // The process's umask may have taken bits away.
    await handle.chmod(mode);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file system journals names by itself.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

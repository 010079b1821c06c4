import { createReadStream, createWriteStream } from 'node:fs';
import { withOperatorTools } from './operator-store.js';

/** `gatehouse store export FILE`: every row of every table, as lines of JSON. Sealed secrets stay sealed. */
export async function exportStore(file: string, settings: readonly string[]): Promise<number> {
  return withOperatorTools(settings, async ({ store, copy }) => {
    await copy.exportTo(store, createWriteStream(file, { mode: 0o600, flags: 'wx' }));
    console.log(`exported to ${file}`);
    return 0;
  });
}

/** `gatehouse store import FILE`: into a store that is empty, with the same key-encryption key. */
export async function importStore(file: string, settings: readonly string[]): Promise<number> {
  return withOperatorTools(settings, async ({ store, copy }) => {
    await copy.importFrom(store, createReadStream(file));
    console.log(`imported ${file}`);
    return 0;
  });
}

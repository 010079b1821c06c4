import { withOperatorTools } from './operator-store.js';

/** `gatehouse store export FILE`: every row of every table, as lines of JSON. Sealed secrets stay sealed. */
export async function exportStore(file: string, settings: readonly string[]): Promise<number> {
  return withOperatorTools(settings, async (tools) => {
    console.log(`exported ${await tools.exportStore(file)} rows to ${file}`);
    return 0;
  });
}

/** `gatehouse store import FILE`: into a store that is empty, with the same key-encryption key. */
export async function importStore(file: string, settings: readonly string[]): Promise<number> {
  return withOperatorTools(settings, async (tools) => {
    console.log(`imported ${await tools.importStore(file)} rows from ${file}`);
    return 0;
  });
}

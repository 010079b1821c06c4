import { writeFile } from 'node:fs/promises';
import { type ImportedEntra, importEntra, renderSeed, systemClock } from '@gatehouse/server';
import { readExport } from '../entra-import/read-export.js';
import { printJson } from './tenant-files.js';

/** The words of `gatehouse import entra`. */
export interface ImportOptions {
  readonly out?: string;
  readonly tenantDomain?: string;
  readonly json: boolean;
}

/**
 * `gatehouse import entra FOLDER`: makes a seed of Graph exports, and lists what could not be mapped.
 * @returns the exit code: 0 everything is in the seed, 2 something is not, 1 no seed came of it.
 */
export async function importEntraFolder(folder: string, options: ImportOptions): Promise<number> {
  const { out, tenantDomain, json } = options;
  const say = (step: string): void => {
    if (!json) console.error(`${step} …`);
  };
  const found = await readExport(folder, say);
  if (typeof found === 'string') {
    console.error(found);
    return 1;
  }
  const imported = importEntra(found.files, { domain: tenantDomain, now: systemClock.now(), onProgress: say });
  const losses = [...found.losses, ...imported.losses];
  if ((imported.tenant['domains'] as readonly unknown[] | undefined)?.length === 0) {
    console.error('the files name no domain of the tenant; say --tenant-domain');
    return 1;
  }
  const text = renderSeed([imported.tenant], 'yaml');
  if (out !== undefined) await writeFile(out, text);
  if (json)
    printJson({
      ...(out === undefined ? { tenants: [imported.tenant] } : { file: out }),
      counts: imported.counts,
      losses,
    });
  else {
    if (out === undefined) process.stdout.write(text);
    report(imported, losses);
  }
  return losses.length === 0 ? 0 : 2;
}

/** How many objects a line names. */
const named = 3;

/** What was found, and what of it is not in the seed: the same reason once, with the objects it holds for. */
function report({ counts }: ImportedEntra, losses: ImportedEntra['losses']): void {
  for (const [kind, count] of Object.entries(counts)) console.error(`${String(count).padStart(7)} ${kind}`);
  const groups = new Map<string, string[]>();
  for (const { kind, object, property, reason } of losses) {
    const key = `${kind}${property === undefined ? '' : `.${property.replaceAll(/\[\d+\]/g, '[]')}`}: ${reason}`;
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  for (const [key, objects] of groups) {
    const distinct = [...new Set(objects)];
    const more = distinct.length > named ? ` and ${distinct.length - named} more` : '';
    console.error(`not mapped: ${key} (${distinct.slice(0, named).join(', ')}${more})`);
  }
  console.error(losses.length === 0 ? 'everything was mapped' : `${losses.length} things were not mapped`);
}

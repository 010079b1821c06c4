import { writeFile } from 'node:fs/promises';
import { type ImportedEntra, importEntra, renderSeed, systemClock } from '@gatehouse/server';
import { lossLines } from '../entra-import/loss-lines.js';
import { terminalText } from '../terminal-text.js';
import { readExport } from '../entra-import/read-export.js';
import { printJson } from './tenant-files.js';

/** The words of `gatehouse import entra`. */
export interface ImportOptions {
  readonly out?: string;
  readonly tenantDomain?: string;
  readonly json: boolean;
}

type Imported = Extract<ImportedEntra, { kind: 'imported' }>;

/**
 * `gatehouse import entra FOLDER`: makes a seed of Graph exports, and lists what could not be mapped.
 * @returns the exit code: 0 everything is in the seed, 2 something is not, 1 no seed came of it.
 */
export async function importEntraFolder(folder: string, options: ImportOptions): Promise<number> {
  const { tenantDomain, json } = options;
  const say = (step: string): void => {
    if (!json) console.error(`${step} …`);
  };
  const found = await readExport(folder, say);
  if (typeof found === 'string') return refused(found, [], options);
  const imported = importEntra(found.files, { domain: tenantDomain, now: systemClock.now(), onProgress: say });
  const losses = [...found.losses, ...imported.losses];
  if (imported.kind === 'refused') return refused(imported.reason, losses, options);
  return write(imported, losses, options);
}

async function write(
  { tenant, counts }: Imported,
  losses: Imported['losses'],
  options: ImportOptions,
): Promise<number> {
  const { out, json } = options;
  const text = renderSeed([tenant], 'yaml');
  if (out !== undefined) {
    try {
      await writeFile(out, text);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      return refused(`\`${out}\` cannot be written (${code})`, losses, options);
    }
  }
  if (json) printJson({ ...(out === undefined ? { tenants: [tenant] } : { file: out }), counts, losses });
  else {
    if (out === undefined) process.stdout.write(text);
    for (const [kind, count] of Object.entries(counts)) console.error(`${String(count).padStart(7)} ${kind}`);
    for (const line of lossLines(losses)) console.error(line);
    console.error(losses.length === 0 ? 'everything was mapped' : `${losses.length} things were not mapped`);
  }
  return losses.length === 0 ? 0 : 2;
}

function refused(reason: string, losses: Imported['losses'], { json }: ImportOptions): number {
  if (json) printJson({ refused: true, reason, losses });
  else {
    for (const line of lossLines(losses)) console.error(line);
    console.error(terminalText(reason));
  }
  return 1;
}

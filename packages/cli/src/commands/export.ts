import { writeFile } from 'node:fs/promises';
import { openTenantWork, renderSeed } from '@gatehouse/server';
import { withSettings } from './operator-store.js';
import { printJson } from './tenant-files.js';

/** The words of `gatehouse export`. */
export interface ExportOptions {
  readonly tenant?: string;
  readonly format: string;
  readonly out?: string;
  readonly json: boolean;
}

/**
 * `gatehouse export`: whole tenants as a seed file, to a file or to the standard output. What is left out is told on the standard error.
 * @returns the exit code: 0 done, 1 not done, 2 not understood.
 */
export async function exportTenant(options: ExportOptions, settings: readonly string[]): Promise<number> {
  const { tenant = null, format, out, json } = options;
  if (format !== 'yaml' && format !== 'json') {
    console.error(`\`${format}\` is no format; use yaml or json`);
    return 2;
  }
  return withSettings(settings, async (read) => {
    const work = openTenantWork(read);
    try {
      const answer = await work.ask({ do: 'export', tenant });
      if (answer.kind === 'unknown-tenant') {
        console.error(`tenant \`${tenant}\` was not found`);
        return 1;
      }
      if (answer.kind !== 'exported') throw new Error(`an export was answered with ${answer.kind}`);
      const { tenants, notes } = answer;
      if (out !== undefined) await writeFile(out, renderSeed(tenants, format));
      else if (!json) process.stdout.write(renderSeed(tenants, format));
      if (json) printJson(out === undefined ? { tenants, notes } : { file: out, tenants: tenants.length, notes });
      else for (const line of noteLines(notes)) console.error(line);
      return 0;
    } finally {
      await work.close();
    }
  });
}

/** What is left out, the same reason once. */
function noteLines(notes: readonly { readonly what: string; readonly reason: string }[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { what, reason } of notes) reasons.set(reason, [...(reasons.get(reason) ?? []), what]);
  return [...reasons].map(([reason, what]) => {
    const more = what.length > 3 ? ` and ${what.length - 3} more` : '';
    return `not exported: ${what.slice(0, 3).join(', ')}${more}: ${reason}`;
  });
}

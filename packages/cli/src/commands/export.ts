import { writeFile } from 'node:fs/promises';
import { renderSeed, type TenantAnswer } from '@gatehouse/server';
import { terminalText } from '../terminal-text.js';
import { withTenants } from './operator-store.js';
import { codeOf, printJson } from './tenant-files.js';

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
  const { tenant = null, format } = options;
  if (format !== 'yaml' && format !== 'json') {
    console.error(`\`${terminalText(format)}\` is no format; use yaml or json`);
    return 2;
  }
  return withTenants(settings, async (work) => {
    const answer = await work.ask({ do: 'export', tenant });
    if (answer.kind === 'unknown-tenant') {
      console.error(`tenant \`${terminalText(tenant ?? '')}\` was not found`);
      return 1;
    }
    if (answer.kind !== 'exported') throw new Error(`an export was answered with ${answer.kind}`);
    return hand(answer, { ...options, format });
  });
}

/** Hands an export over, in the way that was asked for. @returns the exit code */
async function hand(
  { tenants, notes }: Extract<TenantAnswer, { kind: 'exported' }>,
  { format, out, json }: ExportOptions & { readonly format: 'yaml' | 'json' },
): Promise<number> {
  if (out !== undefined) {
    try {
      await writeFile(out, renderSeed(tenants, format));
    } catch (error) {
      console.error(`\`${terminalText(out)}\` cannot be written (${codeOf(error)})`);
      return 1;
    }
  } else if (!json) process.stdout.write(renderSeed(tenants, format));
  if (json) printJson(out === undefined ? { tenants, notes } : { file: out, tenants: tenants.length, notes });
  else for (const line of noteLines(notes)) console.error(line);
  return 0;
}

/** How many things a line names, and how much of each. */
const most = 3;
const longest = 120;

/** What is left out, the same reason once. */
function noteLines(notes: readonly { readonly what: string; readonly reason: string }[]): readonly string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { what, reason } of notes) reasons.set(reason, (reasons.get(reason) ?? new Set()).add(what));
  return [...reasons].map(([reason, what]) => {
    const named = [...what].slice(0, most).map((one) => terminalText(one, longest));
    const more = what.size > most ? ` and ${what.size - most} more` : '';
    return `not exported: ${named.join(', ')}${more}: ${reason}`;
  });
}

import { createInterface } from 'node:readline/promises';
import type { DescribedPlan, SeedFile, TenantAnswer, TenantWork } from '@gatehouse/server';
import { onTenants, withSettings } from './operator-store.js';
import { countsOf, planLines } from './print-plan.js';
import { printJson, problemLine, readSeedFiles, splitWords } from './tenant-files.js';

/** The words of `gatehouse apply`. */
export interface ApplyOptions {
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly prune: boolean;
  readonly json: boolean;
}

type Planned = Extract<TenantAnswer, { kind: 'planned' }>;

/**
 * `gatehouse apply FILE…`: shows what the files would change, and changes it. With `prune`, what the lists of the files do not name goes,
 * after somebody agreed.
 * @returns the exit code: 0 done, or nothing to do; 1 not done; 2 not understood.
 */
export async function applyFiles(options: ApplyOptions, words: readonly string[]): Promise<number> {
  const { files: paths, settings } = splitWords(words);
  if (paths.length === 0) {
    console.error('name the seed files, before any settings: gatehouse apply FILE… [settings]');
    return 2;
  }
  const files = await readSeedFiles(paths);
  if (typeof files === 'string') {
    console.error(files);
    return 1;
  }
  return withSettings(settings, (read) => onTenants(read, (work) => planAndApply(work, files, options)));
}

async function planAndApply(work: TenantWork, files: readonly SeedFile[], options: ApplyOptions): Promise<number> {
  const planned = await work.ask({ do: 'plan', files, isExact: options.prune });
  if (planned.kind === 'refused') return refused(planned, options);
  if (planned.kind !== 'planned') throw new Error(`a plan was answered with ${planned.kind}`);
  const { tenants } = planned;
  if (!options.json) show(planned);
  const { create, update, delete: gone, unseen } = countsOf(tenants);
  if (options.dryRun || create + update + gone + unseen === 0) {
    if (options.json) printJson({ applied: false, ...planned });
    return 0;
  }
  if (options.prune && !options.yes && !(await agreed(tenants, options))) {
    if (options.json) printJson({ applied: false, ...planned });
    console.error('nothing was changed');
    return 1;
  }
  const expected = Object.fromEntries(tenants.map(({ tenant, digest }) => [tenant, digest]));
  const applied = await work.ask({ do: 'apply', files, isExact: options.prune, expected });
  if (applied.kind === 'refused') return refused(applied, options);
  if (applied.kind !== 'applied') throw new Error(`an order was answered with ${applied.kind}`);
  const { changed, unchanged } = applied;
  if (options.json) printJson({ applied: true, changed, unchanged, ...planned });
  else console.log(`applied: ${changed} changed, ${unchanged} as they were`);
  return 0;
}

function show({ tenants, warnings }: Planned): void {
  for (const line of planLines(tenants)) console.log(line);
  for (const warning of warnings) console.error(`warning: ${problemLine(warning)}`);
  console.log(summary(tenants));
}

function summary(plans: readonly DescribedPlan[]): string {
  const { create, update, delete: gone, unseen } = countsOf(plans);
  const more = unseen === 0 ? '' : `; ${unseenText(unseen)} when they are applied`;
  if (create + update + gone === 0) return `nothing to change${more}`;
  return `${create} to make, ${update} to change, ${gone} to remove${more}`;
}

/** What is said of passwords in a plan: nobody can read the stored ones. */
export function unseenText(unseen: number): string {
  return `whether ${unseen} ${unseen === 1 ? 'password differs' : 'passwords differ'} shows`;
}

/** Asks whether the plan, which takes things away, may be carried out; where nobody can be asked, it may not. */
async function agreed(plans: readonly DescribedPlan[], { json }: ApplyOptions): Promise<boolean> {
  if (json || !process.stdin.isTTY || !process.stdout.isTTY) {
    console.error('nobody is there to be asked whether that may be removed; say --yes');
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const said = await lines.question(`${summary(plans)}. Type "yes" to go on: `);
    return said.trim().toLowerCase() === 'yes';
  } catch (error) {
    // Ctrl-C and Ctrl-D are no yes.
    if ((error as Error).name === 'AbortError') return false;
    throw error;
  } finally {
    lines.close();
  }
}

/** Tells why nothing, or not everything, was written. */
export function refused(
  { problems, written }: Extract<TenantAnswer, { kind: 'refused' }>,
  { json }: { readonly json: boolean },
): number {
  if (json) printJson({ refused: true, problems, written });
  else {
    for (const problem of problems) console.error(problemLine(problem));
    console.error(
      written.length === 0 ? 'nothing was changed' : `written before that: the tenants ${written.join(', ')}`,
    );
  }
  return 1;
}

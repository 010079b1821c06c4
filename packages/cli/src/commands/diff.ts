import type { SeedFile, TenantAnswer, TenantWork } from '@gatehouse/server';
import { refused, unseenText } from './apply.js';
import { withTenants } from './operator-store.js';
import { countsOf, planLines } from './print-plan.js';
import { printJson, problemLine, readSeedFiles, splitWords } from './tenant-files.js';

/** The words of `gatehouse diff`. */
interface DiffOptions {
  readonly json: boolean;
}

/**
 * `gatehouse diff FILE…`: what the files say and the store does not, and the other way round. Nothing is changed.
 * @returns the exit code: 0 no drift, 2 drift, 1 for anything else.
 */
export async function diffFiles(options: DiffOptions, words: readonly string[]): Promise<number> {
  const { files: paths, settings } = splitWords(words);
  const files = paths.length === 0 ? 'name the seed files, before any settings' : await readSeedFiles(paths);
  if (typeof files === 'string') {
    console.error(files);
    return 1;
  }
  let isCompared = false;
  const code = await withTenants(settings, async (work) => {
    const found = await compare(work, files, options);
    isCompared = true;
    return found;
  });
  // Settings that are not understood are no drift.
  return isCompared ? code : 1;
}

async function compare(work: TenantWork, files: readonly SeedFile[], { json }: DiffOptions): Promise<number> {
  const answer = await work.ask({ do: 'plan', files, isExact: true });
  if (answer.kind === 'refused') return refused(answer, { json });
  if (answer.kind !== 'planned') throw new Error(`a comparison was answered with ${answer.kind}`);
  const { create, update, delete: gone } = countsOf(answer.tenants);
  const drift = create + update + gone > 0;
  if (json) printJson({ drift, tenants: answer.tenants, warnings: answer.warnings });
  else show(answer);
  return drift ? 2 : 0;
}

function show({ tenants, warnings }: Extract<TenantAnswer, { kind: 'planned' }>): void {
  const { create, update, delete: gone, unseen } = countsOf(tenants);
  for (const line of planLines(tenants)) console.log(line);
  for (const warning of warnings) console.error(`warning: ${problemLine(warning)}`);
  const drift = `drift: + ${create} only in the files, ~ ${update} differ (store → file), - ${gone} only in the store`;
  const more = unseen === 0 ? '' : `; ${unseenText(unseen)} only when they are applied`;
  console.log(`${create + update + gone > 0 ? drift : 'no drift'}${more}`);
}

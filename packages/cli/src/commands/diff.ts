import { openTenantWork } from '@gatehouse/server';
import { refused } from './apply.js';
import { withSettings } from './operator-store.js';
import { countsOf, planLines } from './print-plan.js';
import { printJson, problemLine, readSeedFiles, splitWords } from './tenant-files.js';

/**
 * `gatehouse diff FILE…`: what the files say and the store does not, and the other way round. Nothing is changed.
 * @returns the exit code: 0 no drift, 2 drift, 1 for anything else.
 */
export async function diffFiles({ json }: { readonly json: boolean }, words: readonly string[]): Promise<number> {
  const { files: paths, settings } = splitWords(words);
  const files = paths.length === 0 ? 'name the seed files, before any settings' : await readSeedFiles(paths);
  if (typeof files === 'string') {
    console.error(files);
    return 1;
  }
  let isCompared = false;
  const code = await withSettings(settings, async (read) => {
    const work = openTenantWork(read);
    try {
      const answer = await work.ask({ do: 'plan', files, isExact: true });
      if (answer.kind === 'refused') return refused(answer, { json });
      if (answer.kind !== 'planned') throw new Error(`a comparison was answered with ${answer.kind}`);
      isCompared = true;
      const { create, update, delete: gone } = countsOf(answer.tenants);
      const drift = create + update + gone > 0;
      if (json) printJson({ drift, tenants: answer.tenants, warnings: answer.warnings });
      else {
        for (const line of planLines(answer.tenants)) console.log(line);
        for (const warning of answer.warnings) console.error(`warning: ${problemLine(warning)}`);
        console.log(
          drift
            ? `drift: + ${create} only in the files, ~ ${update} differ (store → file), - ${gone} only in the store`
            : 'no drift',
        );
      }
      return drift ? 2 : 0;
    } finally {
      await work.close();
    }
  });
  // Settings that are not understood are no drift.
  return isCompared ? code : 1;
}

import { openAdmission } from '../gate/index.js';
import type { Issuance } from './issuance.js';
import type { RecipeTools } from './recipe.js';
import { openFacts } from './sealed-facts.js';

/** Makes the only issuer of the process. */
export function createIssuance(tools: RecipeTools): Issuance {
  const { sealer } = tools.keys;
  return {
    issue: async (admission, recipe) => {
      const { admitted, recorded } = openAdmission(admission);
      // The record is written while we sign, but nothing leaves before it is durable.
      // INVARIANT: RECORD-FIRST, held by issue.test.ts and tests/laws/record-first.test.ts.
      const [artefact] = await Promise.all([recipe.make(admitted, tools), recorded]);
      return artefact;
    },
    read: {
      code: (text) => openFacts(sealer, 'authorization-code', text),
      refreshToken: (text) => openFacts(sealer, 'refresh-token', text),
      session: (text) => openFacts(sealer, 'session-token', text),
    },
  };
}

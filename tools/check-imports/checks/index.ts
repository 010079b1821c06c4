// Owns: the walls, one function each, in the order in which they are checked.
// Refuses: what is allowed; that stands in `rules.ts`.
// Called by: check-imports.ts.
import type { Check } from './check.js';
import { filesFormNoCycle, modulesFormNoCycle } from './cycles.js';
import { guardedMembersStayGuarded, guardedNamesStayGuarded, innerNamesDoNotLeak } from './guarded-names.js';
import {
  importsAreDeclared,
  outerFoldersKeepToTheirRows,
  packagesAreConfined,
  packagesAreEnteredByTheirExports,
  packagesKeepToTheirGraph,
} from './packages.js';
import { plugInsAreWholeAndListed, plugInsIgnoreTheirSiblings } from './plug-ins.js';
import {
  filesStandInARing,
  modulesAreEnteredByTheirIndex,
  ringsImportDownwards,
  strangersStayStrangers,
} from './rings.js';
import { importsCanBeFollowed, sqlStandsInRepositories, testsAreNotImported } from './sources.js';

export const checks: readonly Check[] = [
  importsCanBeFollowed,
  packagesKeepToTheirGraph,
  importsAreDeclared,
  packagesAreEnteredByTheirExports,
  outerFoldersKeepToTheirRows,
  packagesAreConfined,
  filesStandInARing,
  ringsImportDownwards,
  strangersStayStrangers,
  modulesAreEnteredByTheirIndex,
  plugInsIgnoreTheirSiblings,
  plugInsAreWholeAndListed,
  guardedNamesStayGuarded,
  guardedMembersStayGuarded,
  innerNamesDoNotLeak,
  sqlStandsInRepositories,
  testsAreNotImported,
  filesFormNoCycle,
  modulesFormNoCycle,
];

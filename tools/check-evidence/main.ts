// `npx tsx tools/check-evidence/main.ts`: checks that what the pages say is held by a test is.
import { finish, readSourceTree } from '../source-tree/index.js';
import { checkEvidence } from './check-evidence.js';
import { evidence } from './rules.js';

finish('check-evidence', checkEvidence(readSourceTree(process.cwd()), evidence));

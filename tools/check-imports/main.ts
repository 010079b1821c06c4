// `npx tsx tools/check-imports/main.ts`: checks the imports of this project.
import { finish, readSourceTree } from '../source-tree/index.js';
import { checkImports, countSources } from './check-imports.js';
import { rules } from './rules.js';

const root = process.cwd();
finish('check-imports', checkImports(readSourceTree(root), rules, countSources(root)));

// `npx tsx tools/check-shape/main.ts`: checks the shape of the files of this project.
import { finish, readSourceTree } from '../source-tree/index.js';
import { checkShape } from './check-shape.js';
import { shape } from './rules.js';

finish('check-shape', checkShape(readSourceTree(process.cwd()), shape));

// `npx tsx tools/check-dependencies/main.ts`: checks what this project depends on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish, readSourceTree } from '../source-tree/index.js';
import { checkDependencies, type PackageManifest } from './check-dependencies.js';
import { dependencyRules } from './rules.js';

const root = process.cwd();
const tree = readSourceTree(root);
const manifests = tree.files.filter((path) => /^(?:packages\/[^/]+\/)?package\.json$/.test(path));

finish(
  'check-dependencies',
  checkDependencies(
    {
      lockText: tree.read('package-lock.json'),
      manifests: manifests.map((path) => JSON.parse(tree.read(path)) as PackageManifest),
      installed: (path) => readManifest(join(root, path, 'package.json')),
      documentation: tree.has(dependencyRules.documentation) ? tree.read(dependencyRules.documentation) : '',
    },
    dependencyRules,
  ),
);

function readManifest(path: string): PackageManifest | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PackageManifest) : undefined;
}

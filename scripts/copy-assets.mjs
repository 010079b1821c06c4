// Puts the files of the packages that the compiler does not take along beside the compiled code, and removes those whose source
// is gone: a migration that stayed behind would be applied.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isAsset = (path) => path.endsWith('.sql');

const server = join(root, 'packages', 'server');
const wanted = assetsIn(join(server, 'src'));
for (const path of assetsIn(join(server, 'dist'))) {
  if (!wanted.includes(path)) rmSync(join(server, 'dist', path));
}
for (const path of wanted) {
  const target = join(server, 'dist', path);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(server, 'src', path), target);
}

/** The assets below a folder, as paths from it. */
function assetsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isAsset).sort();
}

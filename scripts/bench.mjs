// npm run bench -- NAME [options]: benchmarks are programs in bench/NAME, never assertions in tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, installPackages, requireNode, root } from './prepare.mjs';

const [name, ...rest] = process.argv.slice(2);
const program = join(root, 'bench', name ?? '', `${name}.ts`);
if (name === undefined || !/^[a-z-]+$/.test(name) || !existsSync(program)) {
  const names = readdirSync(join(root, 'bench')).filter((one) => existsSync(join(root, 'bench', one, `${one}.ts`)));
  console.error(`usage: npm run bench -- NAME [options]\nbenchmarks: ${names.join(', ')}`);
  process.exit(2);
}
requireNode();
installPackages();
build();
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
process.exit(spawnSync(process.execPath, [tsx, program, ...rest], { cwd: root, stdio: 'inherit' }).status ?? 1);

// npm start: on a fresh clone nothing but Node and npm is needed. Options after `--` go to `gatehouse serve`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, installPackages, requireNode, root } from './prepare.mjs';

requireNode();
installPackages();
build();

const given = process.argv.slice(2);
const has = (name) => given.some((argument) => argument === name || argument.startsWith(`${name}=`));
const defaults = [
  '--dev',
  ...(has('--seed') ? [] : ['--seed', join(root, 'examples', 'contoso.yaml')]),
  ...(has('--data') || has('--database') ? [] : ['--data', join(root, '.gatehouse')]),
];
const main = join(root, 'packages', 'cli', 'dist', 'main.js');
const server = spawn(process.execPath, [main, 'serve', ...defaults, ...given], { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});

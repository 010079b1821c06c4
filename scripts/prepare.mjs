// What every command does first on a fresh clone: the right Node, the packages of the lock file, an up-to-date build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const floor = [20, 19];

/** Refuses an older Node with a sentence instead of a syntax error somewhere later. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return;
  console.error(`gatehouse needs Node ${floor.join('.')} or newer; this is ${process.versions.node}`);
  process.exit(1);
}

/** Runs a command in the project's root with its output shown on standard error; ends the process when it fails. */
export function run(command, args, options = {}) {
  // Standard output belongs to the program that is started (its --json line), so preparations speak on standard error.
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (done.status === 0) return;
  console.error(
    `\`${command} ${args.join(' ')}\` failed (${done.error?.message ?? `exit code ${done.status ?? done.signal}`})`,
  );
  process.exit(done.status ?? 1);
}

/** Installs the packages of the lock file unless exactly these are installed already. */
export function installPackages() {
  const marker = join(root, 'node_modules', '.gatehouse-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  console.error('installing npm packages …');
  // Not `npm ci`: it refuses a lock file that leaves out binaries for platforms other than ours, as registry mirrors do.
  // `--no-save` keeps both files as they are; the lock's versions and digests hold all the same.
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']);
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, wanted);
}

/** Compiles what changed and puts the other files of the packages beside it. */
export function build() {
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b']);
  run(process.execPath, [join(root, 'scripts', 'copy-assets.mjs')]);
  // Once per checkout: the empty database that first starts begin with.
  run(process.execPath, [join(root, 'packages', 'server', 'dist', 'platform', 'store', 'prepare-archive.js')]);
  linkCommand();
}

/** Makes `npx gatehouse` work: npm links commands while it installs, which on a fresh clone is before they are compiled. */
function linkCommand() {
  try {
    accessSync(join(root, 'node_modules', '.bin', 'gatehouse'), constants.X_OK);
  } catch {
    run('npm', ['rebuild', '--ignore-scripts', '@gatehouse/cli']);
  }
}

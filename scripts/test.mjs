// npm test: on a fresh clone it installs what is missing (and says what), then runs every check and every test.
// Its last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, installPackages, requireNode, root, run } from './prepare.mjs';

requireNode();
installPackages();
installBrowserAndDatabase();
build();

const checks = spawnSync(process.execPath, [join(root, 'scripts', 'check.mjs')], { cwd: root, stdio: 'inherit' });
const report = join(root, '.cache', 'test-results.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(report, { force: true });
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const tests = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);

const results = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 1 };
const brokenFiles = (results.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
const passed = results.numPassedTests + (checks.status === 0 ? 1 : 0);
let failed = results.numFailedTests + brokenFiles.length + (checks.status === 0 ? 0 : 1);
// A run that ends badly without a failed test (a crash, an unhandled rejection, no test at all) has failed all the same.
if (failed === 0 && (tests.status !== 0 || results.numPassedTests === 0)) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Chromium and a Postgres server, from Debian's packages where the machine has none. */
function installBrowserAndDatabase() {
  const missing = [...(hasChromium() ? [] : ['chromium']), ...(hasPostgres() ? [] : ['postgresql'])];
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    console.error(`the tests need ${missing.join(' and ')}; install them, then run npm test again`);
    process.exit(1);
  }
  console.error(`installing Debian packages: ${missing.join(', ')} …`);
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...missing], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function hasChromium() {
  return (process.env.GATEHOUSE_TEST_CHROMIUM ?? '') !== '' || onPath('chromium');
}

function hasPostgres() {
  const packaged = '/usr/lib/postgresql';
  return (
    (process.env.GATEHOUSE_TEST_POSTGRES_BIN ?? '') !== '' ||
    onPath('initdb') ||
    (existsSync(packaged) &&
      readdirSync(packaged).some((version) => existsSync(join(packaged, version, 'bin', 'initdb'))))
  );
}

function onPath(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

// npm run check: every check that needs no running platform, two at a time. Ends with 1 when any of them fails.
// `npm run check -- NAME…` runs those alone; `--steps FILE` takes the steps from a JSON file (the test of this script does).
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lanes = 2;
const longestStep = 300_000;

/**
 * A step: its name, what it holds, the command (arguments of Node), and the step it must wait for.
 * The slow ones come first, so that the quick ones fill the gaps.
 */
function steps() {
  return [
    {
      name: 'packages',
      holds: 'types, package by package: policy and model see no Node',
      run: [bin('typescript', 'tsc'), '-b'],
    },
    {
      name: 'types',
      holds: 'types of everything, tests included',
      run: [bin('typescript', 'tsc'), '-p', 'tsconfig.check.json'],
    },
    {
      name: 'samples',
      holds: 'types of the samples under examples',
      run: [bin('typescript', 'tsc'), '-p', 'examples'],
    },
    // The linter reads the types of sibling packages from what `packages` has built.
    {
      name: 'lint',
      holds: 'promises, any, and what is most likely wrong',
      run: [bin('oxlint', 'oxlint'), '-f', 'unix'],
      after: 'packages',
    },
    {
      name: 'dead-code',
      holds: 'files, exports and dependencies that nothing uses',
      run: [bin('knip', 'knip'), '--no-progress'],
    },
    { name: 'imports', holds: 'packages, rings, modules, plug-ins', run: tool('check-imports') },
    { name: 'shape', holds: 'length, names, doc comments, clock, skipped tests', run: tool('check-shape') },
    { name: 'evidence', holds: 'laws and threats are held by tests that say so', run: tool('check-evidence') },
    { name: 'dependencies', holds: 'Node floor, licences, install scripts, reasons', run: tool('check-dependencies') },
    {
      name: 'format',
      holds: 'layout of the code',
      run: [bin('@biomejs/biome', 'biome'), 'format', '--reporter=summary'],
    },
  ];
}

const started = performance.now();
const chosen = choose(process.argv.slice(2));
const results = await runAll(chosen);
for (const { step, code, output } of results) {
  if (code !== 0) console.log(`\n--- ${step.name} failed (node ${step.run.join(' ')})\n${output.trimEnd()}`);
}
const failed = results.filter(({ code }) => code !== 0).length;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`\ncheck: ${results.length - failed} passed, ${failed} failed, ${seconds} s`);
process.exitCode = failed === 0 && results.length > 0 ? 0 : 1;

/** The steps that the arguments ask for; all of them when they ask for none. */
function choose(args) {
  const all = args[0] === '--steps' ? JSON.parse(readFileSync(args[1], 'utf8')) : steps();
  const names = args[0] === '--steps' ? args.slice(2) : args;
  const unknown = names.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`no such step: ${unknown.join(', ')}; there are ${all.map((step) => step.name).join(', ')}`);
    process.exit(1);
  }
  return names.length === 0 ? all : all.filter((step) => names.includes(step.name));
}

/** Runs the steps in their order, as many at a time as there are lanes, each after the one it waits for. */
async function runAll(all) {
  const waiting = [...all];
  const done = new Map();
  const isReady = (step) => !all.some((each) => each.name === step.after) || done.has(step.after);
  const running = new Set();
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.find(isReady);
    if (next !== undefined && running.size < lanes) {
      waiting.splice(waiting.indexOf(next), 1);
      const work = runStep(next).then((result) => {
        running.delete(work);
        done.set(next.name, result);
      });
      running.add(work);
    } else if (running.size > 0) {
      await Promise.race(running);
    } else {
      throw new Error(`these steps wait for each other: ${waiting.map((step) => step.name).join(', ')}`);
    }
  }
  return all.map((step) => done.get(step.name));
}

/** Runs one step and says how it went; its output is kept for the end. */
function runStep(step) {
  const began = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, step.run, {
      cwd: root,
      timeout: longestStep,
      env: { ...process.env, NO_COLOR: '1' },
    });
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('close', (exitCode, signal) => {
      const code = exitCode ?? 1;
      if (signal !== null) output += `\nended by ${signal}`;
      const time = `${((performance.now() - began) / 1000).toFixed(1)} s`.padStart(7);
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${time}  ${step.name.padEnd(13)} ${step.holds}`);
      resolve({ step, code, output });
    });
  });
}

function tool(name) {
  return ['--import', 'tsx', join('tools', name, 'main.ts')];
}

/** The script behind a command of an installed package, so that no shell stands between. */
function bin(name, command) {
  const folder = join(root, 'node_modules', name);
  if (!existsSync(folder)) {
    console.error(`${name} is not installed; run \`npm ci\``);
    process.exit(1);
  }
  const declared = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin;
  return relative(root, join(folder, typeof declared === 'string' ? declared : declared[command]));
}

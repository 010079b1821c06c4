import type { ShapeRuleName } from './rules.js';

/** One violation planted in an empty project, and the finding it must give. */
export interface PlantedShape {
  /** Completes the sentence "refuses …". */
  readonly refuses: string;
  readonly file: string;
  readonly text: string;
  readonly rule: ShapeRuleName;
  /** 0 when the finding is about the whole file. */
  readonly line: number;
}

const store = 'packages/server/src/directory/users.ts';
const test = 'packages/server/src/directory/users.test.ts';
/** What the index of the clean tree shows. */
const shown = 'packages/model/src/guid.ts';
const face = 'packages/model/src/names/index.ts';

/** Spelled in pieces, so that this file keeps the rule that it plants against. */
const pathIn = (folder: string): string => `/${folder}/`;

const rows: readonly (readonly [ShapeRuleName, string, string, string, number])[] = [
  ['file-length', 'a file of more than 400 lines', store, 'export const x = 1;\n'.repeat(401), 0],
  ['forbidden-name', 'a folder called utils', 'packages/model/src/utils/guid.ts', '', 0],
  ['forbidden-name', 'a file called helpers', 'packages/model/src/helpers.ts', '', 0],
  ['forbidden-name', 'a test of a file called types', 'packages/model/src/types.test.ts', '', 0],
  ['forbidden-name', 'a name that ends in -utils', 'packages/model/src/guid-utils.ts', '', 0],
  ['file-name', 'a file in camel case', 'packages/model/src/parseGuid.ts', '', 0],
  ['file-name', 'a folder in snake case', 'packages/model/src/well_known/ids.ts', '', 0],
  ['index-comment', 'an index that does not say what it owns', 'packages/model/src/ids/index.ts', 'export {};', 0],
  ['undocumented', 'what an index shows, without a doc comment', shown, 'export const isGuid = 1;', 1],
  ['undocumented', 'a line comment in its place', shown, '// Whether.\nexport const isGuid = 1;', 2],
  ['undocumented', 'an ordinary block in its place', shown, '/* Whether. */\nexport function isGuid() {}', 2],
  ['undocumented', 'the doc comment of something else', shown, '/** One. */\nconst x = 1;\nexport type isGuid = 1;', 3],
  ['undocumented', 'what an index declares itself', face, '// Owns: names.\nexport interface Name {}', 2],
  ['undocumented', 'what an index shows by another name', face, '// Owns: names.\nclass A {}\nexport { A as B };', 2],
  ['default-export', 'a default export', store, '\nexport default 1;', 2],
  ['default-export', 'a default export by another name', store, 'const x = 1;\nexport { x as default };', 2],
  ['one-clock', 'Date.now above platform', store, 'export const x = Date.now();', 1],
  ['one-clock', 'Date.now handed on as a value', store, 'export const x = { now: Date.now };', 1],
  ['one-clock', 'the present moment as a date', store, 'export const x = () => new Date();', 1],
  ['one-clock', 'the present moment as text', store, 'export const x = () => Date();', 1],
  ['one-clock', 'a date taken from the global object', store, 'export const x = () => new globalThis.Date();', 1],
  ['one-clock', 'performance.now', store, 'export const x = performance.now();', 1],
  ['one-clock', 'Math.random', store, 'export const x = Math.random();', 1],
  ['one-clock', 'random ids of the platform', store, 'export const x = crypto.randomUUID();', 1],
  ['one-clock', 'random values of the web', store, 'export const x = globalThis.crypto.getRandomValues(a);', 1],
  ['one-clock', 'random bytes, even renamed', store, "\nimport { randomBytes as r } from 'node:crypto';\nr(1);", 2],
  ['skipped-test', 'a skipped test', test, "it.skip('x', f);", 1],
  ['skipped-test', 'a focused group', test, "describe.only('x', f);", 1],
  ['skipped-test', 'a test that is only a plan', test, "test.todo('x');", 1],
  ['skipped-test', 'a test that runs on some machines only', test, "it.skipIf(true)('x', f);", 1],
  ['skipped-test', 'a focused test in a chain', test, "it.concurrent.only('x', f);", 1],
  ['skipped-test', 'a test skipped by an option', test, "it('x', { skip: true }, f);", 1],
  ['skipped-test', 'a test that skips itself', test, "it('x', (context) => {\n  context.skip();\n});", 2],
  ['skipped-test', 'a test skipped by its first letter', test, "xit('x', f);", 1],
  ['silenced', 'a compiler that is told to ignore a line', store, '// @ts-ignore\nf();', 1],
  ['silenced', 'an expected error without a reason', store, '// @ts-expect-error\nf();', 1],
  ['silenced', 'a linter silenced for a whole file', store, '/* oxlint-disable */\nf();', 1],
  ['silenced', 'a linter silenced without a reason', store, '// oxlint-disable-next-line no-console\nf();', 1],
  ['silenced', 'a comment to another linter', store, '// eslint-disable-next-line no-console\nf();', 1],
  ['silenced', 'a formatter silenced without a reason', store, '// biome-ignore format: x\nf();', 1],
  ['open-task', 'an open task without an issue', store, 'f(); // TODO: later', 1],
  ['machine-path', 'a path of a machine in code', store, `\nexport const x = '${pathIn('work')}main';`, 2],
  ['machine-path', 'a path of a machine in a page', 'docs/start.md', `Open ${pathIn('home')}ann/gatehouse.`, 1],
  ['machine-path', 'a path of a machine in a table', 'examples/a.json', `{"data":"${pathIn('root')}x"}`, 1],
  ['unreadable', 'code that does not parse', store, 'export const = 1;', 0],
];

export const planted: readonly PlantedShape[] = rows.map(([rule, refuses, file, text, line]) => ({
  rule,
  refuses,
  file,
  text,
  line,
}));

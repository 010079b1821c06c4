import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Finding, type RuleException, readSourceTree, sourceTreeOf } from '../source-tree/index.js';
import { checkImports, countSources } from './check-imports.js';
import { planted } from './planted.data.js';
import { cleanTree, plantedTree } from './planted-tree.js';
import { type RuleName, ruleNames } from './rule-book.js';
import { rules } from './rules.js';

const rulesHere = { ...rules, exceptions: [] };

describe('the import rules', () => {
  it('find nothing in a tree that keeps them', () => {
    expect(findingsIn(cleanTree)).toEqual([]);
  });

  it.each(planted)('refuse $refuses', ({ files, rule, at }) => {
    expect(findingsIn(plantedTree(files))).toEqual([`${rule} ${at}`]);
  });

  it('ONE-GATE: refuse a flow that mints an admission, whichever way it reaches the mint', () => {
    const flow = 'packages/server/src/flows/sign-in/mint.ts';
    const gate = 'packages/server/src/gate';
    const deep = "import { mintAdmission } from '../../gate/admission-mint.js';\nexport const x = mintAdmission;";
    expect(findingsIn(plantedTree({ [flow]: deep }))).toEqual([`guarded-name ${flow}:1`, `module-entry ${flow}:1`]);

    const renamed = {
      [`${gate}/admit.ts`]: "import { mintAdmission } from './admission-mint.js';\nexport { mintAdmission as admit };",
      [flow]: "import { admit } from '../../gate/index.js';\nexport const x = admit;",
    };
    const leaked = [`guarded-leak ${gate}/index.ts`, `guarded-name ${flow}:1`];
    expect(findingsIn(plantedTree(renamed)).filter((finding) => !finding.includes('compose'))).toEqual(leaked);
  });

  it('ONE-GATE: refuse even the files on top when they mint an admission', () => {
    const file = 'packages/server/src/compose-gate.ts';
    const text = "import { mintAdmission } from './gate/admission-mint.js';\nexport const x = mintAdmission;";
    expect(findingsIn(plantedTree({ [file]: text }))).toEqual([`guarded-name ${file}:1`, `module-entry ${file}:1`]);
  });

  it('let tests go anywhere inside their own package', () => {
    const test = 'packages/server/src/doors/oauth/deep.test.ts';
    const text =
      "import { users } from '../../directory/users/repository.js';\nexport const sql = 'delete from users';";
    expect(findingsIn(plantedTree({ [test]: text }))).toEqual([]);
  });

  it('let a test take what all tests share, and production code not', () => {
    const shared = { 'tests/support/clock.ts': 'export const clock = 1;' };
    const text = "import { clock } from '../../../tests/support/clock.js';\nexport const x = clock;";
    expect(findingsIn(plantedTree({ ...shared, 'packages/model/src/x.test.ts': text }))).toEqual([]);
    const production = findingsIn(plantedTree({ ...shared, 'packages/model/src/x.ts': text }));
    expect(production).toEqual(['leaves-package packages/model/src/x.ts:1']);
  });

  it('let what wires the server stand in a folder of its own', () => {
    const text = "import { openKeys } from '../platform/keys/index.js';\nexport const x = openKeys;";
    expect(findingsIn(plantedTree({ 'packages/server/src/compose/keys.ts': text }))).toEqual([]);
  });

  it('are each planted at least once', () => {
    const elsewhere = ['nothing-seen', 'exception'];
    const covered = new Set([...planted.map((each) => each.rule), ...elsewhere]);
    expect(ruleNames.filter((name) => !covered.has(name))).toEqual([]);
  });
});

describe('an exception', () => {
  const file = 'packages/server/src/directory/admit.ts';
  const broken = plantedTree({ [file]: "import { admit } from '../gate/index.js';\nexport const x = admit;" });
  const excuse: RuleException<RuleName> = {
    rule: 'ring',
    file,
    target: 'packages/server/src/gate/index.ts',
    reason: 'planted by a test to see that it is heard',
    date: '2025-01-31',
  };

  it('excuses the one import it names', () => {
    expect(findingsIn(broken, { exceptions: [excuse] })).toEqual([]);
  });

  it('does not excuse another import of the same file', () => {
    const other = { ...excuse, target: 'packages/server/src/issuance/index.ts' };
    expect(findingsIn(broken, { exceptions: [other] })).toEqual([`exception ${file}`, `ring ${file}:1`]);
  });

  it('is itself an error when it excuses nothing any more, or gives no reason', () => {
    expect(findingsIn(cleanTree, { exceptions: [excuse] })).toEqual([`exception ${file}`]);
    expect(findingsIn(broken, { exceptions: [{ ...excuse, reason: 'because' }] })).toEqual([`exception ${file}`]);
    expect(findingsIn(broken, { exceptions: [{ ...excuse, date: 'today' }] })).toEqual([`exception ${file}`]);
  });
});

describe('the check on disk', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'check-imports-'));
    mkdirSync(join(root, 'packages'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('passes a clean tree and sees every module of it', () => {
    write(root, cleanTree);
    write(root, {
      'packages/model/node_modules/x/src/index.ts': "import '../../gone.js';",
      'packages/model/dist/index.ts': '',
    });
    const result = checkImports(readSourceTree(root), rulesHere, countSources(root));
    expect(result.findings).toEqual([]);
    const sources = Object.keys(cleanTree).filter((path) => /\.(?:tsx?|mjs)$/.test(path));
    expect(result.looked).toMatch(new RegExp(`^${sources.length} modules, \\d+ imports$`));
  });

  it('fails when it sees no file at all', () => {
    const result = checkImports(readSourceTree(root), rulesHere, countSources(root));
    expect(names(result.findings)).toEqual(['nothing-seen packages']);
  });

  it('fails when it sees fewer modules than there are on disk', () => {
    write(root, cleanTree);
    const result = checkImports(readSourceTree(root), rulesHere, countSources(root) + 1);
    expect(names(result.findings)).toEqual(['nothing-seen packages']);
  });

  it('fails when it sees modules but no import among them', () => {
    write(root, { 'packages/model/src/a.ts': 'export const a = 1;', 'packages/model/src/b.ts': 'export const b = 1;' });
    const result = checkImports(readSourceTree(root), rulesHere, countSources(root));
    expect(names(result.findings)).toEqual(['nothing-seen packages']);
  });

  it('fails when a package shows no module', () => {
    write(root, { ...cleanTree, 'packages/portal/package.json': '{"name":"@gatehouse/portal"}' });
    const result = checkImports(readSourceTree(root), rulesHere, countSources(root));
    expect(names(result.findings)).toEqual(['nothing-seen packages/portal']);
  });
});

function findingsIn(files: Readonly<Record<string, string>>, changes: Partial<typeof rules> = {}): string[] {
  const sources = Object.keys(files).filter((path) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(path));
  return names(checkImports(sourceTreeOf(files), { ...rulesHere, ...changes }, sources.length).findings);
}

function names(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, file, line }) => `${rule} ${file}${line > 0 ? `:${line}` : ''}`).sort();
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

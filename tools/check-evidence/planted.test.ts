import { describe, expect, it } from 'vitest';
import { readSourceTree, sourceTreeOf } from '../source-tree/index.js';
import { checkEvidence } from './check-evidence.js';
import { evidence, evidenceRuleNames } from './rules.js';

const head = (columns: readonly string[]): string =>
  `# Page\n\n| ${columns.join(' | ')} |\n|${columns.map(() => '---').join('|')}|\n`;
const laws = head(evidence.laws.columns);
const threats = head(evidence.threats.columns);
const gate = 'packages/server/src/gate/admission.ts';
const gateTest = 'packages/server/src/gate/admission.test.ts';
const law = '| ONE-GATE | one maker | `server/src/gate/admission.test.ts`, and `tests/laws/gate.test.ts` |\n';
const threat =
  '| replay | RFC 9700 §4.5 | `tests/attacks/codes.test.ts`: replay of a code<br>`tests/laws/gate.test.ts`: %s |\n';

const cleanTree: Readonly<Record<string, string>> = {
  'docs/architecture.md': `${laws}${law}\n| Name | May import |\n|---|---|\n| gone | \`gone.test.ts\` |\n`,
  'docs/threats.md': threats + threat,
  [gate]: '// INVARIANT: ONE-GATE, held by admission.test.ts and tests/laws/gate.test.ts (law ONE-GATE).\nexport {};\n',
  [gateTest]: "describe('ONE-GATE: an admission', () => {});\n",
  'tests/laws/gate.test.ts': 'test.each([1])(`ONE-GATE: %s of ${n}`, () => {});\n',
  'tests/attacks/codes.test.ts': "test.each([['replay of a code', 1]])('%s', () => {});\n",
};

const planted: readonly (readonly [title: string, files: Readonly<Record<string, string>>, finding: string])[] = [
  [
    'a law whose test is gone',
    { 'docs/architecture.md': laws + law.replace('gate.test', 'gone.test') },
    'no-such-test docs/architecture.md:5',
  ],
  [
    'a law that a folder holds',
    { 'docs/architecture.md': laws + law.replace('tests/laws/gate.test.ts', 'tests/laws') },
    'no-such-test docs/architecture.md:5',
  ],
  [
    'a law that production code holds',
    { 'docs/architecture.md': laws + law.replace('admission.test.ts', 'admission.ts') },
    'no-such-test docs/architecture.md:5',
  ],
  [
    'a law that no title of its test names',
    { 'tests/laws/gate.test.ts': "// ONE-GATE\ntest('the gate', () => {});\nconst x = 'ONE-GATE: %s';\n" },
    `law-not-named docs/architecture.md:5, law-not-named ${gate}:1`,
  ],
  [
    'a law that nothing holds',
    { 'docs/architecture.md': `${laws}${law}| ONE-CLOCK | one | the tools |\n` },
    'row-without-test docs/architecture.md:6',
  ],
  [
    'a table of laws that is not there',
    { 'docs/architecture.md': '# Page\n' },
    `nothing-seen docs/architecture.md:0, unknown-law ${gate}:1`,
  ],
  [
    'a threat whose test is gone',
    { 'docs/threats.md': threats + threat.replace('codes', 'gone') },
    'no-such-test docs/threats.md:5',
  ],
  [
    'a threat whose words stand in no test',
    { 'docs/threats.md': threats + threat.replace('replay of a code', 'replay of a token') },
    'title-not-found docs/threats.md:5',
  ],
  [
    'words that stand in a comment alone',
    { 'tests/attacks/codes.test.ts': "// replay of a code\ntest('x', () => {});\n" },
    'title-not-found docs/threats.md:5',
  ],
  [
    'a threat without words',
    { 'docs/threats.md': `${threats}| replay | RFC | \`tests/attacks/codes.test.ts\` |\n` },
    'row-without-test docs/threats.md:5',
  ],
  ['a page of threats that is empty', { 'docs/threats.md': threats }, 'nothing-seen docs/threats.md:0'],
  [
    'an invariant whose test is gone',
    { [gate]: '/**\n * One.\n * INVARIANT: ONE-GATE, held by gone.test.ts.\n */\nexport const x = 1;\n' },
    `no-such-test ${gate}:1`,
  ],
  [
    'an invariant that a folder holds',
    { [gate]: '// INVARIANT: ONE-GATE, held by tests/laws.\n' },
    `no-such-test ${gate}:1`,
  ],
  [
    'an invariant whose test does not name its law',
    { [gateTest]: "describe('an admission', () => {});\n" },
    `law-not-named docs/architecture.md:5, law-not-named ${gate}:1`,
  ],
  [
    'a law that nobody knows',
    { 'docs/store.md': 'A page.\n\nSee the law TWO-GATES.\n' },
    'unknown-law docs/store.md:3',
  ],
];

describe('the evidence', () => {
  it('is found in a tree where every test is there and says so', () => {
    expect(findingsIn(cleanTree)).toBe('');
  });

  it.each(planted)('does not cover %s', (_, files, finding) => {
    expect(findingsIn({ ...cleanTree, ...files })).toBe(finding);
  });

  it('is asked for by each rule at least once', () => {
    const covered = planted.map(([, , finding]) => finding).join();
    expect(evidenceRuleNames.filter((name) => !covered.includes(name))).toEqual([]);
  });

  it('covers all ten laws, and more threats than laws, in this project', () => {
    const { looked } = checkEvidence(readSourceTree(process.cwd()), evidence);
    const [, lawCount, threatCount] = /^(\d+) laws, (\d+) threats$/.exec(looked) ?? [];
    expect(Number(lawCount)).toBe(10);
    expect(Number(threatCount)).toBeGreaterThan(50);
  });
});

function findingsIn(files: Readonly<Record<string, string>>): string {
  const { findings } = checkEvidence(sourceTreeOf(files), evidence);
  return findings
    .map(({ rule, file, line }) => `${rule} ${file}:${line}`)
    .sort()
    .join(', ');
}

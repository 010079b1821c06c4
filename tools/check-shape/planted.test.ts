import { describe, expect, it } from 'vitest';
import { type RuleException, sourceTreeOf } from '../source-tree/index.js';
import { checkShape } from './check-shape.js';
import { planted } from './planted.data.js';
import { type ShapeRuleName, shape, shapeRuleNames } from './rules.js';

const cleanTree: Readonly<Record<string, string>> = {
  'packages/model/src/index.ts': "// Owns: the nouns. Refuses: behaviour.\nexport { isGuid } from './guid.js';\n",
  'packages/model/src/guid.ts':
    '/** Whether a text is a GUID. */\nexport const isGuid = (text: string): Date => new Date(text);\nexport const inner = 1;\n',
  'packages/model/src/permissions.data.ts': 'export const rows = [];\n'.repeat(900),
  'packages/model/src/guid.test.ts': "it('x', () => Date.now());\nconst page = list.skip;\n",
  'packages/server/src/platform/clock/clock.ts': 'export const now = () => Date.now();\n',
  'packages/server/src/directory/page.ts':
    '// oxlint-disable-next-line no-await-in-loop -- pages come one after another\nf(); // TODO #12 shorter\n',
  'packages/portal/vite.config.ts': 'export default {};\n',
  'tests/service-principals/base64.test.ts':
    "it('says why', () => {\n  // @ts-expect-error: a plain string is no tenant id\n  f('x');\n});\n",
  'README.md': 'See https://example.com/homepage and docs/adding.\n',
};

describe('the shape rules', () => {
  it('find nothing in a tree that keeps them', () => {
    expect(findingsIn(cleanTree)).toEqual([]);
  });

  it.each(planted.filter(({ rule }) => rule !== 'one-clock'))('refuse $refuses', ({ file, text, rule, line }) => {
    expect(findingsIn({ ...cleanTree, [file]: text })).toEqual([`${rule} ${file}:${line}`]);
  });

  it.each(planted.filter(({ rule }) => rule === 'one-clock'))('ONE-CLOCK: refuse $refuses', ({ file, text, line }) => {
    expect(findingsIn({ ...cleanTree, [file]: text })).toEqual([`one-clock ${file}:${line}`]);
  });

  it.each([
    ["export * from '../guid.js';", 'all of a file'],
    ["export { inner as outer } from '../guid.js';", 'one thing under another name'],
    ["import { inner } from '../guid.js';\nexport { inner };", 'what it imports'],
    ["export { inner } from './middle.js';", 'what another file passes on'],
    ["export type { inner } from '../guid.js';", 'a type'],
  ])('follow what an index shows to where it is declared: %s', (line) => {
    const files = {
      'packages/model/src/names/index.ts': `// Owns: names.\n${line}\n`,
      'packages/model/src/names/middle.ts': "export { inner } from '../guid.js';\n",
      'packages/model/src/other.ts': 'export const shownToNobody = 1;\n',
    };
    expect(findingsIn({ ...cleanTree, ...files })).toEqual(['undocumented packages/model/src/guid.ts:3']);
  });

  it('ask for no comment on what comes from an installed package, or is a fixture', () => {
    const files = {
      'packages/model/src/names/index.ts': "// Owns: names.\nexport { z } from 'zod';\n",
      'packages/model/src/testing/index.ts': '// Owns: worlds for tests.\nexport const world = 1;\n',
    };
    expect(findingsIn({ ...cleanTree, ...files })).toEqual([]);
  });

  it('hold for a file of 400 lines, and not for a table of more', () => {
    const file = 'packages/model/src/long.ts';
    expect(findingsIn({ ...cleanTree, [file]: 'export const x = 1;\n'.repeat(400) })).toEqual([]);
  });

  it('fail when they see no code', () => {
    expect(findingsIn({ 'README.md': 'Nothing here.' })).toEqual(['nothing-seen .:0']);
  });

  it('are each planted at least once', () => {
    const covered = new Set([...planted.map(({ rule }) => rule), 'nothing-seen', 'exception']);
    expect(shapeRuleNames.filter((name) => !covered.has(name))).toEqual([]);
  });
});

describe('an exception', () => {
  const file = 'packages/protect/src/clock.ts';
  const broken = { ...cleanTree, [file]: 'export const now = () => Date.now();\n' };
  const exception: RuleException<ShapeRuleName> = {
    rule: 'one-clock',
    file,
    reason: 'planted by a test to be heard',
    date: '2025-01-31',
  };

  it('excuses one rule in one file', () => {
    expect(findingsIn(broken, [exception])).toEqual([]);
    expect(findingsIn(broken, [{ ...exception, rule: 'silenced' }])).toEqual([
      `exception ${file}:0`,
      `one-clock ${file}:1`,
    ]);
  });

  it('is itself an error when it excuses nothing any more, or gives no reason', () => {
    expect(findingsIn(cleanTree, [exception])).toEqual([`exception ${file}:0`]);
    expect(findingsIn(broken, [{ ...exception, reason: 'because' }])).toEqual([`exception ${file}:0`]);
    expect(findingsIn(broken, [{ ...exception, date: 'today' }])).toEqual([`exception ${file}:0`]);
  });
});

function findingsIn(
  files: Readonly<Record<string, string>>,
  exceptions: readonly RuleException<ShapeRuleName>[] = [],
): string[] {
  const { findings } = checkShape(sourceTreeOf(files), { ...shape, exceptions });
  return findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`).sort();
}

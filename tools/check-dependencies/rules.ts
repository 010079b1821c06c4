import type { RuleException } from '../source-tree/index.js';

/** The names of the rules, as findings, exceptions and the planted tests spell them. */
export const dependencyRuleNames = [
  'engine',
  'install-script',
  'licence',
  'not-locked',
  'not-installed',
  'download-address',
  'undocumented',
  'documented-in-vain',
  'nothing-seen',
  'exception',
] as const;

export type DependencyRuleName = (typeof dependencyRuleNames)[number];

/** What a dependency of the shipped packages must be like. Development tools are held to none of this but their line in the docs. */
export const dependencyRules = {
  /** The oldest Node that operators may run: the floor of every package.json. */
  nodeFloor: '20.19.0',
  /** SPDX identifiers. */
  licences: [
    'MIT',
    'MIT-0',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    '0BSD',
    'Unlicense',
    'BlueOak-1.0.0',
  ] as readonly string[],
  /** Every direct dependency has a row `| \`name\` | … |` here. */
  documentation: 'docs/dependencies.md',
  /** `file` is the path in the lock file, `node_modules/…`. */
  exceptions: [] as readonly RuleException<DependencyRuleName>[],
};

export type DependencyRules = typeof dependencyRules;

import type { RuleBook } from './rule-book.js';

/**
 * The import rules of Gatehouse. `docs/architecture.md` says why; this file says what. The engine beside it reads nothing else.
 * An exception needs a reason and a date, and goes away with the import it excuses.
 */
export const rules: RuleBook = {
  packages: {
    model: { ours: [], npm: [], node: false },
    policy: { ours: ['model'], npm: [], node: false },
    wire: {
      ours: ['model'],
      npm: [
        '@peculiar/x509',
        '@simplewebauthn/server',
        '@xmldom/xmldom',
        'jose',
        'reflect-metadata',
        'xml-crypto',
        'xml-encryption',
      ],
      node: true,
    },
    protect: { ours: [], npm: [], node: true },
    'sign-in': { ours: ['model'], npm: ['preact', 'preact-render-to-string'], node: ['node:crypto'] },
    server: { ours: ['model', 'policy', 'wire', 'protect', 'sign-in'], npm: 'declared', node: true },
    portal: { ours: ['model', 'policy'], npm: 'declared', node: false },
    cli: { ours: ['model', 'policy', 'server'], npm: 'declared', node: true },
    testkit: { ours: ['model', 'server'], npm: 'declared', node: true },
  },

  ringsRoot: 'packages/server/src',
  rings: [
    { name: 'platform', folders: ['platform'] },
    { name: 'directory', folders: ['directory'] },
    {
      name: 'capabilities',
      folders: ['credentials', 'signals', 'provisioning', 'gallery', 'vault', 'posture'],
      strangersAt: 1,
    },
    { name: 'gate', folders: ['gate'] },
    { name: 'issuance', folders: ['issuance'] },
    { name: 'flows', folders: ['flows'], strangersAt: 2 },
    { name: 'doors', folders: ['doors'], strangersAt: 2, open: ['doors/http'] },
  ],
  top: [/^main\.ts$/, /^compose(?:-[a-z-]+)?\.ts$/, /^compose\/[a-z-]+\.ts$/, /^platform-options\.ts$/, /^index\.ts$/],
  wholeModules: ['directory', 'gate', 'issuance'],
  moduleParents: [
    'platform',
    'credentials',
    'credentials/methods',
    'signals',
    'provisioning',
    'gallery',
    'vault',
    'posture',
    'flows',
    'doors',
  ],

  plugIns: [
    { parent: 'packages/server/src/doors/oauth/grants', contract: ['grant.ts'], tests: ['.test.ts'] },
    { parent: 'packages/server/src/doors/graph/resources', contract: ['resource.ts'], tests: ['.test.ts'] },
    {
      parent: 'packages/server/src/issuance/recipes',
      list: 'packages/server/src/issuance/index.ts',
      contract: ['recipe.ts'],
      tests: ['.test.ts'],
    },
    { parent: 'packages/server/src/flows/sign-in/steps', contract: ['step.ts'], tests: [] },
    { parent: 'packages/sign-in/src/pages', contract: ['page.tsx'], tests: [] },
    { parent: 'packages/server/src/credentials/methods', contract: ['method.ts', 'index.ts'], tests: ['.test.ts'] },
    { parent: 'packages/policy/src/access/conditions', contract: ['condition.ts'], tests: ['.test.ts', 'cases.json'] },
    { parent: 'packages/policy/src/access/controls', contract: ['control.ts'], tests: ['.test.ts', 'cases.json'] },
    { parent: 'packages/policy/src/access/rules', contract: ['rule.ts'], tests: ['.test.ts', 'cases.json'] },
    { parent: 'packages/policy/src/risk/detectors', contract: ['detector.ts'], tests: ['.test.ts', 'cases.json'] },
    { parent: 'packages/policy/src/posture/checks', contract: ['check.ts'], tests: ['.test.ts', 'cases.json'] },
  ],

  guardedNames: [
    {
      names: ['mintAdmission'],
      from: 'packages/server/src/gate',
      onlyFrom: ['packages/server/src/gate'],
      inner: true,
      why: 'only the gate says yes (law ONE-GATE)',
    },
    {
      names: ['SigningKey', 'signingKey'],
      from: 'packages/server/src/platform/keys',
      onlyFrom: ['packages/server/src/platform/keys', 'packages/server/src/issuance'],
      inner: false,
      why: 'only issuance signs (law ONE-GATE)',
    },
  ],
  guardedMembers: [
    {
      members: ['signer'],
      onlyFrom: ['packages/server/src/platform/keys', 'packages/server/src/issuance'],
      why: 'only issuance asks the keys for a signer (law ONE-GATE)',
    },
  ],
  confinedPackages: [
    {
      packages: ['pg', '@electric-sql/pglite', 'kysely'],
      onlyFrom: ['packages/server/src/platform/store'],
      why: 'the store alone talks to the database; row-level security hangs on how it opens transactions (law ONE-TENANT)',
    },
    {
      packages: ['node:module'],
      onlyFrom: ['packages/server/src/platform', 'packages/cli/src'],
      why: 'a `require` made at run time imports what this check cannot see',
    },
  ],
  sql: { files: ['repository.ts'], folders: ['packages/server/src/platform/store'] },

  testSupport: 'tests/support',
  outer: {
    tests: { npm: true, ours: true },
    bench: { npm: true, ours: true },
    examples: { npm: true, ours: true },
    tools: { npm: true, ours: true },
    // They run on a fresh clone, before anything is installed.
    scripts: { npm: false, ours: false },
  },

  exceptions: [
    {
      rule: 'undeclared-package',
      file: 'packages/server/src/platform/store/embedded/source-worker.mjs',
      target: 'tsx',
      reason: 'starts the database worker from source, for tests and tools; the built service does not use it',
      date: '2026-11-21',
    },
    {
      rule: 'computed-import',
      file: 'packages/server/src/platform/store/embedded/source-worker.mjs',
      reason: 'its target is the worker beside it, by URL, which tsx must be registered for first',
      date: '2026-11-21',
    },
  ],
};

/** The names of the rules, as findings and the planted tests spell them. */
export const evidenceRuleNames = [
  'no-such-test',
  'law-not-named',
  'title-not-found',
  'row-without-test',
  'unknown-law',
  'nothing-seen',
] as const;

export type EvidenceRuleName = (typeof evidenceRuleNames)[number];

/** Where it is said what is held, and by which test. */
export const evidence = {
  /** The table of named laws: each is held by tests whose titles name it. */
  laws: { page: 'docs/architecture.md', columns: ['Name', 'Law', 'Held by'] },
  /** The tables of threats: each row is held by tests, and quotes a piece of a title, or of the row of a test's table. */
  threats: { page: 'docs/threats.md', columns: ['Attack', 'Source', 'Held by'] },
  /** Paths start here, or at the root. */
  pathsStartAt: 'packages',
  /** Comments and pages in which a law's name, written after the word `law`, must be one of the table. */
  speakOfLaws: /^(?:packages|docs)\/.*\.(?:tsx?|mjs|sql|md)$/,
  /** Code whose INVARIANT comments name the tests that hold them. */
  code: /^packages\/[^/]+\/src\/.*\.tsx?$/,
} as const;

export type Evidence = typeof evidence;

// Owns: reading the project's own files for the checks in `tools/`: which files there are, their text, their syntax,
// and the one form in which a check reports what it found.
// Refuses: rules. Each check keeps its own in the `rules.ts` beside it.
// Called by: every check in `tools/`.
export { excuse, type RuleException } from './exceptions.js';
export { type CheckResult, type Finding, finish } from './finding.js';
export { isTestFile, readSourceTree, type SourceTree, sourceTreeOf } from './source-tree.js';
export { parseSyntax, type Syntax } from './syntax.js';
export { rootName, testRunners, testTitles, textsOf } from './test-titles.js';

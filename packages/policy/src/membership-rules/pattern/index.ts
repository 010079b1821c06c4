// Owns: the regular expressions of `-match`: a subset of .NET's, read by our own parser, compiled to a nondeterministic automaton
// and simulated state by state, so that a match costs at most size × (characters + 1) steps whatever the pattern.
// Refuses: what needs backtracking or memory: backreferences, lookaround, atomic and conditional groups; and what it does not know.
// Called by: the reader and the evaluation of membership rules.
export { compilePattern } from './compile-pattern.js';
export type { Pattern } from './pattern.js';
export { runPattern } from './run-pattern.js';

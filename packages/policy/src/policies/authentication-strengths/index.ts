// Owns: authentication strengths: the ways of proving oneself and their combinations, the built-in strengths, and what a tenant's own
// may say. Refuses: deciding whether somebody meets one. Called by: the directory's policies; later the access decision.
export {
  authenticationCombinations,
  builtInStrengths,
  methodModes,
  multiFactorStrengthId,
} from './combinations.data.js';
export type { AuthenticationStrength, CombinationConfiguration } from './authentication-strength.js';
export { combinationOf, mostStrengths, requirementsSatisfiedBy, strengthProblems } from './strength-problems.js';

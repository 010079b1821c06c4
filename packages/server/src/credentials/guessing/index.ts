// Owns: the defence of proofs that can be guessed: failure counts and locks of accounts, familiar places, throttles of networks and
// tenants, and password spray.
// Refuses: the proofs themselves, and whether an account may sign in (the gate decides). Called by: the password method, through compose.
export {
  createGuessGuard,
  type GuessGuard,
  type GuessGuardDeps,
  type Spray,
} from './guess-guard.js';
export { accountFailureSweep, familiarPlaceSweep, guessingBlockSweep, proofFailureSweep } from './repository.js';

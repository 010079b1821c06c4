// When failed proofs lock an account, and when many of them together are an attack.
// Refuses: counting, keeping and addresses (the front door's guard), what is done about it. Called by: that guard.
export {
  afterFailure,
  defaultLockout,
  type FailureRecord,
  forgetFailuresAfter,
  lockedUntil,
  type LockoutSettings,
} from './failures.js';
export { judgeSpray, type SprayFacts, type SprayMark } from './spray.js';

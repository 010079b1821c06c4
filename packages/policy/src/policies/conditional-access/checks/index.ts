// The requirements of Conditional Access policies, in the order in which their faults are told.
import { applicationChecks } from './application-checks.js';
import type { PolicyCheck } from './check.js';
import { conditionChecks } from './condition-checks.js';
import { grantChecks } from './grant-checks.js';
import { sessionChecks } from './session-checks.js';
import { userChecks } from './user-checks.js';
import { workloadChecks } from './workload-checks.js';

/** Every requirement. */
export const checks: readonly PolicyCheck[] = [
  ...applicationChecks,
  ...userChecks,
  ...workloadChecks,
  ...conditionChecks,
  ...grantChecks,
  ...sessionChecks,
];

import { codeOf } from './unavailable.js';

/**
 * Says which constraint a statement broke, so that a `repository.ts` can turn the error into an outcome.
 * @returns the constraint's name for a duplicate key, a missing referenced row or a failed check; otherwise undefined.
 */
export function violatedConstraint(error: unknown): string | undefined {
  // SQLSTATE class 23: integrity constraint violation.
  if (codeOf(error)?.startsWith('23') !== true) return undefined;
  const name = (error as { constraint?: unknown }).constraint;
  return typeof name === 'string' ? name : undefined;
}

import { type DirectoryOperation, type DirectoryRefusal, isRefused } from './operation.js';

/** One operation after another, in one transaction; what the first refuses ends it. @returns what the first gave */
export function followedBy<Outcome>(
  first: DirectoryOperation<Outcome | DirectoryRefusal>,
  second: (outcome: Outcome) => DirectoryOperation<unknown>,
): DirectoryOperation<Outcome | DirectoryRefusal> {
  return async (work) => {
    const outcome = await first(work);
    if (isRefused(outcome)) return outcome;
    const refusal = await second(outcome)(work);
    return isRefused(refusal) ? refusal : outcome;
  };
}

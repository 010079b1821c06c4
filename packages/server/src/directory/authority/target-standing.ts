import type { DirectoryOperation } from '../operation.js';
import { readTargetStanding, type TargetStanding } from './repository.js';

export type { TargetStanding } from './repository.js';

/** What counts of one object towards one caller; undefined when there is no such object. */
export function targetStanding(id: string, callerId: string | null): DirectoryOperation<TargetStanding | undefined> {
  return ({ tx }) => readTargetStanding(tx, id, callerId);
}

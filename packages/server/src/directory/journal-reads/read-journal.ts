import type { DirectoryOperation } from '../operation.js';
import { type JournalRow, readChangesOf, readLastSequence } from './repository.js';

/** Changes of objects of some kinds after a sequence number, in order; at most `limit`. */
export function changesOf(
  types: readonly string[],
  after: number,
  limit: number,
): DirectoryOperation<readonly JournalRow[]> {
  return ({ tx }) => readChangesOf(tx, types, after, limit);
}

/** The last sequence number of the tenant's journal: every change up to it can be read now. */
export function lastSequence(): DirectoryOperation<number> {
  return ({ tx }) => readLastSequence(tx);
}

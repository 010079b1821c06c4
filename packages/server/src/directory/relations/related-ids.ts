import type { DirectoryOperation } from '../operation.js';
import { type ObjectReference, readRelated, type Relation } from './repository.js';

/** The ids and kinds of what a relation leads to, at most `limit`, by id. */
export function relatedIds(
  relation: Relation,
  of: string,
  limit: number,
): DirectoryOperation<readonly ObjectReference[]> {
  return ({ tx }) => readRelated(tx, relation, of, { top: limit, after: null, type: null });
}

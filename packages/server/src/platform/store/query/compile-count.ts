import type { Condition } from '@gatehouse/model';
import type { Statement } from '../store.js';
import { narrow, type QueryContext } from './narrow.js';
import type { Shape } from './shape.js';

/** How many objects there are; or that there are too many to look at for it. */
export type ObjectCount = { readonly kind: 'counted'; readonly count: number } | { readonly kind: 'too-many' };

/** A statement that counts, and what makes the answer of its row. */
export interface CompiledCount extends Statement {
  readonly read: (rows: readonly object[]) => ObjectCount;
}

const usualCount = 200_000;

/**
 * Compiles a count of the objects that are as a condition says, looking at no more than `countLimit` of those that indexes lead to.
 * @throws when the condition asks for what the shape does not declare
 */
export function compileCount(shape: Shape<unknown>, condition: Condition | null, context: QueryContext): CompiledCount {
  const { parameters, conditions, rest } = narrow(shape, condition, context);
  const limit = context.countLimit ?? usualCount;
  const sql = `select count(*) as examined, count(*) filter (where seen.hit) as hits
    from (
      select ${rest === undefined ? 'true' : `(${rest}) is true`} as hit
      from ${shape.from} where ${conditions.join(' and ')} limit ${parameters.bind(limit + 1)}::bigint
    ) seen`;
  const read = (rows: readonly object[]): ObjectCount => {
    const { examined, hits } = rows[0] as { readonly examined: number; readonly hits: number };
    return examined > limit ? { kind: 'too-many' } : { kind: 'counted', count: hits };
  };
  return { sql, parameters: parameters.values, read };
}

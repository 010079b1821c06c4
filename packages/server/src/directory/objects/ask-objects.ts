import type { Condition, ObjectPage, ObjectQuery } from '@gatehouse/model';
import { compileCount, compilePage, type ObjectCount, type Shape } from '../../platform/store/index.js';
import type { DirectoryOperation } from '../operation.js';
import { type RelatedTo, relatedShape } from '../relations/repository.js';

/** The ways of asking for objects of one kind; `within`: only those that a relation leads to from one object. */
export interface AskedObjects<Entity> {
  readonly page: (query: ObjectQuery, within?: RelatedTo | null) => DirectoryOperation<ObjectPage<Entity>>;
  /** How many there are; or that there are too many to count. */
  readonly count: (condition: Condition | null, within?: RelatedTo | null) => DirectoryOperation<ObjectCount>;
}

/** Makes the questions about the objects that lie in tables as a shape says. */
export function askObjects<Entity>(shape: Shape<Entity>): AskedObjects<Entity> {
  return {
    page:
      (query, within = null) =>
      async ({ tx }) => {
        const page = compilePage(relatedShape(shape, within), query, { tenant: tx.tenant });
        return page.read(await tx.rowsOnce(page.sql, page.parameters));
      },
    count:
      (condition, within = null) =>
      async ({ tx }) => {
        const count = compileCount(relatedShape(shape, within), condition, { tenant: tx.tenant });
        return count.read(await tx.rowsOnce(count.sql, count.parameters));
      },
  };
}

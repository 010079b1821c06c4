import type { Condition, ObjectPage, ObjectQuery } from '@gatehouse/model';
import type { DirectoryOperation } from '../../directory/index.js';
import { compileCount, compilePage, type ObjectCount } from '../../platform/store/index.js';
import { selectSignIn, signInShape } from './repository.js';
import { instantOf } from './sign-in-id.js';
import type { SignInRecord } from './sign-in-record.js';

// What sign-in records say, for those who may read them: questions that `directory.perform` asks in the tenant's name.

/** A page of sign-in records as a query wants it, the latest first unless it says otherwise. */
export function pageSignIns(query: ObjectQuery): DirectoryOperation<ObjectPage<SignInRecord>> {
  return async ({ tx }) => {
    const order = query.order ?? { field: 'createdDateTime', descending: true };
    const page = compilePage(signInShape, { ...query, order }, { tenant: tx.tenant });
    return page.read(await tx.rows(page.sql, page.parameters));
  };
}

/** How many records there are; or that there are too many to count. */
export function countSignIns(condition: Condition | null): DirectoryOperation<ObjectCount> {
  return async ({ tx }) => {
    const count = compileCount(signInShape, condition, { tenant: tx.tenant });
    return count.read(await tx.rows(count.sql, count.parameters));
  };
}

/** One record. */
export function findSignIn(id: string): DirectoryOperation<SignInRecord | undefined> {
  return async ({ tx }) => {
    const at = instantOf(id);
    return at === undefined ? undefined : selectSignIn(tx, at, id);
  };
}

/** What finds a record by its id quickly: the instant that the id begins with. False for what is no id of a record. */
export function conditionOfSignInId(id: string): Condition {
  const at = instantOf(id);
  if (at === undefined) return { kind: 'or', operands: [] };
  return {
    kind: 'and',
    operands: [
      { kind: 'compare', field: 'id', operator: 'eq', value: id.toLowerCase() },
      { kind: 'compare', field: 'createdDateTime', operator: 'eq', value: at },
    ],
  };
}

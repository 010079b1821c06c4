// Walks a list page by page, as a door does for its callers.
import type { ObjectQuery, QueryPlace, TenantId } from '@gatehouse/model';
import type { Store } from '../index.js';
import { compilePage, type Shape } from './index.js';

export interface Walk extends Omit<ObjectQuery, 'after' | 'top'> {
  readonly top?: number;
  readonly walkLimit?: number;
}

/** All pages, each in a transaction of its own. @param between runs after each page that is not the last */
export async function walkPages<Row>(
  store: Store,
  tenant: TenantId,
  shape: Shape<Row>,
  { walkLimit, top = 100, ...asked }: Walk,
  between: () => Promise<unknown> = async () => {},
): Promise<Row[][]> {
  const pages: Row[][] = [];
  let after: QueryPlace | null = null;
  do {
    const context = { tenant, ...(walkLimit !== undefined && { walkLimit }) };
    const { sql, parameters, read } = compilePage(shape, { ...asked, top, after }, context);
    const page = read(await store.inTenant(tenant, (tx) => tx.rows(sql, parameters)));
    // Through JSON, as a token carries it.
    after = JSON.parse(JSON.stringify(page.next)) as QueryPlace | null;
    pages.push([...page.objects]);
    if (pages.length > 1_000) throw new Error('the walk does not end');
    if (after !== null) await between();
  } while (after !== null);
  return pages;
}

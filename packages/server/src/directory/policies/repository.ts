import type { TenantTransaction } from '../../platform/store/index.js';
import type { ObjectReference } from '../relations/repository.js';

/**
 * Waits until no other transaction changes policies of this tenant, and keeps others waiting until this one ends: what policies say of
 * each other is looked up and written in one step.
 */
export async function lockPolicies(tx: TenantTransaction): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`policies ${tx.tenant}`]);
}

/** The objects that a document is assigned to, by id, at most `limit` of them, after `after`. */
export async function readAssigneesAfter(
  tx: TenantTransaction,
  kind: string,
  id: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly ObjectReference[]> {
  return tx.rows(
    `select o.id, o.type from document_assignments a
     join directory_objects o on o.tenant_id = $1 and o.id = a.object_id
     where a.tenant_id = $1 and a.kind = $2 and a.document_id = $3 and ($4::uuid is null or a.object_id > $4::uuid)
     order by a.object_id limit $5`,
    [tx.tenant, kind, id, page.after, page.limit],
  );
}

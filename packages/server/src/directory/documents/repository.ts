import type { TenantTransaction } from '../../platform/store/index.js';

/** One validated object of a kind that a tenant keeps few of. */
export interface StoredDocument<Body extends object = Readonly<Record<string, unknown>>> {
  readonly id: string;
  /** The object it lives in; null when it lives in the tenant itself. */
  readonly parentId: string | null;
  readonly body: Body;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

const columns = `d.id, d.parent_id as "parentId", d.body, (extract(epoch from d.created_at) * 1000)::float8 as "createdAt"`;

/** Every document of a kind, at most `limit`, by id; with a parent, those that live in it. */
export async function readDocuments(
  tx: TenantTransaction,
  kind: string,
  parentId: string | null,
  limit: number,
): Promise<StoredDocument[]> {
  if (parentId !== null) {
    return tx.rows<StoredDocument>(
      `select ${columns} from documents d where d.tenant_id = $1 and d.parent_id = $2 and d.kind = $3
       order by d.id limit $4`,
      [tx.tenant, parentId, kind, limit],
    );
  }
  return tx.rows<StoredDocument>(
    `select ${columns} from documents d where d.tenant_id = $1 and d.kind = $2 order by d.id limit $3`,
    [tx.tenant, kind, limit],
  );
}

/** Every document of some kinds, by kind and id. */
export async function readDocumentsOfKinds(
  tx: TenantTransaction,
  kinds: readonly string[],
): Promise<(StoredDocument & { readonly kind: string })[]> {
  return tx.rows(
    `select d.kind, ${columns} from documents d where d.tenant_id = $1 and d.kind = any ($2::text[])
     order by d.kind, d.created_at, d.id`,
    [tx.tenant, kinds],
  );
}

/** One document. */
export async function readDocument(
  tx: TenantTransaction,
  kind: string,
  id: string,
): Promise<StoredDocument | undefined> {
  const [row] = await tx.rows<StoredDocument>(
    `select ${columns} from documents d where d.tenant_id = $1 and d.kind = $2 and d.id = $3`,
    [tx.tenant, kind, id],
  );
  return row;
}

/** One document, locked until the transaction ends. */
export async function lockDocument(
  tx: TenantTransaction,
  kind: string,
  id: string,
): Promise<StoredDocument | undefined> {
  const [row] = await tx.rows<StoredDocument>(
    `select ${columns} from documents d where d.tenant_id = $1 and d.kind = $2 and d.id = $3 for update`,
    [tx.tenant, kind, id],
  );
  return row;
}

/** Writes a new document. @returns false when there is one of that kind and id */
export async function insertDocument(tx: TenantTransaction, kind: string, document: StoredDocument): Promise<boolean> {
  const written = await tx.run(
    `insert into documents (tenant_id, kind, id, parent_id, body, created_at)
     values ($1, $2, $3, $4, $5::jsonb, $6) on conflict (tenant_id, kind, id) do nothing`,
    [tx.tenant, kind, document.id, document.parentId, document.body, new Date(document.createdAt)],
  );
  return written > 0;
}

/** Writes a document's body over the stored one. */
export async function updateDocument(
  tx: TenantTransaction,
  kind: string,
  { id, body }: Pick<StoredDocument, 'id' | 'body'>,
): Promise<void> {
  await tx.run('update documents set body = $4::jsonb where tenant_id = $1 and kind = $2 and id = $3', [
    tx.tenant,
    kind,
    id,
    body,
  ]);
}

/** Removes a document with its assignments. */
export async function deleteDocument(tx: TenantTransaction, kind: string, id: string): Promise<void> {
  await tx.run('delete from documents where tenant_id = $1 and kind = $2 and id = $3', [tx.tenant, kind, id]);
}

/** How many documents of a kind there are. */
export async function countDocuments(tx: TenantTransaction, kind: string, parentId: string | null): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(
    parentId === null
      ? 'select count(*) as count from documents where tenant_id = $1 and kind = $2'
      : 'select count(*) as count from documents where tenant_id = $1 and kind = $2 and parent_id = $3',
    parentId === null ? [tx.tenant, kind] : [tx.tenant, kind, parentId],
  );
  return row?.count ?? 0;
}

/** Which documents of a kind are assigned to an object. */
export async function readAssignedTo(tx: TenantTransaction, kind: string, objectId: string): Promise<StoredDocument[]> {
  return tx.rows<StoredDocument>(
    `select ${columns} from document_assignments a
     join documents d on d.tenant_id = $1 and d.kind = $3 and d.id = a.document_id
     where a.tenant_id = $1 and a.object_id = $2 and a.kind = $3 order by d.id`,
    [tx.tenant, objectId, kind],
  );
}

/** Assigns a document to an object. @returns false when it is assigned already */
export async function insertAssignment(
  tx: TenantTransaction,
  kind: string,
  id: string,
  objectId: string,
): Promise<boolean> {
  const written = await tx.run(
    `insert into document_assignments (tenant_id, kind, document_id, object_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [tx.tenant, kind, id, objectId],
  );
  return written > 0;
}

/** Takes an assignment back. @returns false when there is none */
export async function deleteAssignment(
  tx: TenantTransaction,
  kind: string,
  id: string,
  objectId: string,
): Promise<boolean> {
  const removed = await tx.run(
    'delete from document_assignments where tenant_id = $1 and kind = $2 and document_id = $3 and object_id = $4',
    [tx.tenant, kind, id, objectId],
  );
  return removed > 0;
}

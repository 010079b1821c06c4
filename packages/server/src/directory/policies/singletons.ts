import { findDocument } from '../documents/change-documents.js';
import { insertDocument, type StoredDocument, updateDocument } from '../documents/repository.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, recordChange } from '../operation.js';
import { type PolicyChange, stamped } from './change-policies.js';
import type { SingletonKind } from './policy-kind.js';
import { lockPolicies } from './repository.js';

/** The one policy of a kind, as the tenant says it or, as long as it never did, as it is at first. */
export function readSingleton<Body extends object>(
  kind: SingletonKind<Body>,
): DirectoryOperation<StoredDocument<Body>> {
  return async (work) => {
    const stored = await findDocument(kind, kind.id)(work);
    const blank = { id: kind.id, parentId: null, body: kind.initial, createdAt: work.clock.now() };
    // What a later version adds says at first what it says in a new tenant.
    return stored === undefined ? blank : { ...stored, body: { ...kind.initial, ...stored.body } };
  };
}

/** Changes the one policy of a kind. */
export function changeSingleton<Body extends object>(
  kind: SingletonKind<Body>,
  change: PolicyChange<Body>,
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    await lockPolicies(work.tx);
    const before = await readSingleton(kind)(work);
    const changed = await change(before, work);
    if (isRefused(changed)) return changed;
    const body = stamped(kind, before.body, changed, work);
    const after = { ...before, body };
    const name = kind.nameOf(body);
    const target = { type: kind.name, id: kind.id, ...(name !== undefined && { name }) };
    if (recordChange(work, `${kind.name}.update`, target, before.body, body)) {
      const document = after as unknown as StoredDocument;
      const isNew = await insertDocument(work.tx, kind.name, document);
      if (!isNew) await updateDocument(work.tx, kind.name, document);
    }
    return (await kind.afterWrite?.(work, after, before)) ?? after;
  };
}

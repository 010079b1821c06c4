import { assignDocument, findDocument, unassignDocument } from '../documents/change-documents.js';
import type { StoredDocument } from '../documents/repository.js';
import { type DirectoryOperation, type DirectoryRefusal, refused } from '../operation.js';
import type { ObjectType } from '../relations/repository.js';
import { type DirectoryObject, readObjects } from '../objects/read-objects.js';
import type { PolicyKind } from './policy-kind.js';
import { lockPolicies, readAssigneesAfter } from './repository.js';

/** An object has at most one policy of a kind (Microsoft Graph documentation: assign tokenLifetimePolicy). */
const mostOfAKind = 1;

/** Assigns a policy to an object of that type. */
export function assignPolicy<Body extends object>(
  kind: PolicyKind<Body>,
  id: string,
  object: { readonly id: string; readonly type: ObjectType },
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    // Two assignments at once would each find the object without one.
    await lockPolicies(work.tx);
    return assignDocument(kind, id, { id: object.id, types: [object.type], most: mostOfAKind })(work);
  };
}

/** Takes a policy from an object. */
export const unassignPolicy = unassignDocument;

/** A page of the objects that a policy is assigned to, by id. */
export function pageAssignees<Body extends object>(
  kind: PolicyKind<Body>,
  id: string,
  page: { readonly after: string | null; readonly limit: number },
): DirectoryOperation<readonly DirectoryObject[] | DirectoryRefusal> {
  return async (work) => {
    if ((await findDocument(kind, id)(work)) === undefined) return refused('not_found', { value: id });
    const found = await readAssigneesAfter(work.tx, kind.name, id, page);
    return readObjects(found.map((one) => one.id))(work);
  };
}

import { changeDocument, createDocument, deleteDocument, findDocument } from '../documents/change-documents.js';
import { insertDocument, type StoredDocument } from '../documents/repository.js';
import { isSame } from '../journal-changes.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import type { PolicyKind } from './policy-kind.js';
import { lockPolicies } from './repository.js';

/** What a policy becomes, made of what it was, while nobody else changes policies of the tenant. */
export type PolicyChange<Body extends object> = (
  before: StoredDocument<Body>,
  work: DirectoryWork,
) => Promise<Body | DirectoryRefusal> | Body | DirectoryRefusal;

/** Makes a policy; without an id it gets one. */
export function createPolicy<Body extends object>(
  kind: PolicyKind<Body>,
  draft: { readonly id?: string; readonly body: Body },
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    await lockPolicies(work.tx);
    const made = await createDocument(kind, draft)(work);
    if (isRefused(made)) return made;
    return (await kind.afterWrite?.(work, made, undefined)) ?? made;
  };
}

/** Changes a policy. */
export function changePolicy<Body extends object>(
  kind: PolicyKind<Body>,
  id: string,
  change: PolicyChange<Body>,
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    await lockPolicies(work.tx);
    const before = await findDocument(kind, id)(work);
    if (before === undefined) return refused('not_found', { value: id });
    const body = await change(before, work);
    if (isRefused(body)) return body;
    const changed = await changeDocument(kind, id, () => stamped(kind, before.body, body, work))(work);
    if (isRefused(changed)) return changed;
    return (await kind.afterWrite?.(work, changed, before)) ?? changed;
  };
}

/**
 * Changes a policy, or makes it under that very id.
 * @param from what it is made of where it is not stored; `isImplied` when it holds all the same, so that making it is a change of it
 * @returns whether it was made
 */
export function putPolicy<Body extends object>(
  kind: PolicyKind<Body>,
  id: string,
  from: { readonly initial: Body; readonly isImplied?: true; readonly change: PolicyChange<Body> },
): DirectoryOperation<{ readonly document: StoredDocument<Body>; readonly isNew: boolean } | DirectoryRefusal> {
  return async (work) => {
    await lockPolicies(work.tx);
    if ((await findDocument(kind, id)(work)) !== undefined) {
      const changed = await changePolicy(kind, id, from.change)(work);
      return isRefused(changed) ? changed : { document: changed, isNew: false };
    }
    const blank = { id, parentId: null, body: from.initial, createdAt: work.clock.now() };
    const body = await from.change(blank, work);
    if (isRefused(body)) return body;
    const made = from.isImplied === true ? sayImplied(kind, blank, body) : createPolicy(kind, { id, body });
    const document = await made(work);
    return isRefused(document) ? document : { document, isNew: true };
  };
}

/** Stores for the first time what held unsaid. */
function sayImplied<Body extends object>(
  kind: PolicyKind<Body>,
  before: StoredDocument<Body>,
  body: Body,
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    const after = { ...before, body };
    const name = kind.nameOf(body);
    const target = { type: kind.name, id: before.id, ...(name !== undefined && { name }) };
    if (recordChange(work, `${kind.name}.update`, target, before.body, body)) {
      await insertDocument(work.tx, kind.name, after as unknown as StoredDocument);
    }
    return (await kind.afterWrite?.(work, after, before)) ?? after;
  };
}

/** Removes a policy, with its assignments. @param check refuses what the caller did not know */
export function deletePolicy<Body extends object>(
  kind: PolicyKind<Body>,
  id: string,
  check: (stored: StoredDocument<Body>, work: DirectoryWork) => Promise<DirectoryRefusal | undefined>,
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    await lockPolicies(work.tx);
    return deleteDocument(
      kind,
      id,
      async (_work, before) => (await check(before, work)) ?? (await kind.beforeDelete?.(work, before)),
    )(work);
  };
}

/** A changed body, with the moment of the change where the kind tells it. */
export function stamped<Body extends object>(
  { stamp }: PolicyKind<Body>,
  before: Body,
  after: Body,
  { clock }: DirectoryWork,
): Body {
  if (stamp === undefined || isSame(before, { ...after, [stamp]: before[stamp] })) return after;
  return { ...after, [stamp]: new Date(clock.now()).toISOString() };
}

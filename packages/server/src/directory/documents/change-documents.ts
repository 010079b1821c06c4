import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import {
  countDocuments,
  deleteAssignment,
  deleteDocument as removeDocument,
  insertAssignment,
  insertDocument,
  lockDocument,
  readAssignedTo,
  readDocument,
  readDocuments,
  type StoredDocument,
  updateDocument,
} from './repository.js';

/**
 * A kind of object that a tenant keeps few of, and reads whole: policies, role definitions, extensions, attribute definitions. Whoever
 * owns a kind declares it once, and validates bodies before they come here.
 */
export interface DocumentKind<Body extends object> {
  /** As the journal and the store name it: `claims-mapping-policy`. */
  readonly name: string;
  /** The most that one tenant, or one parent, may have. */
  readonly limit: number;
  /** What people call one document. */
  nameOf(body: Body): string | undefined;
}

type Documents<Body extends object> = readonly StoredDocument<Body>[];

/** Every document of a kind; with a parent, those that live in it. */
export function listDocuments<Body extends object>(
  kind: DocumentKind<Body>,
  parentId: string | null = null,
): DirectoryOperation<Documents<Body>> {
  return async ({ tx }) => (await readDocuments(tx, kind.name, parentId, kind.limit)) as unknown as Documents<Body>;
}

/** One document of a kind. */
export function findDocument<Body extends object>(
  kind: DocumentKind<Body>,
  id: string,
): DirectoryOperation<StoredDocument<Body> | undefined> {
  return async ({ tx }) => (await readDocument(tx, kind.name, id)) as unknown as StoredDocument<Body> | undefined;
}

/** Keeps a new document; without an id it gets one. */
export function createDocument<Body extends object>(
  kind: DocumentKind<Body>,
  { id, parentId = null, body }: { readonly id?: string; readonly parentId?: string | null; readonly body: Body },
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    if ((await countDocuments(tx, kind.name, parentId)) >= kind.limit) {
      return refused('too_many', { detail: `${kind.limit}` });
    }
    const document = { id: id ?? ids.guid(), parentId, body, createdAt: clock.now() };
    const plain = document as unknown as StoredDocument;
    if (!(await insertDocument(tx, kind.name, plain))) return refused('taken', { property: 'id', value: document.id });
    recordChange(work, `${kind.name}.create`, targetOf(kind, document), undefined, body);
    return document;
  };
}

/** Changes a document as `change` says of it as stored. */
export function changeDocument<Body extends object>(
  kind: DocumentKind<Body>,
  id: string,
  change: (before: StoredDocument<Body>) => Body | DirectoryRefusal,
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    const before = (await lockDocument(work.tx, kind.name, id)) as unknown as StoredDocument<Body> | undefined;
    if (before === undefined) return refused('not_found', { value: id });
    const body = change(before);
    if (isRefused(body)) return body;
    const after = { ...before, body };
    if (recordChange(work, `${kind.name}.update`, targetOf(kind, after), before.body, body)) {
      await updateDocument(work.tx, kind.name, after as unknown as StoredDocument);
    }
    return after;
  };
}

/** Removes a document, with its assignments. */
export function deleteDocument<Body extends object>(
  kind: DocumentKind<Body>,
  id: string,
  check: (work: DirectoryWork, before: StoredDocument<Body>) => Promise<DirectoryRefusal | undefined> = async () =>
    undefined,
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    const before = (await lockDocument(work.tx, kind.name, id)) as unknown as StoredDocument<Body> | undefined;
    if (before === undefined) return refused('not_found', { value: id });
    const objection = await check(work, before);
    if (objection !== undefined) return objection;
    await removeDocument(work.tx, kind.name, id);
    recordChange(work, `${kind.name}.delete`, targetOf(kind, before), before.body, undefined);
    return before;
  };
}

/** The documents of a kind that are assigned to an object. */
export function documentsAssignedTo<Body extends object>(
  kind: DocumentKind<Body>,
  objectId: string,
): DirectoryOperation<Documents<Body>> {
  return async ({ tx }) => (await readAssignedTo(tx, kind.name, objectId)) as unknown as Documents<Body>;
}

/** Assigns a document to an object of one of the given types; `most` of a kind may be assigned to one object. */
export function assignDocument<Body extends object>(
  kind: DocumentKind<Body>,
  id: string,
  object: { readonly id: string; readonly types: readonly string[]; readonly most: number },
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    const document = (await lockDocument(work.tx, kind.name, id)) as unknown as StoredDocument<Body> | undefined;
    if (document === undefined) return refused('reference_not_found', { value: id });
    const type = (await objectTypes(work.tx, [object.id])).get(object.id);
    if (type === undefined || !object.types.includes(type)) return refused('not_found', { value: object.id });
    const others = await readAssignedTo(work.tx, kind.name, object.id);
    if (others.some((one) => one.id === id)) return refused('already_referenced');
    if (others.length >= object.most) return refused('too_many', { detail: `${object.most}` });
    await insertAssignment(work.tx, kind.name, id, object.id);
    recordChange(work, `${kind.name}.assign`, targetOf(kind, document), undefined, { assignedTo: object.id });
    return document;
  };
}

/** Takes an assignment of a document back. */
export function unassignDocument<Body extends object>(
  kind: DocumentKind<Body>,
  id: string,
  objectId: string,
): DirectoryOperation<StoredDocument<Body> | DirectoryRefusal> {
  return async (work) => {
    const document = (await readDocument(work.tx, kind.name, id)) as unknown as StoredDocument<Body> | undefined;
    const removed = document !== undefined && (await deleteAssignment(work.tx, kind.name, id, objectId));
    if (document === undefined || !removed) return refused('reference_not_found', { value: id });
    recordChange(work, `${kind.name}.unassign`, targetOf(kind, document), { assignedTo: objectId }, undefined);
    return document;
  };
}

function targetOf<Body extends object>(kind: DocumentKind<Body>, { id, body }: { id: string; body: Body }) {
  const name = kind.nameOf(body);
  return { type: kind.name, id, ...(name === undefined ? {} : { name }) };
}

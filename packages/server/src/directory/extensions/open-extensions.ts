import { changeDocument, createDocument, deleteDocument, type DocumentKind } from '../documents/change-documents.js';
import { readDocument, readDocuments, type StoredDocument } from '../documents/repository.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  refused,
} from '../operation.js';
import { objectTypes, type ObjectType } from '../relations/repository.js';

/** A bag of values that an application hangs on an object (Microsoft Graph documentation: openTypeExtension). It lives in the object. */
export interface OpenExtension {
  /** As it was written; letter case does not tell the extensions of an object apart. */
  readonly extensionName: string;
  /** The application that made it. */
  readonly creator: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const openExtensions: DocumentKind<OpenExtension> = {
  name: 'open-extension',
  // Of one object, of all applications.
  limit: 100,
  nameOf: ({ extensionName }) => extensionName,
};

/** How many one application may hang on one object, and how long one may be, in bytes of JSON (extensions overview: limits). */
const mostOfCreator = 2;
const longest = 2_048;

/** An open extension with its id and the object it hangs on. */
export type StoredOpenExtension = StoredDocument<OpenExtension>;

/** An object, and the kind it must be of. */
export interface ExtendedObject {
  readonly type: ObjectType;
  readonly id: string;
}

/** The open extensions of an object; refused when there is no such object. */
export function listOpenExtensions(
  object: ExtendedObject,
): DirectoryOperation<readonly StoredOpenExtension[] | DirectoryRefusal> {
  return async (work) => {
    if (!(await isThere(work, object))) return refused('not_found', { value: object.id });
    const all = await readDocuments(work.tx, openExtensions.name, object.id, openExtensions.limit);
    return all as unknown as readonly StoredOpenExtension[];
  };
}

/** One of them, by its name in any letter case. */
export function findOpenExtension(
  object: ExtendedObject,
  name: string,
): DirectoryOperation<StoredOpenExtension | undefined> {
  return async (work) => {
    if (!(await isThere(work, object))) return undefined;
    const found = await readDocument(work.tx, openExtensions.name, idOf(object, name));
    return found as unknown as StoredOpenExtension | undefined;
  };
}

/** Hangs values on an object. */
export function createOpenExtension(
  object: ExtendedObject,
  body: OpenExtension,
): DirectoryOperation<StoredOpenExtension | DirectoryRefusal> {
  return async (work) => {
    const objection = nameObjection(body) ?? sizeObjection(body);
    if (objection !== undefined) return objection;
    const there = await listOpenExtensions(object)(work);
    if (isRefused(there)) return there;
    if (there.filter((one) => one.body.creator === body.creator).length >= mostOfCreator) {
      return refused('too_many', { detail: `${mostOfCreator} open extensions of one application` });
    }
    const id = idOf(object, body.extensionName);
    if (there.some((one) => one.id === id)) return refused('taken', { property: 'extensionName' });
    return createDocument(openExtensions, { id, parentId: object.id, body })(work);
  };
}

/** Puts other values in place of those of an open extension. */
export function changeOpenExtension(
  object: ExtendedObject,
  name: string,
  change: (before: OpenExtension) => OpenExtension,
): DirectoryOperation<StoredOpenExtension | DirectoryRefusal> {
  return async (work) => {
    if (!(await isThere(work, object))) return refused('not_found', { value: object.id });
    return changeDocument(openExtensions, idOf(object, name), ({ body }) => {
      const after = change(body);
      return sizeObjection(after) ?? after;
    })(work);
  };
}

/** Takes an open extension away. */
export function deleteOpenExtension(
  object: ExtendedObject,
  name: string,
): DirectoryOperation<StoredOpenExtension | DirectoryRefusal> {
  return async (work) => {
    if (!(await isThere(work, object))) return refused('not_found', { value: object.id });
    return deleteDocument(openExtensions, idOf(object, name))(work);
  };
}

async function isThere({ tx }: DirectoryWork, { type, id }: ExtendedObject): Promise<boolean> {
  return (await objectTypes(tx, [id])).get(id) === type;
}

function idOf({ id }: ExtendedObject, name: string): string {
  return `${id} ${name.toLowerCase()}`;
}

function nameObjection({ extensionName }: OpenExtension): DirectoryRefusal | undefined {
  if (!/^[A-Za-z][A-Za-z0-9._-]{0,127}$/.test(extensionName)) return refused('invalid', { property: 'extensionName' });
  // Microsoft Graph documentation: openTypeExtension; names that are the platform's own.
  return /^com\.(?:microsoft|onmicrosoft)(?:\.|$)/i.test(extensionName)
    ? refused('invalid', { property: 'extensionName', detail: 'the name is reserved' })
    : undefined;
}

function sizeObjection({ values }: OpenExtension): DirectoryRefusal | undefined {
  return Buffer.byteLength(JSON.stringify(values)) > longest
    ? refused('too_many', { detail: `${longest} bytes of an open extension` })
    : undefined;
}

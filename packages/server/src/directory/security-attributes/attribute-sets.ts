import { changeDocument, createDocument, type DocumentKind } from '../documents/change-documents.js';
import { readDocument, readDocuments, type StoredDocument } from '../documents/repository.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  refused,
} from '../operation.js';

/** A set of custom security attributes (Microsoft Graph documentation: attributeSet). It is never renamed nor deleted. */
export interface AttributeSet {
  /** As it was written; letter case does not tell sets apart. */
  readonly id: string;
  readonly description?: string;
  /** How many active attributes it may have; as many as the tenant when absent. */
  readonly maxAttributesPerSet?: number;
}

/** A document's own id is the set's in lower case. */
const attributeSets: DocumentKind<AttributeSet> = {
  name: 'attribute-set',
  limit: 500,
  nameOf: ({ id }) => id,
};

/** Every attribute set, by name. */
export function listAttributeSets(): DirectoryOperation<readonly AttributeSet[]> {
  return async ({ tx }) => {
    const all = await readDocuments(tx, attributeSets.name, null, attributeSets.limit);
    return all.map(({ body }) => body as unknown as AttributeSet);
  };
}

/** One attribute set, by its name in any letter case. */
export function findAttributeSet(id: string): DirectoryOperation<AttributeSet | undefined> {
  return async (work) => readAttributeSet(work, id);
}

/** Makes an attribute set. */
export function createAttributeSet(draft: AttributeSet): DirectoryOperation<AttributeSet | DirectoryRefusal> {
  return async (work) => {
    const fault = attributeNameFault(draft.id);
    if (fault !== undefined) return refused('invalid', { property: 'id', detail: fault });
    const made = await createDocument(attributeSets, { id: draft.id.toLowerCase(), body: draft })(work);
    return isRefused(made) ? made : made.body;
  };
}

/** Changes an attribute set as `change` says of it as stored; its name stays. */
export function changeAttributeSet(
  id: string,
  change: (before: AttributeSet) => AttributeSet | DirectoryRefusal,
): DirectoryOperation<AttributeSet | DirectoryRefusal> {
  return async (work) => {
    const changed = await changeDocument(attributeSets, id.toLowerCase(), ({ body }) => change(body))(work);
    return isRefused(changed) ? changed : changed.body;
  };
}

/** The stored set of a name, in any letter case. */
export async function readAttributeSet({ tx }: DirectoryWork, id: string): Promise<AttributeSet | undefined> {
  const found = (await readDocument(tx, attributeSets.name, id.toLowerCase())) as unknown as
    | StoredDocument<AttributeSet>
    | undefined;
  return found?.body;
}

/**
 * What is wrong with the name of a set or of an attribute (Microsoft Entra documentation: custom security attributes, limits).
 * DIVERGENCE: letters and digits of ASCII alone, since names are members of JSON objects and of filters.
 */
export function attributeNameFault(name: string): string | undefined {
  if (name.length > 32) return 'it must not be longer than 32 characters';
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name)
    ? undefined
    : 'it must have only letters and digits, and begin with a letter';
}

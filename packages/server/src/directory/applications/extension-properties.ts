import type { ApplicationId } from '@gatehouse/model';
import { type ExtensionProperty, extensionPropertyName, extensionPropertyProblems } from '@gatehouse/policy';
import { createDocument, deleteDocument, type DocumentKind, listDocuments } from '../documents/change-documents.js';
import type { StoredDocument } from '../documents/repository.js';
import { type DirectoryOperation, type DirectoryRefusal, refused } from '../operation.js';
import { lockApplication } from './repository.js';

/** Definitions of directory extensions. They live in the application that makes them, and go with it. */
const extensionPropertyKind: DocumentKind<ExtensionProperty> = {
  name: 'extension-property',
  // Ours: objects hold at most 100 values of extensions, whatever the applications define.
  limit: 500,
  nameOf: ({ name }) => name,
};

/** The directory extensions that an application defines. */
export function listExtensionProperties(
  application: ApplicationId,
): DirectoryOperation<readonly StoredDocument<ExtensionProperty>[]> {
  return listDocuments(extensionPropertyKind, application);
}

/** Defines a directory extension. @param draft its name as the application calls it; no two may be called alike in any letter case */
export function createExtensionProperty(
  application: ApplicationId,
  draft: ExtensionProperty,
): DirectoryOperation<StoredDocument<ExtensionProperty> | DirectoryRefusal> {
  return async (work) => {
    const owner = await lockApplication(work.tx, application);
    if (owner === undefined) return refused('not_found', { value: application });
    const [problem] = extensionPropertyProblems(draft.name, draft.targetObjects);
    if (problem !== undefined) return refused('invalid', { property: problem.path, detail: problem.reason });
    const name = extensionPropertyName(owner.appId, draft.name);
    const others = await listExtensionProperties(application)(work);
    if (others.some(({ body }) => body.name.toLowerCase() === name.toLowerCase())) {
      return refused('taken', { property: 'name', value: name });
    }
    return createDocument(extensionPropertyKind, { parentId: application, body: { ...draft, name } })(work);
  };
}

/** Removes the definition of a directory extension; what objects hold of it is out of reach then. */
export function deleteExtensionProperty(
  application: ApplicationId,
  id: string,
): DirectoryOperation<StoredDocument<ExtensionProperty> | DirectoryRefusal> {
  return deleteDocument(extensionPropertyKind, id, async (_work, { parentId }) =>
    parentId === application ? undefined : refused('not_found', { value: id }),
  );
}

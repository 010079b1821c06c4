import type { FurtherProperties } from '@gatehouse/model';
import { changeDocument, createDocument, type DocumentKind } from '../documents/change-documents.js';
import { readDocument } from '../documents/repository.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused } from '../operation.js';

/** What a tenant says about itself beside its name and domains: addresses for notices, privacy statement, extension values. */
const organizations: DocumentKind<FurtherProperties> = {
  name: 'organization',
  limit: 1,
  nameOf: () => undefined,
};

/** What the tenant says about itself; nothing, as long as it never said anything. */
export function findOrganization(): DirectoryOperation<FurtherProperties> {
  return async ({ tx }) => (await readDocument(tx, organizations.name, tx.tenant))?.body ?? {};
}

/** Changes what the tenant says about itself. */
export function changeOrganization(
  change: (before: FurtherProperties) => FurtherProperties | DirectoryRefusal,
): DirectoryOperation<FurtherProperties | DirectoryRefusal> {
  return async (work) => {
    const id = work.tx.tenant;
    if ((await readDocument(work.tx, organizations.name, id)) === undefined) {
      const body = change({});
      if (isRefused(body)) return body;
      const made = await createDocument(organizations, { id, body })(work);
      if (!isRefused(made)) return made.body;
      // Somebody else was first.
    }
    const changed = await changeDocument(organizations, id, ({ body }) => change(body))(work);
    return isRefused(changed) ? changed : changed.body;
  };
}

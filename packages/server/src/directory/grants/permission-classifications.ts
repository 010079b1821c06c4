import type { PermissionId, PermissionScope, ServicePrincipalId } from '@gatehouse/model';
import { createDocument, type DocumentKind } from '../documents/change-documents.js';
import { readDocuments, type StoredDocument } from '../documents/repository.js';
import { type DirectoryOperation, type DirectoryRefusal, refused } from '../operation.js';
import { objectTypes } from '../relations/repository.js';

/** How much a delegated permission of an API gives away, as an administrator sees it. */
export interface PermissionClassification {
  readonly permissionId: PermissionId;
  readonly permissionName: string;
  readonly classification: 'low' | 'medium' | 'high';
}

/** The classifications of the permissions of one API, inside its service principal. */
export const permissionClassificationKind: DocumentKind<PermissionClassification> = {
  name: 'delegated-permission-classification',
  limit: 1_000,
  nameOf: ({ permissionName }) => permissionName,
};

/**
 * Classifies a delegated permission: one that people may consent to themselves, and once
 * (Microsoft Graph documentation: delegatedPermissionClassification).
 */
export function createPermissionClassification(
  resourceId: ServicePrincipalId,
  { permissionId, classification }: Omit<PermissionClassification, 'permissionName'>,
  published: readonly PermissionScope[],
): DirectoryOperation<StoredDocument<PermissionClassification> | DirectoryRefusal> {
  return async (work) => {
    const kind = permissionClassificationKind;
    if ((await objectTypes(work.tx, [resourceId])).get(resourceId) !== 'servicePrincipal') {
      return refused('not_found', { value: resourceId });
    }
    const permission = published.find(({ id }) => id === permissionId);
    if (permission === undefined) {
      return refused('invalid', { property: 'permissionId', detail: 'the resource publishes no such permission' });
    }
    if (permission.type !== 'User') {
      const detail = 'permissions that need the consent of an administrator cannot be classified';
      return refused('invalid', { property: 'permissionId', detail });
    }
    const others = await readDocuments(work.tx, kind.name, resourceId, kind.limit);
    if (others.some(({ body }) => body.permissionId === permissionId)) {
      return refused('taken', { property: 'permissionId' });
    }
    const body = { permissionId, permissionName: permission.value, classification };
    return createDocument(kind, { parentId: resourceId, body })(work);
  };
}

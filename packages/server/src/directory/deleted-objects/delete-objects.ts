import type { AppId } from '@gatehouse/model';
import { violatedConstraint } from '../../platform/store/index.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, recordChange, refused } from '../operation.js';
import type { ObjectType } from '../relations/repository.js';
import { lastAdministrator } from '../roles/last-administrator.js';
import { removeAssignmentsInScope } from '../roles/remove-assignments.js';
import { readServicePrincipalsByAppId } from '../service-principals/repository.js';
import { deletableKind, type Deletable } from './object-kinds.js';
import {
  type DeletedObject,
  forgetDeleted,
  keepDeleted,
  lockDeleted,
  readDeleted,
  readDeletedBefore,
  restoreTies,
} from './repository.js';

/** How long a deleted object can be restored (Microsoft Graph documentation: deleted items). Milliseconds. */
export const deletedFor = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes an object with everything that hangs on it; for 30 days it can be restored with that. An application takes its service
 * principal in the tenant with it (Microsoft Graph documentation: delete application).
 * @param check what else may forbid it, from the object as stored.
 */
export function deleteObject(
  type: ObjectType,
  id: string,
  check: (entity: Deletable) => DirectoryRefusal | undefined = () => undefined,
): DirectoryOperation<DeletedObject | DirectoryRefusal> {
  return async (work) => {
    const kind = deletableKind(type);
    const entity = await kind?.lock(work, id);
    if (kind === undefined || entity === undefined) return refused('not_found', { value: id });
    const objection = check(entity) ?? (await lastAdministrator(work, id));
    if (objection !== undefined) return objection;
    const deleted = deletedOf(type, entity, work.clock.now());
    await keepDeleted(work.tx, deleted);
    await kind.remove(work, entity);
    recordChange(work, `${kind.noun}.delete`, targetOf(kind.noun, deleted), entity, undefined);
    if (type !== 'application') return deleted;
    const [principal] = await readServicePrincipalsByAppId(work.tx, [deleted.appId as AppId]);
    const gone = principal && (await deleteObject('servicePrincipal', principal.id)(work));
    return isRefused(gone) ? gone : deleted;
  };
}

/** Puts a deleted object back, with what hung on it as far as that is still there. */
export function restoreObject(id: string): DirectoryOperation<DeletedObject | DirectoryRefusal> {
  return async (work) => {
    const deleted = await lockDeleted(work.tx, id);
    const kind = deleted && deletableKind(deleted.type);
    if (deleted === undefined || kind === undefined) return refused('not_found', { value: id });
    const entity = deleted.entity as unknown as Deletable;
    try {
      if (!(await kind.insert(work, entity))) return refused('taken', { property: 'appId' });
    } catch (error) {
      const property = takenBy.get(violatedConstraint(error) ?? '');
      if (property === undefined) throw error;
      return refused('taken', { property });
    }
    await restoreTies(work.tx, id);
    await forgetDeleted(work.tx, id);
    recordChange(work, `${kind.noun}.restore`, targetOf(kind.noun, deleted), undefined, entity);
    return deleted;
  };
}

/** Forgets a deleted object for good. */
export function purgeObject(id: string): DirectoryOperation<DeletedObject | DirectoryRefusal> {
  return async (work) => {
    const deleted = await lockDeleted(work.tx, id);
    const kind = deleted && deletableKind(deleted.type);
    if (deleted === undefined || kind === undefined) return refused('not_found', { value: id });
    await forgetDeleted(work.tx, id);
    await removeAssignmentsInScope(
      work,
      deleted.type === 'administrativeUnit' ? `/administrativeUnits/${id}` : `/${id}`,
    );
    recordChange(work, `${kind.noun}.purge`, targetOf(kind.noun, deleted), { isDeleted: true }, undefined);
    return deleted;
  };
}

/** The objects that were deleted longer ago than they can be restored; at most `limit`. */
export function expiredDeletions(limit: number): DirectoryOperation<readonly DeletedObject[]> {
  return ({ tx, clock }) => readDeletedBefore(tx, clock.now() - deletedFor, limit);
}

/** A page of deleted objects of one kind, by id. */
export function listDeleted(
  type: ObjectType,
  page: { readonly top: number; readonly after: string | null },
): DirectoryOperation<readonly DeletedObject[]> {
  return ({ tx }) => readDeleted(tx, type, page);
}

/** One deleted object. */
export function findDeleted(id: string): DirectoryOperation<DeletedObject | undefined> {
  return ({ tx }) => lockDeleted(tx, id);
}

/** The property whose value something else has taken meanwhile, by the constraint that says so. */
const takenBy: ReadonlyMap<string, string> = new Map([
  ['users_by_name', 'userPrincipalName'],
  ['application_homes_pkey', 'appId'],
  ['applications_by_app_id', 'appId'],
  ['application_identifier_uris_pkey', 'identifierUris'],
  ['identifier_uris_pkey', 'identifierUris'],
  ['service_principals_by_app_id', 'appId'],
]);

function deletedOf(type: ObjectType, entity: Deletable, now: number): DeletedObject {
  return {
    id: entity.id,
    type,
    displayName: entity.displayName,
    appId: 'appId' in entity ? entity.appId : null,
    deletedAt: now,
    entity: entity as unknown as DeletedObject['entity'],
  };
}

function targetOf(noun: string, { id, displayName }: DeletedObject) {
  return { type: noun, id, ...(displayName === null ? {} : { name: displayName }) };
}

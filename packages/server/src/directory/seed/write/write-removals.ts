import { deleteAssignment } from '../../grants/repository.js';
import { deletePermissionGrant } from '../../grants/change-permission-grants.js';
import { deleteAssignment as unassignDocument, deleteDocument } from '../../documents/repository.js';
import { deleteObject } from '../../deleted-objects/delete-objects.js';
import { removeDevice } from '../../devices/change-devices.js';
import { type DirectoryRefusal, type DirectoryWork, isRefused, recordChange } from '../../operation.js';
import { removeRoleAssignment } from '../../roles/change-roles.js';
import { removeRole } from '../../roles/custom-roles.js';
import { removeDomain } from '../../tenants/remove-domain.js';
import type { DeviceId } from '@gatehouse/model';
import { sectionOf } from '../documents/document-sections.js';
import type { Removal } from '../plan/tenant-plan.js';
import { refusalText, SeedRefusal } from './seed-refusal.js';

/**
 * Takes away what is not to stay, by the same rules as everybody: most objects can be restored for a while. What is gone already,
 * because it went with something else, counts as unchanged.
 * @throws SeedRefusal where a rule forbids it, such as that somebody must be left who administers the tenant.
 */
export async function writeRemovals(work: DirectoryWork, removals: readonly Removal[]): Promise<boolean[]> {
  const changed: boolean[] = [];
  for (const removal of removals) {
    const done = await remove(work, removal);
    if (isRefused(done) && done.reason !== 'not_found') {
      throw new SeedRefusal(refusalText(`remove ${nameOf(removal)}`, done));
    }
    changed.push(done === true);
  }
  return changed;
}

async function remove(work: DirectoryWork, removal: Removal): Promise<boolean | DirectoryRefusal> {
  switch (removal.kind) {
    case 'object':
      return removal.type === 'device'
        ? outcomeOf(await removeDevice(removal.id as DeviceId)(work))
        : outcomeOf(await deleteObject(removal.type, removal.id)(work));
    case 'domain':
      return outcomeOf(await removeDomain(removal.name)(work));
    case 'grant':
      return outcomeOf(await deletePermissionGrant(removal.grant.id)(work));
    case 'role':
      return outcomeOf(await removeRoleAssignment(removal.assignment.id)(work));
    case 'assignment': {
      const { assignment } = removal;
      if (!(await deleteAssignment(work.tx, assignment.id))) return false;
      const target = { type: 'app-role-assignment', id: assignment.id };
      return recordChange(work, 'app-role-assignment.delete', target, assignment, undefined);
    }
    case 'document':
      return removeDocument(work, removal);
    case 'document-assignment': {
      const { kind, documentId, objectId } = removal.assignment;
      if (!(await unassignDocument(work.tx, kind, documentId, objectId))) return false;
      return recordChange(
        work,
        `${kind}.unassign`,
        { type: kind, id: documentId },
        { assignedTo: objectId },
        undefined,
      );
    }
  }
}

async function removeDocument(
  work: DirectoryWork,
  { document, name }: Extract<Removal, { kind: 'document' }>,
): Promise<boolean | DirectoryRefusal> {
  const { kind, id, body } = document;
  // A role goes from those who hold it, too.
  if (kind === 'role-definition') return outcomeOf(await removeRole(id)(work));
  // The plan was shown and agreed to: marks that guard against a slip do not stop it.
  const unguarded = { ...document, body: { ...body, isTrusted: false, isAvailable: false } };
  const objection = await sectionOf(kind)?.beforeDelete?.(work, unguarded);
  if (objection !== undefined) return objection;
  await deleteDocument(work.tx, kind, id);
  const target = { type: kind, id, ...(name !== '' && { name }) };
  return recordChange(work, `${kind}.delete`, target, body, undefined);
}

function outcomeOf(outcome: unknown): true | DirectoryRefusal {
  return isRefused(outcome) ? outcome : true;
}

function nameOf(removal: Removal): string {
  switch (removal.kind) {
    case 'object':
      return `the ${removal.type} \`${removal.name}\``;
    case 'domain':
      return `the domain \`${removal.name}\``;
    case 'document':
      return `the ${removal.document.kind.replaceAll('-', ' ')} \`${removal.name}\``;
    default:
      return `a ${removal.kind.replaceAll('-', ' ')}`;
  }
}

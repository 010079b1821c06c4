import type { AppRoleAssignment, PermissionGrant } from '@gatehouse/model';
import { insertAssignments, insertGrant, updateGrantScopes } from '../../grants/repository.js';
import { insertExternalIdentity } from '../../invitations/repository.js';
import { type DirectoryWork, isRefused, recordChange } from '../../operation.js';
import { createRoleAssignment } from '../../roles/change-roles.js';
import type { Change, RoleChange, TenantPlan } from '../plan/tenant-plan.js';
import { refusalText, SeedRefusal } from './seed-refusal.js';

/** Writes delegated grants. @returns for each whether anything changed */
export async function writeGrants(
  work: DirectoryWork,
  changes: readonly Change<PermissionGrant>[],
): Promise<boolean[]> {
  const changed: boolean[] = [];
  for (const { before, after } of changes) {
    const target = { type: 'oauth2-permission-grant', id: after.id };
    if (before === undefined) {
      if (!(await insertGrant(work.tx, after))) throw new SeedRefusal(`the grant ${after.id} was given meanwhile`);
      changed.push(recordChange(work, 'oauth2-permission-grant.create', target, undefined, after));
      continue;
    }
    const isChanged = recordChange(work, 'oauth2-permission-grant.update', target, before, after);
    if (isChanged) await updateGrantScopes(work.tx, after.id, after.scopes);
    changed.push(isChanged);
  }
  return changed;
}

/** Gives app roles. @returns for each whether it was new */
export async function writeAssignments(
  work: DirectoryWork,
  changes: readonly Change<AppRoleAssignment>[],
): Promise<boolean[]> {
  const fresh = changes.filter(({ before }) => before === undefined).map(({ after }) => after);
  const written = fresh.length === 0 ? new Set<string>() : await insertAssignments(work.tx, fresh);
  return changes.map(({ before, after }) => {
    if (before !== undefined || !written.has(after.id)) return false;
    const target = { type: 'app-role-assignment', id: after.id };
    return recordChange(work, 'app-role-assignment.create', target, undefined, after);
  });
}

/** Gives directory roles, by the same rules as everybody. @returns for each whether it was new */
export async function writeRoles(work: DirectoryWork, changes: readonly RoleChange[]): Promise<boolean[]> {
  const changed: boolean[] = [];
  for (const { before, after, place } of changes) {
    const { createdAt: _createdAt, ...draft } = after;
    const given = before === undefined ? await createRoleAssignment(draft)(work) : undefined;
    const isThere = isRefused(given) && given.reason === 'already_referenced';
    if (isRefused(given) && !isThere) throw new SeedRefusal(refusalText('give the role', given), place);
    changed.push(before === undefined && !isThere);
  }
  return changed;
}

/** Writes who guests are at home. @returns for each whether it was new */
export async function writeExternalIdentities(
  work: DirectoryWork,
  changes: TenantPlan['externalIdentities'],
): Promise<boolean[]> {
  const changed: boolean[] = [];
  for (const { before, after, user } of changes) {
    if (before === undefined) {
      const written = await insertExternalIdentity(work.tx, user.id, after, work.clock.now());
      if (!written) throw new SeedRefusal(`the account ${after.issuerAssignedId} is another guest already`);
      const target = { type: 'user', id: user.id, name: user.userPrincipalName };
      recordChange(work, 'invitation.accept', target, undefined, { externalIdentity: after });
    }
    changed.push(before === undefined);
  }
  return changed;
}

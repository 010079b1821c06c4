import { deletableKind } from '../../deleted-objects/object-kinds.js';
import { forgetDeleted, lockDeleted } from '../../deleted-objects/repository.js';
import { type DirectoryWork, recordChange } from '../../operation.js';
import type { Change, TenantPlan } from '../plan/tenant-plan.js';
import { readDeletedAmong } from '../repository.js';

/**
 * What was deleted and is made anew, with the same id, can be restored no more. Roles that were given for it are for the new one: the
 * plan was made with them.
 */
export async function forgetReplaced(work: DirectoryWork, plan: TenantPlan): Promise<void> {
  const { users, groups, devices, applications, servicePrincipals, units } = plan;
  const changes: readonly Change<{ readonly id: string }>[] = [
    ...users,
    ...groups,
    ...devices,
    ...applications,
    ...servicePrincipals,
    ...units,
  ];
  const fresh = changes.filter(({ before }) => before === undefined).map(({ after }) => after.id);
  if (fresh.length === 0) return;
  for (const id of await readDeletedAmong(work.tx, fresh)) {
    const deleted = await lockDeleted(work.tx, id);
    const noun = deleted && deletableKind(deleted.type)?.noun;
    if (deleted === undefined || noun === undefined) continue;
    await forgetDeleted(work.tx, id);
    const { displayName: name } = deleted;
    const target = { type: noun, id, ...(name !== null && { name }) };
    recordChange(work, `${noun}.purge`, target, { isDeleted: true }, undefined);
  }
}

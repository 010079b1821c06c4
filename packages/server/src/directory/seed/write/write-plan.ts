import type { DirectoryWork } from '../../operation.js';
import { sectionOf } from '../documents/document-sections.js';
import type { DocumentChange, TenantPlan } from '../plan/tenant-plan.js';
import { forgetReplaced } from './forget-replaced.js';
import { closed, isClosing, opened } from './opened-definitions.js';
import { writeDocumentAssignments, writeDocuments, writePolicies } from './write-documents.js';
import { writeMembers } from './write-members.js';
import { writeDevice, writeGroup, writeUnit } from './write-objects.js';
import { writeAssignments, writeExternalIdentities, writeGrants, writeRoles } from './write-permissions.js';
import { writePresences } from './write-presences.js';
import { writeRemovals } from './write-removals.js';
import { writeTenantChange } from './write-tenant.js';
import { writeUsers } from './write-users.js';

/** How many of the things a plan speaks of were changed, and how many were as it says already. */
export interface Tally {
  changed: number;
  unchanged: number;
}

/**
 * Writes what a plan changes, each change with its journal entry. What is referred to is written before what refers to it.
 * @throws SeedRefusal for what the store holds against it.
 */
export async function writePlan(work: DirectoryWork, plan: TenantPlan): Promise<Tally> {
  const tally: Tally = { changed: 0, unchanged: 0 };
  const count = (changed: boolean) => {
    tally[changed ? 'changed' : 'unchanged'] += 1;
  };
  const countAll = (changed: readonly boolean[]) => changed.forEach(count);
  const isInner = ({ after }: DocumentChange) => after.parentId !== null;
  const isPolicy = ({ after }: DocumentChange) => sectionOf(after.kind)?.afterWrite !== undefined;
  count(await writeTenantChange(work, plan.tenant));
  await forgetReplaced(work, plan);
  const definitions = plan.documents.filter((change) => !isInner(change) && !isPolicy(change));
  countAll(await writeDocuments(work, definitions.map(opened)));
  countAll(await writeUsers(work, plan.users));
  for (const { after, brought } of plan.users) {
    const subject = { tenant: work.tx.tenant, userId: after.id, userPrincipalName: after.userPrincipalName };
    for (const { extension, value } of brought) {
      count(await extension.apply(work.tx, subject, value, work.actor));
    }
  }
  countAll(await writePresences(work, plan));
  for (const group of plan.groups) count(await writeGroup(work, group));
  for (const device of plan.devices) count(await writeDevice(work, device));
  for (const unit of plan.units) count(await writeUnit(work, unit));
  for (const change of plan.members) {
    const changed = await writeMembers(work, change);
    tally.changed += changed;
    tally.unchanged += change.named.length - change.missing.length;
  }
  countAll(await writeExternalIdentities(work, plan.externalIdentities));
  countAll(await writeDocuments(work, plan.documents.filter(isInner)));
  countAll(await writePolicies(work, plan.documents.filter(isPolicy)));
  countAll(await writeDocumentAssignments(work, plan.documentAssignments));
  countAll(await writeGrants(work, plan.grants));
  countAll(await writeAssignments(work, plan.assignments));
  countAll(await writeRoles(work, plan.roleAssignments));
  await writeDocuments(work, definitions.map(closed).filter(isClosing));
  countAll(await writeRemovals(work, plan.removals));
  return tally;
}

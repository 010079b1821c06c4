import type { Application, Group, Tenant, User } from '@gatehouse/model';
import type { Actor, TenantTransaction } from '../../platform/store/index.js';
import { insertApplication, updateApplication } from '../applications/repository.js';
import { addToGrant, assignAppRoles } from '../grants/write-grants.js';
import { addMembers, insertGroups, updateGroup } from '../groups/repository.js';
import { changesBetween, isSame } from '../journal-changes.js';
import { changeServicePrincipal, createServicePrincipal } from '../service-principals/write-service-principal.js';
import { insertDomain, writeTenant } from '../tenants/repository.js';
import { insertUsers, updateUser } from '../users/repository.js';
import type { Change, TenantPlan } from './plan/tenant-plan.js';

/** How many of the things a plan speaks of were changed, and how many were as it says already. */
export interface Tally {
  changed: number;
  unchanged: number;
}

/** Writes what a plan changes, each change with its journal entry. */
export async function writePlan(tx: TenantTransaction, plan: TenantPlan, actor: Actor): Promise<Tally> {
  const tally: Tally = { changed: 0, unchanged: 0 };
  const count = (changed: boolean) => {
    tally[changed ? 'changed' : 'unchanged'] += 1;
  };
  count(await writeTenantChange(tx, plan.tenant, actor));
  for (const changed of await writeUsers(tx, plan.users, actor)) count(changed);
  for (const { after, brought } of plan.users) {
    const subject = { tenant: tx.tenant, userId: after.id, userPrincipalName: after.userPrincipalName };
    for (const { extension, value } of brought) count(await extension.apply(tx, subject, value, actor));
  }
  for (const group of plan.groups) count(await writeGroup(tx, group, actor));
  for (const membership of plan.memberships) {
    const added = await writeMembership(tx, membership, actor);
    tally.changed += added;
    tally.unchanged += membership.members.length - added;
  }
  for (const application of plan.applications) count(await writeApplication(tx, application, actor));
  for (const { before, after } of plan.servicePrincipals) {
    count(await (before ? changeServicePrincipal(tx, before, after, actor) : createServicePrincipal(tx, after, actor)));
  }
  for (const grant of plan.grants) count(await addToGrant(tx, grant, actor));
  const assigned = await assignAppRoles(tx, plan.assignments, actor);
  tally.changed += assigned;
  tally.unchanged += plan.assignments.length - assigned;
  return tally;
}

async function writeTenantChange(
  tx: TenantTransaction,
  { before, after }: Change<Tenant>,
  actor: Actor,
): Promise<boolean> {
  const stored = new Set(before?.domains.map((domain) => domain.name));
  const fresh = after.domains.filter((domain) => !stored.has(domain.name));
  const changes = changesBetween(before && { ...before, domains: [] }, { ...after, domains: [] });
  if (before === undefined || changes.length > 0) {
    await writeTenant(tx, after);
    const operation = before === undefined ? 'tenant.create' : 'tenant.update';
    tx.journal({ operation, actor, target: { type: 'tenant', id: after.id, name: after.displayName }, changes });
  }
  for (const domain of fresh) {
    await insertDomain(tx, domain);
    tx.journal({
      operation: 'domain.add',
      actor,
      target: { type: 'domain', id: domain.name, name: domain.name },
      changes: changesBetween(undefined, domain),
    });
  }
  return before === undefined || changes.length > 0 || fresh.length > 0;
}

/** How many rows one statement writes. */
const batch = 1_000;

async function writeUsers(tx: TenantTransaction, users: readonly Change<User>[], actor: Actor): Promise<boolean[]> {
  const fresh = users.filter((user) => user.before === undefined).map((user) => user.after);
  for (let from = 0; from < fresh.length; from += batch) await insertUsers(tx, fresh.slice(from, from + batch));
  const changed: boolean[] = [];
  for (const { before, after } of users) {
    const changes = changesBetween(before, after);
    changed.push(before === undefined || changes.length > 0);
    if (before !== undefined && changes.length > 0) await updateUser(tx, after);
    if (before !== undefined && changes.length === 0) continue;
    tx.journal({
      operation: before === undefined ? 'user.create' : 'user.update',
      actor,
      target: { type: 'user', id: after.id, name: after.userPrincipalName },
      changes,
    });
  }
  return changed;
}

async function writeGroup(tx: TenantTransaction, { before, after }: Change<Group>, actor: Actor): Promise<boolean> {
  const changes = changesBetween(before, after);
  if (before !== undefined && changes.length === 0) return false;
  await (before === undefined ? insertGroups(tx, [after]) : updateGroup(tx, after));
  tx.journal({
    operation: before === undefined ? 'group.create' : 'group.update',
    actor,
    target: { type: 'group', id: after.id, name: after.displayName },
    changes,
  });
  return true;
}

async function writeMembership(
  tx: TenantTransaction,
  { group, name, members }: TenantPlan['memberships'][number],
  actor: Actor,
): Promise<number> {
  if (members.length === 0) return 0;
  const added = await addMembers(tx, group, members);
  for (const member of added) {
    tx.journal({
      operation: 'group-member.add',
      actor,
      target: { type: 'group', id: group, name },
      changes: [{ property: 'members', new: member }],
    });
  }
  return added.length;
}

async function writeApplication(
  tx: TenantTransaction,
  { before, after }: Change<Application>,
  actor: Actor,
): Promise<boolean> {
  if (before !== undefined && isSame(ordered(before), ordered(after))) return false;
  await (before === undefined ? insertApplication(tx, after) : updateApplication(tx, after));
  tx.journal({
    operation: before === undefined ? 'application.create' : 'application.update',
    actor,
    target: { type: 'application', id: after.id, name: after.displayName },
    changes: changesBetween(before && ordered(before), ordered(after)),
  });
  return true;
}

/** The application with its credentials in one order: the store's and the seed's differ, and the order means nothing. */
function ordered(application: Application): Application {
  return {
    ...application,
    passwordCredentials: inOrderOf(application.passwordCredentials, (credential) => credential.keyId),
    keyCredentials: inOrderOf(application.keyCredentials, (credential) => credential.keyId),
    federatedIdentityCredentials: inOrderOf(application.federatedIdentityCredentials, (credential) => credential.id),
  };
}

function inOrderOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return items.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

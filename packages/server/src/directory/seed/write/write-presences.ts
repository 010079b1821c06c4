import type { Application, OwnerId } from '@gatehouse/model';
import { insertApplication, updateApplication } from '../../applications/repository.js';
import { changesBetween, isSame } from '../../journal-changes.js';
import { type DirectoryWork, recordChange } from '../../operation.js';
import { securityAttributesObjection } from '../../security-attributes/assigned-attributes.js';
import {
  insertServicePrincipal,
  type StoredServicePrincipal,
  updateServicePrincipal,
} from '../../service-principals/repository.js';
import type { Change, TenantPlan } from '../plan/tenant-plan.js';
import { refusalText, SeedRefusal } from './seed-refusal.js';

/**
 * Writes applications and service principals, which may own each other: those that are new first without the owners that are new too.
 * @returns for each, applications first, whether anything changed.
 */
export async function writePresences(
  work: DirectoryWork,
  { applications, servicePrincipals }: Pick<TenantPlan, 'applications' | 'servicePrincipals'>,
): Promise<boolean[]> {
  const fresh = new Set<OwnerId>(servicePrincipals.filter(isNew).map(({ after }) => after.id));
  const applicationsChanged: boolean[] = [];
  for (const change of applications) {
    if (isNew(change)) await insertApplication(work.tx, withoutOwners(change.after, fresh));
    applicationsChanged.push(recordApplication(work, change));
  }
  const presencesChanged: boolean[] = [];
  for (const change of servicePrincipals) {
    await judgeAttributes(work, change);
    if (isNew(change)) await insertServicePrincipal(work.tx, withoutOwners(change.after, fresh));
    presencesChanged.push(recordPresence(work, change));
  }
  for (const [index, change] of applications.entries()) {
    const waits = isNew(change) ? hasOwners(change.after, fresh) : applicationsChanged[index] === true;
    if (waits) await updateApplication(work.tx, change.after);
  }
  for (const [index, change] of servicePrincipals.entries()) {
    const waits = isNew(change) ? hasOwners(change.after, fresh) : presencesChanged[index] === true;
    if (waits) await updateServicePrincipal(work.tx, change.after);
  }
  return [...applicationsChanged, ...presencesChanged];
}

function isNew({ before }: Change<unknown>): boolean {
  return before === undefined;
}

interface Owned {
  readonly owners: readonly OwnerId[];
}

function hasOwners({ owners }: Owned, some: ReadonlySet<OwnerId>): boolean {
  return owners.some((owner) => some.has(owner));
}

function withoutOwners<Entity extends Owned>(entity: Entity, some: ReadonlySet<OwnerId>): Entity {
  return { ...entity, owners: entity.owners.filter((owner) => !some.has(owner)) };
}

function recordApplication(work: DirectoryWork, { before, after }: Change<Application>): boolean {
  const target = { type: 'application', id: after.id, name: after.displayName };
  if (before === undefined) return recordChange(work, 'application.create', target, undefined, ordered(after));
  // A secret that is another one is a change that no property tells.
  if (isSame(ordered(before), ordered(after))) return false;
  work.tx.journal({
    operation: 'application.update',
    actor: work.actor,
    target,
    changes: changesBetween(ordered(before), ordered(after)),
  });
  return true;
}

function recordPresence(work: DirectoryWork, { before, after }: Change<StoredServicePrincipal>): boolean {
  const target = { type: 'service-principal', id: after.id, name: after.displayName };
  if (before === undefined) return recordChange(work, 'service-principal.create', target, undefined, after);
  return recordChange(work, 'service-principal.update', target, orderedKeys(before), orderedKeys(after));
}

/** The application with its credentials in one order: the store's and the seed's differ, and the order means nothing. */
export function ordered(application: Application): Application {
  return {
    ...orderedKeys(application),
    federatedIdentityCredentials: inOrderOf(application.federatedIdentityCredentials, (credential) => credential.id),
  };
}

/** With secrets and certificates in one order. */
export function orderedKeys<Entity extends Pick<Application, 'passwordCredentials' | 'keyCredentials'>>(
  entity: Entity,
): Entity {
  return {
    ...entity,
    passwordCredentials: inOrderOf(entity.passwordCredentials, (credential) => credential.keyId),
    keyCredentials: inOrderOf(entity.keyCredentials, (credential) => credential.keyId),
  };
}

function inOrderOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return items.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

async function judgeAttributes(work: DirectoryWork, { before, after }: Change<StoredServicePrincipal>): Promise<void> {
  const [old, fresh] = [before?.customSecurityAttributes, after.customSecurityAttributes];
  const objection = isSame(old, fresh) ? undefined : await securityAttributesObjection(work, old, fresh);
  if (objection !== undefined) {
    throw new SeedRefusal(refusalText(`give the service principal of ${after.appId} attributes`, objection));
  }
}

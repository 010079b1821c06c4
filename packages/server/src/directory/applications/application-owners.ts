import type { ApplicationId, Application, OwnerId } from '@gatehouse/model';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import { lockApplication, updateApplication } from './repository.js';

/** The most owners an application may have (Microsoft Entra service limits). */
const mostApplicationOwners = 100;

/** Adds an owner to an application. */
export function addApplicationOwner(
  id: ApplicationId,
  owner: OwnerId,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeOwners(id, async (work, { owners }) => {
    if (owners.includes(owner)) return refused('already_referenced', { property: 'owners' });
    return (await ownersObjection(work, [...owners, owner])) ?? [...owners, owner].sort();
  });
}

/** Removes an owner of an application; somebody must stay. */
export function removeApplicationOwner(
  id: ApplicationId,
  owner: OwnerId,
): DirectoryOperation<Application | DirectoryRefusal> {
  return changeOwners(id, async (_work, { owners }) => {
    if (!owners.includes(owner)) return refused('reference_not_found', { value: owner });
    if (owners.length === 1) return refused('last_owner');
    return owners.filter((one) => one !== owner);
  });
}

/** Why these cannot all be owners: people and service principals of the tenant can, and not too many of them. */
export async function ownersObjection(
  { tx }: DirectoryWork,
  owners: readonly OwnerId[],
): Promise<DirectoryRefusal | undefined> {
  if (owners.length > mostApplicationOwners) {
    return refused('too_many', { property: 'owners', detail: `${mostApplicationOwners}` });
  }
  const types = await objectTypes(tx, owners);
  const stranger = owners.find((owner) => !['user', 'servicePrincipal'].includes(types.get(owner) ?? ''));
  return stranger && refused('reference_not_found', { value: stranger });
}

function changeOwners(
  id: ApplicationId,
  change: (work: DirectoryWork, application: Application) => Promise<readonly OwnerId[] | DirectoryRefusal>,
): DirectoryOperation<Application | DirectoryRefusal> {
  return async (work) => {
    const before = await lockApplication(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const owners = await change(work, before);
    if (isRefused(owners)) return owners;
    const after: Application = { ...before, owners };
    await updateApplication(work.tx, after);
    const target = { type: 'application', id, name: before.displayName };
    recordChange(work, 'application.update', target, before, after);
    return after;
  };
}

import type { OwnerId, ServicePrincipalId } from '@gatehouse/model';
import { ownersObjection } from '../applications/application-owners.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, recordChange, refused } from '../operation.js';
import { lockServicePrincipal, type StoredServicePrincipal, updateServicePrincipal } from './repository.js';

/** Adds an owner, a user or a service principal. */
export function addServicePrincipalOwner(
  id: ServicePrincipalId,
  owner: OwnerId,
): DirectoryOperation<StoredServicePrincipal | DirectoryRefusal> {
  return changeOwners(id, (owners) =>
    owners.includes(owner) ? refused('already_referenced', { property: 'owners' }) : [...owners, owner].sort(),
  );
}

/** Removes an owner; nobody has to stay (Microsoft Graph documentation: remove owner of a service principal). */
export function removeServicePrincipalOwner(
  id: ServicePrincipalId,
  owner: OwnerId,
): DirectoryOperation<StoredServicePrincipal | DirectoryRefusal> {
  return changeOwners(id, (owners) =>
    owners.includes(owner) ? owners.filter((one) => one !== owner) : refused('reference_not_found', { value: owner }),
  );
}

function changeOwners(
  id: ServicePrincipalId,
  change: (owners: readonly OwnerId[]) => readonly OwnerId[] | DirectoryRefusal,
): DirectoryOperation<StoredServicePrincipal | DirectoryRefusal> {
  return async (work) => {
    const before = await lockServicePrincipal(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const owners = change(before.owners);
    if (isRefused(owners)) return owners;
    const added = owners.filter((owner) => !before.owners.includes(owner));
    const objection = added.length === 0 ? undefined : await ownersObjection(work, owners);
    if (objection !== undefined) return objection;
    const after = { ...before, owners };
    await updateServicePrincipal(work.tx, after);
    recordChange(
      work,
      'service-principal.update',
      { type: 'service-principal', id, name: after.displayName },
      before,
      after,
    );
    return after;
  };
}

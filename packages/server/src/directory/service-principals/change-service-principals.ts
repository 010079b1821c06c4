import { type AppId, type Application, type ServicePrincipalId } from '@gatehouse/model';
import { mayBePresentIn } from '@gatehouse/policy';
import { ownersObjection } from '../applications/application-owners.js';
import { builtInApplications } from '../applications/graph-application.js';
import { deleteObject } from '../deleted-objects/delete-objects.js';
import type { DeletedObject } from '../deleted-objects/repository.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, recordChange, refused } from '../operation.js';
import { newServicePrincipal } from './new-service-principal.js';
import {
  insertServicePrincipal,
  lockServicePrincipal,
  type StoredServicePrincipal,
  updateServicePrincipal,
} from './repository.js';
import { type KnownPresences, servicePrincipalObjection } from './service-principal-objection.js';

/**
 * Makes an application present in the tenant, if its audience reaches it and it is not there yet.
 * @param decide what the tenant decides about it from the start.
 */
export function addServicePrincipal(
  application: Application,
  known: KnownPresences,
  decide: (fresh: StoredServicePrincipal) => StoredServicePrincipal | DirectoryRefusal,
): DirectoryOperation<StoredServicePrincipal | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    if (!mayBePresentIn(application, tx.tenant)) return noApplication(application.appId);
    const at = { tenant: tx.tenant, id: ids.guid<ServicePrincipalId>(), createdAt: clock.now() };
    const fresh = newServicePrincipal(application, at);
    const principal = decide(fresh);
    if (isRefused(principal)) return principal;
    const objection =
      (await servicePrincipalObjection(work, fresh, principal, { ...known, application })) ??
      (await ownersObjection(work, principal.owners));
    if (objection !== undefined) return objection;
    if (!(await insertServicePrincipal(tx, principal))) {
      return refused('taken', { property: 'appId', value: application.appId });
    }
    recordChange(work, 'service-principal.create', targetOf(principal), undefined, principal);
    return principal;
  };
}

/** No application of that id can be present here: there is none, or none whose audience reaches the tenant. */
function noApplication(appId: AppId): DirectoryRefusal {
  return refused('reference_not_found', { property: 'appId', value: appId });
}

/** Changes a service principal as `change` says of it as stored, which nobody else changes meanwhile. Owners stay as they are. */
export function editServicePrincipal(
  id: ServicePrincipalId,
  known: KnownPresences,
  change: (before: StoredServicePrincipal) => StoredServicePrincipal | DirectoryRefusal,
): DirectoryOperation<StoredServicePrincipal | DirectoryRefusal> {
  return async (work) => {
    const before = await lockServicePrincipal(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const changed = change(before);
    if (isRefused(changed)) return changed;
    const after = { ...changed, owners: before.owners };
    if (!recordChange(work, 'service-principal.update', targetOf(after), before, after)) return before;
    const application = known.knownApplication(before.appId);
    const objection = await servicePrincipalObjection(work, before, after, { ...known, application });
    if (objection !== undefined) return objection;
    await updateServicePrincipal(work.tx, after);
    return after;
  };
}

/** Deletes a service principal. The platform's own applications stay: without them nothing could be managed. */
export function removeServicePrincipal(
  id: ServicePrincipalId,
  check: (stored: StoredServicePrincipal) => DirectoryRefusal | undefined,
): DirectoryOperation<DeletedObject | DirectoryRefusal> {
  return deleteObject('servicePrincipal', id, (stored) => {
    const principal = stored as StoredServicePrincipal;
    return builtInApplications.has(principal.appId)
      ? refused('not_possible', { detail: "the platform's own applications cannot be deleted" })
      : check(principal);
  });
}

function targetOf({ id, displayName }: StoredServicePrincipal) {
  return { type: 'service-principal', id, name: displayName };
}

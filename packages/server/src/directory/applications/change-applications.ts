import type { AppId, Application, ApplicationId } from '@gatehouse/model';
import { violatedConstraint } from '../../platform/store/index.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, recordChange, refused } from '../operation.js';
import { readTenant } from '../tenants/repository.js';
import { applicationObjection } from './application-objection.js';
import { ownersObjection } from './application-owners.js';
import { insertApplication, lockApplication, updateApplication } from './repository.js';

/** An application to be registered: what the directory itself gives is left out. */
export type ApplicationDraft = Omit<Application, 'id' | 'appId' | 'tenant' | 'createdAt' | 'publisherDomain'>;

/** Registers an application, in its home, with its owners. */
export function createApplication(draft: ApplicationDraft): DirectoryOperation<Application | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    const publisherDomain = (await readTenant(tx))?.domains.find(({ isDefault }) => isDefault)?.name;
    const owners = [...new Set(draft.owners)].sort();
    const application: Application = {
      ...draft,
      owners,
      id: ids.guid<ApplicationId>(),
      appId: ids.guid<AppId>(),
      tenant: tx.tenant,
      ...(publisherDomain !== undefined && { publisherDomain }),
      createdAt: clock.now(),
    };
    const objection =
      (await ownersObjection(work, owners)) ??
      (await applicationObjection(work, undefined, application)) ??
      (await writing(() => insertApplication(tx, application)));
    if (objection !== undefined) return objection;
    recordChange(work, 'application.create', applicationTarget(application), undefined, application);
    return application;
  };
}

/** Changes an application as `change` says of it as stored, which nobody else changes meanwhile. Owners stay as they are. */
export function changeApplication(
  id: ApplicationId,
  change: (before: Application) => Application | DirectoryRefusal,
): DirectoryOperation<Application | DirectoryRefusal> {
  return async (work) => {
    const before = await lockApplication(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const changed = change(before);
    if (isRefused(changed)) return changed;
    const after: Application = { ...changed, owners: before.owners };
    if (!recordChange(work, 'application.update', applicationTarget(after), before, after)) return before;
    const objection =
      (await applicationObjection(work, before, after)) ?? (await writing(() => updateApplication(work.tx, after)));
    return objection ?? after;
  };
}

function applicationTarget({ id, displayName }: Application) {
  return { type: 'application', id, name: displayName };
}

/** Writes, and says which value another object has. */
async function writing(write: () => Promise<void>): Promise<DirectoryRefusal | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    const property = takenBy.get(violatedConstraint(error) ?? '');
    if (property === undefined) throw error;
    return refused('taken', { property });
  }
}

/** The property whose value another object has, by the constraint that says so. */
const takenBy: ReadonlyMap<string, string> = new Map([
  ['application_identifier_uris_pkey', 'identifierUris'],
  ['identifier_uris_pkey', 'identifierUris'],
  ['applications_by_unique_name', 'uniqueName'],
  ['applications_pkey', 'id'],
  ['directory_objects_pkey', 'id'],
]);

import { deleteDocument } from '../documents/repository.js';
import { lockApplication, updateApplication } from '../applications/repository.js';
import { type DirectoryObject, readObjects } from '../objects/read-objects.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  recordChange,
  refused,
} from '../operation.js';
import { type Domain, domainSettings, isWithin, readDomain } from './domains.js';
import { deleteDomain, readAllIdentifierUris, readNamedByDomain, readPublishedBy, readTenant } from './repository.js';

/** Gives a name up; refused while an object is named by it (Microsoft Graph documentation: delete domain). */
export function removeDomain(id: string): DirectoryOperation<Domain | DirectoryRefusal> {
  return async (work) => {
    const { tx } = work;
    const name = id.toLowerCase();
    const domain = await readDomain(work, name);
    if (domain === undefined) return refused('not_found', { value: id });
    const objection = domain.isVerified ? await whyNot(work, domain) : undefined;
    if (objection !== undefined) return refused('not_possible', { detail: objection });
    await deleteDocument(tx, domainSettings.name, name);
    if (domain.isVerified) {
      await deleteDomain(tx, name);
      await publishByDefault(work, name);
    }
    const { settings, isVerified } = domain;
    recordChange(work, 'domain.delete', { type: 'domain', id: name, name }, { isVerified, ...settings }, undefined);
    return domain;
  };
}

/** A page of the objects that are named by a domain, by id. */
export function domainReferences(
  id: string,
  page: { readonly top: number; readonly after: string | null },
): DirectoryOperation<readonly DirectoryObject[]> {
  return async (work) => readObjects((await referencesTo(work, id.toLowerCase(), page)).map((one) => one.id))(work);
}

async function whyNot(work: DirectoryWork, { name, isDefault, isInitial }: Domain): Promise<string | undefined> {
  if (isInitial) return 'the initial domain of a tenant stays';
  if (isDefault) return 'the default domain stays until another domain is the default one';
  const below = (await readTenant(work.tx))?.domains.find((one) => isWithin(one.name, name));
  if (below !== undefined) return `the domain \`${below.name}\` is verified by it`;
  const [used] = await referencesTo(work, name, { top: 1, after: null });
  return used && 'objects are named by the domain, see its domainNameReferences';
}

async function referencesTo(
  { tx }: DirectoryWork,
  name: string,
  page: { readonly top: number; readonly after: string | null },
) {
  const others = (await readTenant(tx))?.domains.filter((one) => one.name !== name) ?? [];
  const applications = (await readAllIdentifierUris(tx))
    .filter(({ uri }) => isNamedBy(uri, name) && !others.some((other) => isNamedBy(uri, other.name)))
    .map(({ application }) => application);
  return readNamedByDomain(tx, name, [...new Set(applications)], page);
}

/** Whether an identifier URI has a name of the domain in it, as the rules for them have it. */
function isNamedBy(uri: string, domain: string): boolean {
  return uri
    .toLowerCase()
    .split(/[/?#:]/)
    .some((part) => part === domain || isWithin(part, domain));
}

/** Nothing is published by a name that is not the tenant's. */
async function publishByDefault(work: DirectoryWork, name: string): Promise<void> {
  const publisherDomain = (await readTenant(work.tx))?.domains.find(({ isDefault }) => isDefault)?.name;
  for (const id of await readPublishedBy(work.tx, name)) {
    const before = await lockApplication(work.tx, id);
    if (before === undefined) continue;
    const { publisherDomain: _old, ...rest } = before;
    const after = publisherDomain === undefined ? rest : { ...rest, publisherDomain };
    await updateApplication(work.tx, after);
    const target = { type: 'application', id, name: after.displayName };
    recordChange(work, 'application.update', target, before, after);
  }
}

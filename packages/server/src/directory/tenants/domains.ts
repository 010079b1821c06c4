import type { VerifiedDomain } from '@gatehouse/model';
import { isDomainName } from '@gatehouse/policy';
import { violatedConstraint } from '../../platform/store/index.js';
import { changeDocument, createDocument, type DocumentKind } from '../documents/change-documents.js';
import { readDocument, readDocuments, type StoredDocument } from '../documents/repository.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import { insertDomain, readDomainOwners, readTenant, setDefaultDomain } from './repository.js';

/** What a tenant says of one of its domains. */
export interface DomainSettings {
  /** What the domain is used for, by Graph's names. */
  readonly supportedServices: readonly string[];
  readonly passwordValidityPeriodInDays?: number;
  readonly passwordNotificationWindowInDays?: number;
}

/** A domain name that a tenant claims, or has proved to own. */
export interface Domain extends VerifiedDomain {
  /** The name. */
  readonly id: string;
  readonly isVerified: boolean;
  /** Verified, and within no other verified domain of the tenant. */
  readonly isRoot: boolean;
  readonly settings: DomainSettings;
}

/** The names a tenant claims, and what it says of them. Which are proved says the list of names that no two tenants can have. */
export const domainSettings: DocumentKind<DomainSettings> = {
  name: 'domain',
  // Microsoft Entra service limits: managed domain names.
  limit: 5_000,
  nameOf: () => undefined,
};

/** What a domain is that nobody said anything of, such as one of a seed. */
const unsaid: DomainSettings = { supportedServices: [] };

/** Every domain of the tenant, by name. */
export function listDomains(): DirectoryOperation<readonly Domain[]> {
  return async (work) => {
    const { verified, settings } = await readAll(work);
    const names = [...new Set([...verified.map(({ name }) => name), ...settings.keys()])].sort();
    return names.map((name) => domainOf(name, verified, settings.get(name) ?? unsaid));
  };
}

/** One domain of the tenant, by name in any letter case. */
export function findDomain(id: string): DirectoryOperation<Domain | undefined> {
  return (work) => readDomain(work, id.toLowerCase());
}

/** Claims a name. One within a verified domain of the tenant is verified with it (Microsoft Graph documentation: create domain). */
export function addDomain(
  id: string,
  settings: DomainSettings = unsaid,
): DirectoryOperation<Domain | DirectoryRefusal> {
  return async (work) => {
    const name = id.toLowerCase();
    if (!isDomainName(name)) return refused('invalid', { property: 'id', detail: 'it is no domain name' });
    const { verified, settings: claimed } = await readAll(work);
    if (claimed.has(name) || verified.some((one) => one.name === name)) return refused('taken', { property: 'id' });
    const made = await createDocument(domainSettings, { id: name, body: settings })(work);
    if (isRefused(made)) return made;
    const refusal = verified.some((one) => isWithin(name, one.name)) ? await keepVerified(work, name) : undefined;
    return refusal ?? (await required(work, name));
  };
}

/** Writes down that the tenant has proved to own a name it claims. Whoever asks has seen the proof. */
export function verifyDomain(id: string): DirectoryOperation<Domain | DirectoryRefusal> {
  return async (work) => {
    const name = id.toLowerCase();
    const domain = await readDomain(work, name);
    if (domain === undefined) return refused('not_found', { value: id });
    // Microsoft Graph documentation: domain: verify applies to unverified domains only.
    if (domain.isVerified) return refused('not_possible', { detail: 'the domain is verified already' });
    return (await keepVerified(work, name)) ?? (await required(work, name));
  };
}

/** What may change of a domain: what is said of it, and that it becomes the default one. */
export interface DomainChange {
  readonly settings: DomainSettings;
  readonly isDefault: boolean;
}

/** Changes a verified domain. */
export function changeDomain(
  id: string,
  change: (before: Domain) => DomainChange | DirectoryRefusal,
): DirectoryOperation<Domain | DirectoryRefusal> {
  return async (work) => {
    const name = id.toLowerCase();
    const before = await readDomain(work, name);
    if (before === undefined) return refused('not_found', { value: id });
    const after = change(before);
    if (isRefused(after)) return after;
    // Microsoft Graph documentation: only verified domains can be updated.
    if (!before.isVerified) return refused('not_possible', { detail: 'the domain is not verified' });
    if (before.isDefault && !after.isDefault) {
      return refused('not_possible', {
        detail: 'a tenant has one default domain: make another domain the default one',
      });
    }
    const refusal = await keepSettings(work, name, after.settings);
    if (refusal !== undefined) return refusal;
    if (after.isDefault && !before.isDefault) await becomeDefault(work, name);
    return required(work, name);
  };
}

/** True for a name below another one. */
export function isWithin(name: string, domain: string): boolean {
  return name.endsWith(`.${domain}`);
}

/** One domain of the tenant, by its name in lower case. */
export async function readDomain(work: DirectoryWork, name: string): Promise<Domain | undefined> {
  const { verified, settings } = await readAll(work, name);
  const isThere = settings.has(name) || verified.some((one) => one.name === name);
  return isThere ? domainOf(name, verified, settings.get(name) ?? unsaid) : undefined;
}

async function required(work: DirectoryWork, name: string): Promise<Domain> {
  const domain = await readDomain(work, name);
  if (domain === undefined) throw new Error(`the domain ${name} is gone while it is being changed`);
  return domain;
}

async function readAll({ tx }: DirectoryWork, name?: string) {
  const documents =
    name === undefined
      ? await readDocuments(tx, domainSettings.name, null, domainSettings.limit)
      : [await readDocument(tx, domainSettings.name, name)];
  const known = documents.filter((one) => one !== undefined) as unknown as readonly StoredDocument<DomainSettings>[];
  return {
    verified: (await readTenant(tx))?.domains ?? [],
    settings: new Map(known.map(({ id, body }) => [id, body])),
  };
}

function domainOf(name: string, verified: readonly VerifiedDomain[], settings: DomainSettings): Domain {
  const own = verified.find((one) => one.name === name);
  return {
    id: name,
    name,
    isVerified: own !== undefined,
    isDefault: own?.isDefault ?? false,
    isInitial: own?.isInitial ?? false,
    isRoot: own !== undefined && !verified.some((one) => isWithin(name, one.name)),
    settings,
  };
}

/** One name is verified for one tenant only, whoever else claims it. */
async function keepVerified(work: DirectoryWork, name: string): Promise<DirectoryRefusal | undefined> {
  const { tx } = work;
  const taken = refused('taken', { property: 'id', value: name });
  if ((await readDomainOwners(tx, [name])).has(name)) return taken;
  const isFirst = (await readTenant(tx))?.domains.length === 0;
  const domain: VerifiedDomain = { name, isDefault: isFirst, isInitial: false };
  try {
    await insertDomain(tx, domain);
  } catch (error) {
    if (violatedConstraint(error) === 'domain_names_pkey') return taken;
    throw error;
  }
  recordChange(work, 'domain.verify', targetOf(name), undefined, { isVerified: true });
  return undefined;
}

async function keepSettings(
  work: DirectoryWork,
  name: string,
  settings: DomainSettings,
): Promise<DirectoryRefusal | undefined> {
  const known = await readDocument(work.tx, domainSettings.name, name);
  const kept =
    known === undefined
      ? await createDocument(domainSettings, { id: name, body: settings })(work)
      : await changeDocument(domainSettings, name, () => settings)(work);
  return isRefused(kept) ? kept : undefined;
}

async function becomeDefault(work: DirectoryWork, name: string): Promise<void> {
  const before = (await readTenant(work.tx))?.domains.find(({ isDefault }) => isDefault);
  await setDefaultDomain(work.tx, name);
  if (before !== undefined) {
    recordChange(work, 'domain.update', targetOf(before.name), { isDefault: true }, { isDefault: false });
  }
  recordChange(work, 'domain.update', targetOf(name), { isDefault: false }, { isDefault: true });
}

function targetOf(name: string) {
  return { type: 'domain', id: name, name };
}

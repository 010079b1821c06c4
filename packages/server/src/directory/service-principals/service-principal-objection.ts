import type { Application } from '@gatehouse/model';
import { type InstanceLock, lockedProperty, servicePrincipalProblems } from '@gatehouse/policy';
import { builtInApplications } from '../applications/graph-application.js';
import type { TenantConfiguration } from '../directory.js';
import { isSame } from '../journal-changes.js';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { appManagementObjection } from '../policies/app-management-objection.js';
import { securityAttributesObjection } from '../security-attributes/assigned-attributes.js';
import { readTenant } from '../tenants/repository.js';
import type { StoredServicePrincipal } from './repository.js';

/** Where applications of other tenants, and the names of all service principals, are looked up. */
export type KnownPresences = Pick<TenantConfiguration, 'knownApplication' | 'resource'>;

/**
 * Why a service principal cannot be written as it would be; undefined when it can. What was wrong before is no reason: whoever
 * changes something else cannot mend it.
 */
export async function servicePrincipalObjection(
  work: DirectoryWork,
  before: StoredServicePrincipal,
  after: StoredServicePrincipal,
  known: KnownPresences & { readonly application: Application | undefined },
): Promise<DirectoryRefusal | undefined> {
  const objection =
    builtInObjection(before, after) ??
    lockObjection(known.application, before, after) ??
    (await securityAttributesObjection(work, before.customSecurityAttributes, after.customSecurityAttributes));
  if (objection !== undefined) return objection;
  const tenant = await readTenant(work.tx);
  const facts = {
    verifiedDomains: tenant?.domains.map(({ name }) => name) ?? [],
    isTaken: (name: string) => (known.resource(name)?.appId ?? after.appId) !== after.appId,
  };
  const had = new Set(servicePrincipalProblems(before, facts).map(({ reason }) => reason));
  const problem = servicePrincipalProblems(after, facts).find(({ reason }) => !had.has(reason));
  if (problem !== undefined) return refused('invalid', { property: problem.path, detail: problem.reason });
  return appManagementObjection(work, { kind: 'servicePrincipal', before, after });
}

function lockObjection(
  application: Application | undefined,
  before: StoredServicePrincipal,
  after: StoredServicePrincipal,
): DirectoryRefusal | undefined {
  const lock = application?.properties?.servicePrincipalLockConfiguration as InstanceLock | undefined;
  const property = lockedProperty(lock, before, after);
  return property && refused('locked', { property });
}

/** What of the platform's own applications a tenant cannot decide: whoever shut Microsoft Graph could never open it again. */
const unchangeable = [
  'accountEnabled',
  'appRoleAssignmentRequired',
  'servicePrincipalNames',
  'passwordCredentials',
  'keyCredentials',
] as const;

function builtInObjection(before: StoredServicePrincipal, after: StoredServicePrincipal): DirectoryRefusal | undefined {
  if (!builtInApplications.has(before.appId)) return undefined;
  const property = unchangeable.find((name) => !isSame(before[name], after[name]));
  return property && refused('not_possible', { detail: `\`${property}\` of the platform's own applications stays` });
}

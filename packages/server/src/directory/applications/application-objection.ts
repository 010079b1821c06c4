import type { Application } from '@gatehouse/model';
import { enabledRemovalProblems, validateApplication } from '@gatehouse/policy';
import { extensionValuesObjection } from '../extensions/extension-values.js';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { appManagementObjection } from '../policies/app-management-objection.js';
import { readTenant } from '../tenants/repository.js';
import { readHomes } from './repository.js';

/** Why an application cannot be written as it would be; undefined when it can. Every write is judged here, like a seed's. */
export async function applicationObjection(
  work: DirectoryWork,
  before: Application | undefined,
  after: Application,
): Promise<DirectoryRefusal | undefined> {
  const [enabled] = before === undefined ? [] : enabledRemovalProblems(before, after);
  if (enabled !== undefined) return refused('still_enabled', { property: enabled.path, detail: enabled.reason });
  const [problem] = validateApplication(after, await registrationFacts(work, after));
  if (problem !== undefined) return refused('invalid', { property: problem.path, detail: problem.reason });
  return (
    extensionValuesObjection(after.properties) ??
    (await appManagementObjection(work, { kind: 'application', before, after }))
  );
}

async function registrationFacts({ tx }: DirectoryWork, { requiredResourceAccess }: Application) {
  const resources = requiredResourceAccess.map(({ resourceAppId }) => resourceAppId);
  const [tenant, homes] = await Promise.all([readTenant(tx), readHomes(tx, resources)]);
  return {
    verifiedDomains: tenant?.domains.map(({ name }) => name) ?? [],
    foreignResources: new Set(resources.filter((appId) => homes.get(appId) !== tx.tenant)),
  };
}

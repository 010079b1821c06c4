import { roleTemplateIds } from '@gatehouse/model';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  refused,
} from '../operation.js';
import { hasUsableHolder, holdsRole, lockHolders } from './repository.js';

/** The role template of Global Administrator (Microsoft Entra built-in roles). */
export const globalAdministratorId = roleTemplateIds.globalAdministrator;

/**
 * Refuses to take a principal away, by which the tenant would be left without anybody who administers it; a tenant that never had
 * anybody may stay so.
 */
export async function lastAdministrator(
  { tx }: DirectoryWork,
  principalId: string,
): Promise<DirectoryRefusal | undefined> {
  if (!(await holdsRole(tx, globalAdministratorId, principalId))) return undefined;
  await lockHolders(tx, globalAdministratorId);
  const isAnyLeft = await hasUsableHolder(tx, globalAdministratorId, principalId);
  return isAnyLeft ? undefined : refused('last_administrator');
}

/** An operation that must leave somebody who administers the tenant, where there is anybody now. */
export function keepingAdministrators<Outcome>(
  operation: DirectoryOperation<Outcome | DirectoryRefusal>,
): DirectoryOperation<Outcome | DirectoryRefusal> {
  return async (work) => {
    await lockHolders(work.tx, globalAdministratorId);
    const isAnyNow = await hasUsableHolder(work.tx, globalAdministratorId, null);
    const outcome = await operation(work);
    if (isRefused(outcome) || !isAnyNow) return outcome;
    const isAnyLeft = await hasUsableHolder(work.tx, globalAdministratorId, null);
    return isAnyLeft ? outcome : refused('last_administrator');
  };
}

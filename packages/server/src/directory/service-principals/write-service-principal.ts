import type { Actor, TenantTransaction } from '../../platform/store/index.js';
import { changesBetween } from '../journal-changes.js';
import { insertServicePrincipal, type StoredServicePrincipal, updateServicePrincipal } from './repository.js';

/** Writes a new service principal and its journal entry. @returns false when the application has one in the tenant already */
export async function createServicePrincipal(
  tx: TenantTransaction,
  principal: StoredServicePrincipal,
  actor: Actor,
): Promise<boolean> {
  if (!(await insertServicePrincipal(tx, principal))) return false;
  journal(tx, 'service-principal.create', undefined, principal, actor);
  return true;
}

/** Writes what changed of a service principal. @returns whether anything did */
export async function changeServicePrincipal(
  tx: TenantTransaction,
  before: StoredServicePrincipal,
  after: StoredServicePrincipal,
  actor: Actor,
): Promise<boolean> {
  if (changesBetween(before, after).length === 0) return false;
  await updateServicePrincipal(tx, after);
  journal(tx, 'service-principal.update', before, after, actor);
  return true;
}

function journal(
  tx: TenantTransaction,
  operation: string,
  before: StoredServicePrincipal | undefined,
  after: StoredServicePrincipal,
  actor: Actor,
): void {
  tx.journal({
    operation,
    actor,
    target: { type: 'service-principal', id: after.id, name: after.displayName },
    changes: changesBetween(before, after),
  });
}

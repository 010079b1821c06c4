import type { Actor, TenantTransaction } from '../../platform/store/index.js';
import { changesBetween } from '../journal-changes.js';
import { insertServicePrincipal, type StoredServicePrincipal } from './repository.js';

/** Writes a new service principal and its journal entry. @returns false when the application has one in the tenant already */
export async function createServicePrincipal(
  tx: TenantTransaction,
  principal: StoredServicePrincipal,
  actor: Actor,
): Promise<boolean> {
  if (!(await insertServicePrincipal(tx, principal))) return false;
  tx.journal({
    operation: 'service-principal.create',
    actor,
    target: { type: 'service-principal', id: principal.id, name: principal.displayName },
    changes: changesBetween(undefined, principal),
  });
  return true;
}

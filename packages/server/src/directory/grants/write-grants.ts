import type { PermissionGrant } from '@gatehouse/model';
import type { Actor, TenantTransaction } from '../../platform/store/index.js';
import { changesBetween } from '../journal-changes.js';
import { permissionGrantId } from './grant-id.js';
import { insertGrant, lockGrant, updateGrantScopes } from './repository.js';

/**
 * Adds scopes to a grant, or makes it; those already there are kept, once each.
 * @returns whether anything changed
 */
export async function addToGrant(
  tx: TenantTransaction,
  asked: Omit<PermissionGrant, 'id'>,
  actor: Actor,
): Promise<boolean> {
  const grant: PermissionGrant = { ...asked, id: permissionGrantId(asked), scopes: [...new Set(asked.scopes)] };
  if (grant.scopes.length === 0) return false;
  // A grant that others take back between the two statements is made anew; nobody can do that for ever.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await insertGrant(tx, grant)) {
      journal(tx, 'oauth2-permission-grant.create', undefined, grant, actor);
      return true;
    }
    const stored = await lockGrant(tx, grant.id);
    if (stored !== undefined) return widen(tx, stored, grant.scopes, actor);
  }
  throw new Error(`the grant ${grant.id} appears and disappears`);
}

async function widen(
  tx: TenantTransaction,
  stored: PermissionGrant,
  scopes: readonly string[],
  actor: Actor,
): Promise<boolean> {
  const all = [...new Set([...stored.scopes, ...scopes])];
  if (all.length === stored.scopes.length) return false;
  await updateGrantScopes(tx, stored.id, all);
  journal(tx, 'oauth2-permission-grant.update', stored, { ...stored, scopes: all }, actor);
  return true;
}

function journal(
  tx: TenantTransaction,
  operation: string,
  before: PermissionGrant | undefined,
  after: PermissionGrant,
  actor: Actor,
): void {
  tx.journal({
    operation,
    actor,
    target: { type: 'oauth2-permission-grant', id: after.id },
    changes: changesBetween(before, after),
  });
}

import type { PermissionGrant, PermissionScope } from '@gatehouse/model';
import { ungrantableScope } from '@gatehouse/policy';
import { violatedConstraint } from '../../platform/store/index.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, recordChange, refused } from '../operation.js';
import { permissionGrantId } from './grant-id.js';
import { deleteGrant, insertGrant, lockGrant, updateGrantScopes } from './repository.js';

/** The scopes that a resource publishes. */
type Published = readonly Pick<PermissionScope, 'value' | 'isEnabled'>[];

/**
 * Grants a client delegated permissions for one resource: there is one grant for each client, resource and person, or for everybody.
 * @param published what the resource publishes, wherever its application is at home.
 */
export function createPermissionGrant(
  draft: Omit<PermissionGrant, 'id'>,
  published: Published,
): DirectoryOperation<PermissionGrant | DirectoryRefusal> {
  return async (work) => {
    const grant: PermissionGrant = { ...draft, id: permissionGrantId(draft), scopes: [...new Set(draft.scopes)] };
    const objection = principalObjection(draft) ?? scopesObjection(grant.scopes, published, []);
    if (objection !== undefined) return objection;
    try {
      if (!(await insertGrant(work.tx, grant))) return refused('already_referenced', { property: 'clientId' });
    } catch (error) {
      const stranger = strangerOf(violatedConstraint(error), draft);
      if (stranger === undefined) throw error;
      return refused('reference_not_found', { value: stranger });
    }
    recordChange(work, 'oauth2-permission-grant.create', targetOf(grant), undefined, grant);
    return grant;
  };
}

/**
 * Gives a grant other scopes, in place of those it has.
 * @param scopes the scopes as they shall be, from the grant as stored.
 * @param publishedBy what a resource, given by its id, publishes.
 * @param check what else may forbid it, from the grant as stored.
 */
export function changePermissionGrant(
  id: string,
  scopes: (before: PermissionGrant) => readonly string[],
  publishedBy: (resourceId: PermissionGrant['resourceId']) => Published,
  check: (stored: PermissionGrant) => DirectoryRefusal | undefined = () => undefined,
): DirectoryOperation<PermissionGrant | DirectoryRefusal> {
  return async (work) => {
    const before = await lockGrant(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const after = { ...before, scopes: [...new Set(scopes(before))] };
    const objection = check(before) ?? scopesObjection(after.scopes, publishedBy(before.resourceId), before.scopes);
    if (objection !== undefined) return objection;
    if (recordChange(work, 'oauth2-permission-grant.update', targetOf(after), before, after)) {
      await updateGrantScopes(work.tx, id, after.scopes);
    }
    return after;
  };
}

/** Takes a grant back. */
export function deletePermissionGrant(
  id: string,
  check: (stored: PermissionGrant) => DirectoryRefusal | undefined = () => undefined,
): DirectoryOperation<PermissionGrant | DirectoryRefusal> {
  return async (work) => {
    const removed = await deleteGrant(work.tx, id);
    if (removed === undefined) return refused('not_found', { value: id });
    const objection = check(removed);
    if (isRefused(objection)) return objection;
    recordChange(work, 'oauth2-permission-grant.delete', targetOf(removed), removed, undefined);
    return removed;
  };
}

function principalObjection({ consentType, principalId }: Omit<PermissionGrant, 'id'>): DirectoryRefusal | undefined {
  if ((consentType === 'Principal') === (principalId !== undefined)) return undefined;
  const detail =
    consentType === 'Principal' ? 'a grant for one person names the person' : 'a grant for everybody names nobody';
  return refused('invalid', { property: 'principalId', detail });
}

/** What a grant names and is not there, or not of the kind that stands there, by the column that says so. */
function strangerOf(constraint: string | undefined, grant: Omit<PermissionGrant, 'id'>): string | undefined {
  if (constraint === undefined || !constraint.endsWith('_fkey')) return undefined;
  if (constraint.includes('client_id')) return grant.clientId;
  return constraint.includes('resource_id') ? grant.resourceId : grant.principalId;
}

function scopesObjection(
  scopes: readonly string[],
  published: Published,
  kept: readonly string[],
): DirectoryRefusal | undefined {
  if (scopes.length === 0) return refused('invalid', { property: 'scope', detail: 'a grant has at least one scope' });
  const scope = ungrantableScope(scopes, published, kept);
  return scope === undefined
    ? undefined
    : refused('invalid', { property: 'scope', detail: `the resource publishes no scope \`${scope.slice(0, 128)}\`` });
}

function targetOf({ id }: PermissionGrant) {
  return { type: 'oauth2-permission-grant', id };
}

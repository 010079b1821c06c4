import { consumersTenantId, type User, type UserId } from '@gatehouse/model';
import { userNameFault } from '@gatehouse/policy';
import { violatedConstraint } from '../../platform/store/index.js';
import { extensionValuesObjection } from '../extensions/extension-values.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import { lastAdministrator } from '../roles/last-administrator.js';
import { securityAttributesObjection } from '../security-attributes/assigned-attributes.js';
import { readTenant } from '../tenants/repository.js';
import { insertUsers, lockUser, updateUser as writeUser } from './repository.js';

/** A user to be made: what the directory itself gives is left out. */
export type UserDraft = Omit<User, 'id' | 'tenant' | 'createdAt' | 'signInSessionsValidFrom'> & {
  readonly id?: UserId;
};

/** Makes a user, whose name must be of a verified domain and free. */
export function createUser(draft: UserDraft): DirectoryOperation<User | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    const now = clock.now();
    const user: User = {
      ...draft,
      id: draft.id ?? ids.guid<UserId>(),
      tenant: tx.tenant,
      // Tokens tell their time in whole seconds: one given within this second must not look older than the account.
      signInSessionsValidFrom: Math.floor(now / 1000) * 1000,
      createdAt: now,
    };
    const fault =
      (await nameFault(work, user.userPrincipalName)) ??
      extensionValuesObjection(user.properties) ??
      (await securityAttributesObjection(work, undefined, user.customSecurityAttributes)) ??
      (await writing(() => insertUsers(tx, [user])));
    if (fault !== undefined) return fault;
    recordChange(work, 'user.create', targetOf(user), undefined, user);
    return user;
  };
}

/** Changes a user as `change` says of the user as stored, whom nobody else changes meanwhile. */
export function changeUser(
  id: UserId,
  change: (before: User) => User | DirectoryRefusal,
): DirectoryOperation<User | DirectoryRefusal> {
  return async (work) => {
    const before = await lockUser(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const after = change(before);
    if (isRefused(after)) return after;
    const disabled = before.accountEnabled && !after.accountEnabled;
    const objection = disabled ? await lastAdministrator(work, id) : undefined;
    if (objection !== undefined) return objection;
    const renamed = after.userPrincipalName !== before.userPrincipalName;
    const fault =
      (renamed ? await nameFault(work, after.userPrincipalName) : undefined) ??
      extensionValuesObjection(after.properties) ??
      (await securityAttributesObjection(work, before.customSecurityAttributes, after.customSecurityAttributes)) ??
      (await writing(() => writeUser(work.tx, after)));
    if (fault !== undefined) return fault;
    recordChange(work, 'user.update', targetOf(after), before, after);
    return after;
  };
}

/** Ends every session and refresh token of a user begun before now (Microsoft Graph documentation: user: revokeSignInSessions). */
export function revokeSignInSessions(id: UserId): DirectoryOperation<User | DirectoryRefusal> {
  return (work) => changeUser(id, (user) => ({ ...user, signInSessionsValidFrom: work.clock.now() }))(work);
}

function targetOf({ id, userPrincipalName }: User) {
  return { type: 'user', id, name: userPrincipalName };
}

async function nameFault({ tx }: DirectoryWork, userPrincipalName: string): Promise<DirectoryRefusal | undefined> {
  const tenant = await readTenant(tx);
  const detail = userNameFault(userPrincipalName, {
    id: tx.tenant,
    verifiedDomains: tenant?.domains.map(({ name }) => name) ?? [],
  });
  if (tx.tenant === consumersTenantId && detail === undefined) return undefined;
  return detail === undefined ? undefined : refused('invalid', { property: 'userPrincipalName', detail });
}

/** Writes, and says which value another object has. */
async function writing(write: () => Promise<void>): Promise<DirectoryRefusal | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    switch (violatedConstraint(error)) {
      case 'users_by_name':
        return refused('taken', { property: 'userPrincipalName' });
      case 'users_pkey':
      case 'directory_objects_pkey':
        return refused('taken', { property: 'id' });
      case 'users_manager':
        return refused('reference_not_found', { property: 'manager' });
      default:
        throw error;
    }
  }
}

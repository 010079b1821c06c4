import type { Authority, DirectoryAccess, DirectoryDenial } from './directory-access.js';
import type { DirectoryAccessInput, DirectoryTarget } from './directory-access-input.js';
import { type AuthoritySearch, findAuthority, mayKnowOf, mayKnowOfSome } from './find-authority.js';
import {
  choicesFor,
  isReached,
  matchPermissions,
  type PermissionChoice,
  type PermissionMatch,
} from './match-permissions.js';
import { asNeed, mayChangeRoleAssignableGroup, type Need, neededActions } from './needed-actions.js';
import { isSensitive, permissionMayActOn } from './sensitive-actions.js';
import { isPrivilegedRole } from './standings.js';

/**
 * Decides what a caller may do in the directory. A person through an application: what the scopes allow **and** what the person may
 * do, as owner, by a directory role or by default. An application on its own: what its permissions allow, or a directory role that
 * was given to it. Whether the object exists is not asked: decide first, and answer as for an object without known facts
 * when there is none.
 * @example decideDirectoryAccess({ caller: { kind: 'app', roles: ['User.Read.All'], roleAssignments: [] }, operation, target, settings })
 */
export function decideDirectoryAccess(input: DirectoryAccessInput): DirectoryAccess {
  const needs = neededActions(input.operation, input.target);
  if (input.settings.allowInvitesFrom === 'none' && needs.some((need) => need.every(isInvitation))) {
    return denied('invitations_closed', [], []);
  }
  const declared = choicesFor(input.operation, input.caller.kind);
  const choices = declared
    .filter((choice) => isReached(choice, input.target))
    .map((each) => withGroupPermission(each, input));
  return input.caller.kind === 'delegated'
    ? decideForPerson(input, needs, input.caller.scopes, choices)
    : decideForApplication(input, needs, input.caller.roles, { choices, isClosed: declared.length === 0 });
}

function decideForPerson(
  input: DirectoryAccessInput,
  needs: readonly Need[],
  scopes: readonly string[],
  choices: readonly PermissionChoice[],
): DirectoryAccess {
  const least = choices[0]?.permissions ?? [];
  if (choices.length === 0) return denied('not_for_users', [], []);
  const match = matchPermissions(scopes, choices);
  if (match === null) return denied('permission_missing', least, []);
  const search = findAuthority(input, needs);
  if (search.missing.length > 0) {
    const [action = ''] = needs[0] ?? [];
    const hidden = input.target.kind === 'object' && !mayKnowOf(input, action) && mayKnowOfSome(input, action);
    return hidden ? { kind: 'hidden' } : denied(whyMissing(input, needs), [], search.missing);
  }
  if (!actsOnPrivileged(input, search)) return allowed(match, search, input.target);
  const asThePerson = choices.map((each) => withPermission(each, 'Directory.AccessAsUser.All'));
  const whole = matchPermissions(scopes, asThePerson);
  if (whole === null) return denied('permission_missing', asThePerson[0]?.permissions ?? [], []);
  return allowed(whole, search, input.target);
}

function decideForApplication(
  input: DirectoryAccessInput,
  needs: readonly Need[],
  roles: readonly string[],
  { choices, isClosed }: { readonly choices: readonly PermissionChoice[]; readonly isClosed: boolean },
): DirectoryAccess {
  if (isClosed) return denied('not_for_apps', [], []);
  const match = matchPermissions(roles, choices);
  const takesRole = needs.flat().some((each) => isSensitive(each, input.operation.sensitive === true));
  const isPermitted = match !== null && (!takesRole || permissionMayActOn(input.target));
  if (isPermitted && match.parts === null) return allowed(match, nothing, input.target);
  const search = findAuthority(input, needs);
  const isGiven = search.missing.length === 0;
  // A role that reaches everything beats permissions that reach a part.
  if (isPermitted && (!isGiven || isLimited(search))) return allowed(match, nothing, input.target);
  if (isGiven) return allowed(match?.parts === null ? match : noPermission, search, input.target);
  if (match !== null) return denied('protected_administrator', [], search.missing);
  return denied('permission_missing', choices[0]?.permissions ?? [], search.missing);
}

const nothing: AuthoritySearch = { found: [], missing: [] };
const noPermission: PermissionMatch = { by: [], alone: false, parts: null, reaches: 'all' };

function allowed(match: PermissionMatch, search: AuthoritySearch, target: DirectoryTarget): DirectoryAccess {
  const { found } = search;
  const limited = isLimited(search);
  return {
    kind: 'allowed',
    by: match.by,
    alone: match.alone,
    through: found.length === 0 ? [{ kind: 'permission' }] : distinct(found.map(({ authority }) => authority)),
    narrowed: match.parts === null && !limited ? null : { parts: match.parts, limited },
    createsAsOwner:
      target.kind === 'new' && (match.reaches === 'owned' || found.some(({ cover }) => cover === 'asOwner')),
  };
}

function isLimited({ found }: AuthoritySearch): boolean {
  return found.some(({ cover }) => cover === 'limited' || cover === 'named');
}

function denied(why: DirectoryDenial, least: readonly string[], actions: readonly Need[]): DirectoryAccess {
  return { kind: 'denied', why, least, actions };
}

/** For the record: whether it is the protection of administrators, or of groups that roles can be given to, that stood in the way. */
function whyMissing(input: DirectoryAccessInput, needs: readonly Need[]): DirectoryDenial {
  if (findAuthority(input, needs, false).missing.length === 0) return 'protected_administrator';
  const plain = input.operation.actions.map(asNeed);
  return findAuthority(input, plain).missing.length === 0 ? 'protected_group' : 'role_missing';
}

// Microsoft Graph documentation: add members to a role-assignable group. `Group.ReadWrite.All` alone does not do.
function withGroupPermission(choice: PermissionChoice, { operation, target }: DirectoryAccessInput): PermissionChoice {
  return mayChangeRoleAssignableGroup(operation, target)
    ? withPermission(choice, 'RoleManagement.ReadWrite.Directory')
    : choice;
}

function withPermission(choice: PermissionChoice, permission: string): PermissionChoice {
  return { ...choice, permissions: [...new Set([...choice.permissions, permission])] };
}

/**
 * Whether a role is used to delete, restore, shut or take over somebody with a privileged role: then the application must act as the
 * person in all (Microsoft Graph documentation: update user, delete user). Authentication methods have permissions of their own.
 */
function actsOnPrivileged({ target, operation, settings }: DirectoryAccessInput, { found }: AuthoritySearch): boolean {
  if (target.kind !== 'object') return false;
  const { roleIds } = target;
  if (roleIds.kind === 'known' && !roleIds.value.some((id) => isPrivilegedRole(id, settings))) return false;
  return found.some(
    ({ action, authority }) =>
      authority.kind === 'role' &&
      isSensitive(action, operation.sensitive === true) &&
      !/\/users\/(?:authenticationMethods\/|invalidateAllRefreshTokens$)/.test(action),
  );
}

function isInvitation(action: string): boolean {
  return action === 'microsoft.directory/users/inviteGuest';
}

function distinct(authorities: readonly Authority[]): readonly Authority[] {
  return [...new Map(authorities.map((each) => [JSON.stringify(each), each])).values()];
}

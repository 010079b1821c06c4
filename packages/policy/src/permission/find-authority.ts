import type { Fact } from '@gatehouse/model';
import { type ActionCover, actionCover } from './action-cover.js';
import type { Authority } from './directory-access.js';
import type { DirectoryAccessInput, DirectoryTarget } from './directory-access-input.js';
import { type Need, readingActionOf } from './needed-actions.js';
import { permissionIncludes } from './permission-includes.js';
import { isSensitive, roleMayActOn } from './sensitive-actions.js';
import { type Standing, standingsFor } from './standings.js';

/** An allowed action that serves for a need. */
export interface FoundAuthority {
  /** The action of the need that it serves for. */
  readonly action: string;
  readonly cover: ActionCover;
  readonly authority: Authority;
}

/** What gives the caller each of several needs, and those that nothing gives. */
export interface AuthoritySearch {
  readonly found: readonly FoundAuthority[];
  readonly missing: readonly Need[];
}

/** In which order covers are preferred. That whoever may create does not become an owner is documented. */
const coverOrder: readonly ActionCover[] = ['full', 'asOwner', 'limited', 'named'];

/**
 * Looks for what gives a caller the needs on a target: of several, what serves best, and of those the least privileged.
 * @param guarded false to leave out that administrators are protected from each other; never for a decision
 */
export function findAuthority(input: DirectoryAccessInput, needs: readonly Need[], guarded = true): AuthoritySearch {
  const best = needs.map((need) => {
    const all = need.flatMap((action) => authoritiesFor(action, input, guarded));
    return { need, found: all.sort((one, other) => rank(one) - rank(other))[0] };
  });
  return {
    found: best.flatMap(({ found }) => (found === undefined ? [] : [found])),
    missing: best.flatMap(({ need, found }) => (found === undefined ? [need] : [])),
  };
}

/** Whether the caller may know that the target, to which an action would be done, is there. */
export function mayKnowOf(input: DirectoryAccessInput, action: string): boolean {
  return findAuthority(input, [[readingActionOf(action)]]).missing.length === 0;
}

/** Whether there is any object of that kind of which the caller may know. */
export function mayKnowOfSome({ caller, settings }: DirectoryAccessInput, action: string): boolean {
  const reading = readingActionOf(action);
  return standingsFor(reading, caller, settings).some(({ permissions }) =>
    permissions.some(({ allowedResourceActions }) => bestCover(allowedResourceActions, reading) !== null),
  );
}

type RankedAuthority = FoundAuthority & { readonly privileged: boolean };

function authoritiesFor(action: string, input: DirectoryAccessInput, guarded: boolean): RankedAuthority[] {
  const { caller, target, operation, settings } = input;
  const sensitive = guarded && isSensitive(action, operation.sensitive === true);
  return standingsFor(action, caller, settings)
    .filter((standing) => isInScope(standing.scope, target) && mayUse(standing, action, input))
    .filter(({ role, scope }) => !sensitive || role === null || roleMayActOn(role.id, scope === '/', target))
    .flatMap((standing) => coversOf(standing, action, target));
}

function coversOf({ role, scope, permissions }: Standing, action: string, target: DirectoryTarget): RankedAuthority[] {
  return permissions.flatMap(({ allowedResourceActions, condition }): RankedAuthority[] => {
    const cover = isMet(condition, target) ? bestCover(allowedResourceActions, action) : null;
    if (cover === null || (cover === 'named' && target.kind === 'tenant')) return [];
    if (role === null) return [{ action, cover, authority: byDefault(condition), privileged: false }];
    const authority = { kind: 'role', roleDefinitionId: role.id, directoryScopeId: scope } as const;
    return [{ action, cover, authority, privileged: role.isPrivileged }];
  });
}

function bestCover(allowed: readonly string[], needed: string): ActionCover | null {
  const covers = allowed.map((action) => actionCover(action, needed));
  return coverOrder.find((cover) => covers.includes(cover)) ?? null;
}

function rank({ cover, authority, privileged }: RankedAuthority): number {
  const source = ['default', 'self', 'owner', 'role'].indexOf(authority.kind) + (privileged ? 1 : 0);
  return coverOrder.indexOf(cover) * 10 + source;
}

function byDefault(condition: string | null): Authority {
  if (condition === null) return { kind: 'default' };
  return { kind: condition === '$ResourceIsSelf' ? 'self' : 'owner' };
}

function isMet(condition: string | null, target: DirectoryTarget): boolean {
  if (condition === null) return true;
  if (target.kind !== 'object') return false;
  if (condition === '$ResourceIsSelf') return isKnownTrue(target.isSelf);
  return condition === '$SubjectIsOwner' && isKnownTrue(target.isOwnedByCaller);
}

function isInScope(scope: string, target: DirectoryTarget): boolean {
  if (scope === '/') return true;
  if (target.kind === 'tenant') return false;
  const [, first = '', second] = scope.split('/');
  if (second !== undefined) return first === 'administrativeUnits' && isAmong(target.unitIds, second);
  return target.kind === 'object' && isAmong(target.scopeIds, first);
}

/**
 * A role given for a part of the tenant serves guests and applications only where something also lets them read the object: they
 * cannot by default (Microsoft Entra documentation: assign roles with administrative unit scope, custom role permissions).
 */
function mayUse({ scope }: Standing, action: string, { caller, target, settings }: DirectoryAccessInput): boolean {
  if (scope === '/' || (caller.kind === 'delegated' && caller.userType === 'Member')) return true;
  const reading = readingActionOf(action);
  const permission = readPermissions[reading];
  if (caller.kind === 'app' && permission !== undefined) {
    if (caller.roles.some((held) => permissionIncludes(held, permission))) return true;
  }
  return standingsFor(reading, caller, settings).some(
    (each) => isInScope(each.scope, target) && coversOf(each, reading, target).some(({ cover }) => cover === 'full'),
  );
}

const readPermissions: Readonly<Record<string, string>> = {
  'microsoft.directory/applications/standard/read': 'Application.Read.All',
  'microsoft.directory/devices/standard/read': 'Device.Read.All',
  'microsoft.directory/groups/standard/read': 'Group.Read.All',
  'microsoft.directory/servicePrincipals/standard/read': 'Application.Read.All',
  'microsoft.directory/users/standard/read': 'User.Read.All',
};

function isKnownTrue(fact: Fact<boolean>): boolean {
  return fact.kind === 'known' && fact.value;
}

function isAmong(fact: Fact<readonly string[]>, id: string): boolean {
  return fact.kind === 'known' && fact.value.includes(id);
}

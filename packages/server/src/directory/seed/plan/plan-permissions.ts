import {
  type AppId,
  type Application,
  type AppRoleAssignment,
  defaultAccessRoleId,
  type PermissionGrant,
  type PermissionId,
  type UserId,
} from '@gatehouse/model';
import { ungrantableScope } from '@gatehouse/policy';
import { appRoleAssignmentId, permissionGrantId } from '../../grants/grant-id.js';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';
import { type Place, within } from '../load-seed.js';
import { type ReferenceKind, type References, unknownName } from '../references.js';
import type { SeedGrant } from '../schema/permissions.js';
import type { Exactness } from './exactness.js';
import { liveScopes } from './live-permissions.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** What grants and assignments refer to. */
export interface PermissionFacts {
  readonly servicePrincipalOf: (appId: AppId) => StoredServicePrincipal | undefined;
  readonly applicationOf: (appId: AppId) => Application | undefined;
  readonly references: References;
  readonly grants: readonly PermissionGrant[];
  readonly assignments: readonly AppRoleAssignment[];
  readonly exact: Exactness;
  readonly now: number;
}

/** The delegated permissions that one tenant's part of the seed grants: several items may add to one grant. */
export function planGrants(
  seeded: SeededTenant,
  facts: PermissionFacts,
  refuse: Refuse,
): readonly Change<PermissionGrant>[] {
  const stored = new Map(facts.grants.map((grant) => [grant.id, grant]));
  const planned = new Map<string, Change<PermissionGrant>>();
  for (const { value, place } of itemsOf(seeded, 'oauth2PermissionGrants')) {
    const client = present(value.client, within(place, 'client'), facts, refuse);
    const resource = present(value.resource, within(place, 'resource'), facts, refuse);
    const principalId = grantee(value, place, facts.references, refuse);
    const scopes = [...new Set(value.scope.split(/\s+/).filter((scope) => scope !== ''))];
    if (scopes.length === 0) refuse(within(place, 'scope'), 'must name at least one scope');
    if (client === undefined || resource === undefined) continue;
    const asked = {
      clientId: client.id,
      resourceId: resource.id,
      consentType: value.consentType,
      ...(principalId !== undefined && { principalId: principalId as UserId }),
    };
    const id = permissionGrantId(asked);
    const before = stored.get(id);
    const published = facts.applicationOf(value.resource)?.api.oauth2PermissionScopes ?? [];
    const unknown = ungrantableScope(scopes, published, before?.scopes ?? []);
    if (unknown !== undefined) {
      refuse(within(place, 'scope'), `the resource ${value.resource} publishes no scope \`${unknown}\``);
    }
    const kept = planned.get(id)?.after.scopes ?? keptScopes(before, facts.applicationOf(value.resource), facts.exact);
    planned.set(id, { before, after: { ...asked, id, scopes: inOrder([...kept, ...scopes], before) } });
  }
  return [...planned.values()];
}

/** The stored scopes that stay though the seed does not name them: all, or those that nobody can name because they were withdrawn. */
function keptScopes(
  before: PermissionGrant | undefined,
  resource: Application | undefined,
  exact: Exactness,
): readonly string[] {
  if (before === undefined || !exact.lists) return before?.scopes ?? [];
  const live = liveScopes(before, resource);
  return before.scopes.filter((scope) => !live.includes(scope));
}

/** Each scope once, the stored ones first and as they stand: their order means nothing. */
function inOrder(scopes: readonly string[], before: PermissionGrant | undefined): readonly string[] {
  const wanted = new Set(scopes);
  const stored = (before?.scopes ?? []).filter((scope) => wanted.has(scope));
  return [...new Set([...stored, ...wanted])];
}

function grantee(value: SeedGrant, place: Place, references: References, refuse: Refuse): string | undefined {
  const at = within(place, 'principal');
  if (value.consentType === 'AllPrincipals') {
    if (value.principal !== undefined) refuse(at, 'must be absent when `consentType` is `AllPrincipals`');
    return undefined;
  }
  if (value.principal === undefined) {
    refuse(at, 'is required when `consentType` is `Principal`');
    return undefined;
  }
  const user = references.find(value.principal, ['user']);
  if (user === undefined) refuse(at, unknownName(value.principal, ['user'], references));
  return user?.id;
}

/** What an app role can be given to, in the order in which names are tried. */
export const assigneeKinds: readonly ReferenceKind[] = ['servicePrincipal', 'user', 'group'];

/** The app roles that one tenant's part of the seed gives. */
export function planAssignments(
  seeded: SeededTenant,
  facts: PermissionFacts,
  refuse: Refuse,
): readonly Change<AppRoleAssignment>[] {
  const stored = new Map(facts.assignments.map((assignment) => [assignment.id, assignment]));
  const planned = itemsOf(seeded, 'appRoleAssignments').flatMap(({ value, place }): Change<AppRoleAssignment>[] => {
    const resource = present(value.resource, within(place, 'resource'), facts, refuse);
    const principal = facts.references.find(value.principal, assigneeKinds);
    if (principal === undefined) {
      refuse(
        within(place, 'principal'),
        unknownName(value.principal, ['user', 'group', 'servicePrincipal'], facts.references),
      );
    }
    if (resource === undefined || principal === undefined) return [];
    const principalType = typeOf[principal.kind] ?? 'User';
    const appRoleId = roleId(value.role, value.resource, principalType, within(place, 'role'), facts, refuse);
    if (appRoleId === undefined) return [];
    const asked = { principalId: principal.id, principalType, resourceId: resource.id, appRoleId };
    const id = appRoleAssignmentId(asked);
    const before = stored.get(id);
    return [{ before, after: { ...asked, id, createdAt: before?.createdAt ?? facts.now } }];
  });
  return [...new Map(planned.map((change) => [change.after.id, change])).values()];
}

type AssigneeType = AppRoleAssignment['principalType'];

const typeOf: Readonly<Partial<Record<ReferenceKind, AssigneeType>>> = {
  user: 'User',
  group: 'Group',
  servicePrincipal: 'ServicePrincipal',
};

function roleId(
  role: string | undefined,
  resource: AppId,
  assigneeType: AssigneeType,
  at: Place,
  facts: PermissionFacts,
  refuse: Refuse,
): PermissionId | undefined {
  if (role === undefined || role === '' || role === defaultAccessRoleId) return defaultAccessRoleId;
  const roles = facts.applicationOf(resource)?.appRoles ?? [];
  // One that is switched off can still be told by its id: whoever has it keeps it, and it gives nothing.
  const found = roles.find((one) => (one.value === role && one.isEnabled) || one.id === role.toLowerCase());
  if (found === undefined) {
    refuse(at, `the resource ${resource} publishes no app role \`${role}\``);
    return undefined;
  }
  const memberType = assigneeType === 'ServicePrincipal' ? 'Application' : 'User';
  // Who had it before it became another kind of role is told by its id, too.
  if (found.id !== role.toLowerCase() && !found.allowedMemberTypes.includes(memberType)) {
    refuse(at, `the app role \`${role}\` is not for ${memberType === 'User' ? 'users and groups' : 'applications'}`);
  }
  return found.id;
}

function present(appId: AppId, at: Place, facts: PermissionFacts, refuse: Refuse): StoredServicePrincipal | undefined {
  const principal = facts.servicePrincipalOf(appId);
  if (principal === undefined) {
    refuse(
      at,
      facts.applicationOf(appId) === undefined
        ? `no application has the appId ${appId}`
        : `the application ${appId} is not present in this tenant; list it in \`servicePrincipals\``,
    );
  }
  return principal;
}

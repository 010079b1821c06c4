import { type Application, type AppRoleAssignment, defaultAccessRoleId } from '@gatehouse/model';
import { isLiveAssignment, liveScopes, liveScopesOfRoles } from '../seed/plan/live-permissions.js';
import { roleMemberKinds } from '../seed/plan/plan-directory-roles.js';
import { assigneeKinds } from '../seed/plan/plan-permissions.js';
import type { StoredRoleAssignment } from '../roles/repository.js';
import { type ExportContext, inOrder, type Item, present } from './export-context.js';
import { namesOf } from './object-items.js';

/** The delegated grants of a tenant. Scopes that their resource no longer publishes give nothing, and are left out. */
export function grantItems(context: ExportContext): readonly Item[] {
  const known = presences(context);
  const items = context.facts.grants.flatMap((grant): Item[] => {
    const [client, resource] = [known.get(grant.clientId), known.get(grant.resourceId)];
    const scopes = liveScopes(grant, resource?.application);
    if (client === undefined || resource === undefined || scopes.length === 0) {
      context.note(`the grant ${grant.id}`, 'its resource publishes none of its scopes any more');
      return [];
    }
    if (scopes.length < grant.scopes.length) {
      context.note(`the grant ${grant.id}`, 'scopes that its resource no longer publishes are left out');
    }
    const { consentType, principalId } = grant;
    const principal = principalId && context.references.nameOf(principalId, ['user']);
    return [
      present({ client: client.appId, resource: resource.appId, scope: scopes.join(' '), consentType, principal }),
    ];
  });
  return inOrder(items, ...textKeys('client', 'resource', 'principal'));
}

/** The app roles that were given in a tenant. Those that their resource no longer publishes give nothing, and are left out. */
export function assignmentItems(context: ExportContext): readonly Item[] {
  const known = presences(context);
  const items = context.facts.assignments.flatMap((assignment): Item[] => {
    const resource = known.get(assignment.resourceId);
    if (resource === undefined || !isLiveAssignment(assignment, resource.application)) {
      context.note(`the app role assignment ${assignment.id}`, 'its resource no longer publishes the role');
      return [];
    }
    const principal = context.references.nameOf(assignment.principalId, assigneeKinds);
    return [present({ principal, resource: resource.appId, role: roleName(assignment, resource.application) })];
  });
  return inOrder(items, ...textKeys('resource', 'principal', 'role'));
}

/** What a seed calls an app role: its value, where that means it and can be given to such principals. */
function roleName({ appRoleId: id, principalType }: AppRoleAssignment, { appRoles }: Application): string | undefined {
  if (id === defaultAccessRoleId) return undefined;
  const role = appRoles.find((one) => one.id === id);
  const isForThem = role?.allowedMemberTypes.includes(principalType === 'ServicePrincipal' ? 'Application' : 'User');
  const value = isForThem === true ? role?.value : undefined;
  const meant = appRoles.find((one) => (one.value === value && one.isEnabled) || one.id === value);
  return value !== undefined && meant?.id === id ? value : id;
}

/** The directory roles that were given in a tenant, those of one role and scope together; not those for objects that are deleted. */
export function roleItems(context: ExportContext): readonly Item[] {
  const together = new Map<string, StoredRoleAssignment[]>();
  const scopes = liveScopesOfRoles(context.facts);
  for (const assignment of context.facts.roleAssignments) {
    if (!scopes.has(assignment.directoryScopeId)) {
      context.note(`the role assignment ${assignment.id}`, 'what it is limited to is deleted');
      continue;
    }
    const key = `${assignment.roleDefinitionId} ${assignment.directoryScopeId}`;
    together.set(key, [...(together.get(key) ?? []), assignment]);
  }
  const items = [...together.values()].map((assignments) => {
    const [first] = assignments;
    const members = namesOf(
      assignments.map(({ principalId }) => principalId),
      roleMemberKinds,
      context,
    );
    const role = context.documents.roles.nameOf(first?.roleDefinitionId ?? '');
    return present({ role, scope: scopeName(first?.directoryScopeId ?? '/', context), members });
  });
  return inOrder(items, ...textKeys('role', 'scope'));
}

/** What a seed calls the part of a tenant that a role is limited to. */
function scopeName(scope: string, { references, facts }: ExportContext): string | undefined {
  if (scope === '/') return undefined;
  const id = scope.slice(scope.lastIndexOf('/') + 1);
  if (scope.startsWith('/administrativeUnits/')) return references.nameOf(id, ['administrativeUnit']);
  const appId = facts.applications.find((one) => one.id === id)?.appId;
  return appId !== undefined && references.find(appId, ['administrativeUnit']) === undefined ? appId : id;
}

/** Service principals by id, with their applications; those whose applications are gone are left out. */
function presences({ facts, applicationOf }: ExportContext) {
  return new Map(
    facts.servicePrincipals.flatMap(({ id, appId }) => {
      const application = applicationOf(appId);
      return application === undefined ? [] : [[id, { appId, application }] as const];
    }),
  );
}

function textKeys(...names: readonly string[]): ((item: Item) => string)[] {
  return names.map((name) => (item: Item) => {
    const value = item[name];
    return typeof value === 'string' ? value : '';
  });
}

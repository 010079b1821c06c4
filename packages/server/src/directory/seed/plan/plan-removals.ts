import { type AppId, type Application, graphAppId } from '@gatehouse/model';
import { isLiveAssignment, liveScopes, liveScopesOfRoles } from './live-permissions.js';
import type { KindOfDocument, TenantFacts } from './seed-facts.js';
import { type ListName, type SeededTenant, speaksOf } from './seeded-tenants.js';
import type { Change, Removal, RemovedType, TenantPlan } from './tenant-plan.js';

type Planned = Omit<TenantPlan, 'removals'>;

/**
 * What the store holds and the seed does not name, in the lists that the seed has. What goes with something else that goes is not listed
 * by itself.
 * @param everything that the store holds of the tenant.
 */
export function planRemovals(
  seeded: SeededTenant,
  everything: TenantFacts,
  plan: Planned,
  documents: readonly Removal[],
  applicationOf: (appId: AppId) => Application | undefined,
): readonly Removal[] {
  const stored = withoutDeadLetters(everything, plan, applicationOf);
  const objects = surplusObjects(seeded, stored, plan);
  const gone = new Set(objects.map((removal) => (removal.kind === 'object' ? removal.id : '')));
  const lives = (...ids: readonly (string | undefined)[]) => ids.every((id) => id === undefined || !gone.has(id));
  const rolesGone = new Set(documents.map((one) => (one.kind === 'document' ? one.document.id : '')));
  const removals: readonly Removal[] = [
    ...surplus(seeded, 'oauth2PermissionGrants', stored.grants, plan.grants)
      .filter(({ clientId, resourceId, principalId }) => lives(clientId, resourceId, principalId))
      .map((grant) => ({ kind: 'grant', grant }) as const),
    ...surplus(seeded, 'appRoleAssignments', stored.assignments, plan.assignments)
      .filter(({ principalId, resourceId }) => lives(principalId, resourceId))
      .map((assignment) => ({ kind: 'assignment', assignment }) as const),
    ...surplus(seeded, 'directoryRoles', stored.roleAssignments, plan.roleAssignments)
      .filter(({ principalId, roleDefinitionId }) => lives(principalId) && !rolesGone.has(roleDefinitionId))
      .map((assignment) => ({ kind: 'role', assignment }) as const),
    ...documents.filter((one) => one.kind !== 'document' || lives(one.document.parentId ?? undefined)),
    ...surplusDocumentAssignments(stored, plan, documents).filter(
      (one) => one.kind !== 'document-assignment' || lives(one.assignment.objectId),
    ),
    ...objects,
    ...surplusDomains(seeded, stored, plan),
  ];
  return removals;
}

/**
 * Without what no seed can tell and gives nothing: the presence of applications that are gone, grants of withdrawn scopes alone, app
 * roles that are no longer published, and directory roles for objects that are deleted.
 */
function withoutDeadLetters(
  stored: TenantFacts,
  plan: Planned,
  applicationOf: (appId: AppId) => Application | undefined,
): TenantFacts {
  const published = new Map(
    stored.servicePrincipals.map(({ id, appId }) => [id as string, applicationOf(appId)] as const),
  );
  const kept = liveScopesOfRoles(stored);
  const made = liveScopesOfRoles({
    users: afterOf(plan.users),
    groups: afterOf(plan.groups),
    devices: afterOf(plan.devices),
    applications: afterOf(plan.applications),
    servicePrincipals: afterOf(plan.servicePrincipals),
    units: afterOf(plan.units),
  });
  return {
    ...stored,
    roleAssignments: stored.roleAssignments.filter(({ directoryScopeId: scope }) => kept.has(scope) || made.has(scope)),
    servicePrincipals: stored.servicePrincipals.filter(({ id }) => published.get(id) !== undefined),
    grants: stored.grants.filter((grant) => liveScopes(grant, published.get(grant.resourceId)).length > 0),
    assignments: stored.assignments.filter((one) => isLiveAssignment(one, published.get(one.resourceId))),
  };
}

function surplusObjects(seeded: SeededTenant, stored: TenantFacts, plan: Planned): readonly Removal[] {
  const owned = new Set(stored.applications.map(({ appId }) => appId));
  const applicationsStay = new Set(plan.applications.map(({ after }) => after.appId));
  const removed = (type: RemovedType, all: readonly { readonly id: string; readonly displayName: string }[]) =>
    all.map(({ id, displayName: name }) => ({ kind: 'object', type, id, name }) as const);
  const applications = surplus(seeded, 'applications', stored.applications, plan.applications);
  const goneApps = new Set(applications.map(({ appId }) => appId));
  const principals = surplus(seeded, 'servicePrincipals', stored.servicePrincipals, plan.servicePrincipals).filter(
    // The one of an application goes with it, and that of an application which the seed does not speak of at all stays.
    ({ appId }) => appId !== graphAppId && !goneApps.has(appId) && (!owned.has(appId) || applicationsStay.has(appId)),
  );
  return [
    ...removed('servicePrincipal', principals),
    ...removed('application', applications),
    ...removed('administrativeUnit', surplus(seeded, 'administrativeUnits', stored.units, plan.units)),
    ...removed('device', surplus(seeded, 'devices', stored.devices, plan.devices)),
    ...removed('group', surplus(seeded, 'groups', stored.groups, plan.groups)),
    ...surplus(seeded, 'users', stored.users, plan.users).map(
      ({ id, userPrincipalName: name }) => ({ kind: 'object', type: 'user', id, name }) as const,
    ),
  ];
}

/** The stored ones of a list that the plan does not have, where the seed has the list. */
function surplus<Entity extends { readonly id: string }>(
  seeded: SeededTenant,
  list: ListName,
  stored: readonly Entity[],
  planned: readonly Change<{ readonly id: string }>[],
): readonly Entity[] {
  if (!speaksOf(seeded, list)) return [];
  const kept = new Set(planned.map(({ after }) => after.id));
  return stored.filter(({ id }) => !kept.has(id));
}

/** The seed says of a document that it speaks of to whom it is assigned. */
function surplusDocumentAssignments(
  stored: TenantFacts,
  plan: Planned,
  documents: readonly Removal[],
): readonly Removal[] {
  const key = (one: { readonly kind: string; readonly documentId: string; readonly objectId: string }) =>
    `${one.kind} ${one.documentId} ${one.objectId}`;
  const goes = new Set(documents.map((one) => (one.kind === 'document' ? keyOf(one.document) : '')));
  const said = new Set(plan.documentAssignees.map(keyOf));
  const kept = new Set(plan.documentAssignments.map(({ after }) => key(after)));
  return stored.documentAssignments
    .filter((one) => {
      const of = keyOf({ kind: one.kind, id: one.documentId });
      return said.has(of) && !goes.has(of) && !kept.has(key(one));
    })
    .map((assignment) => ({ kind: 'document-assignment', assignment }));
}

function keyOf({ kind, id }: Pick<KindOfDocument, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

function surplusDomains(seeded: SeededTenant, stored: TenantFacts, plan: Planned): readonly Removal[] {
  if (!speaksOf(seeded, 'domains')) return [];
  const kept = new Set([
    ...plan.tenant.after.domains.map(({ name }) => name),
    ...plan.documents.filter(({ after }) => after.kind === 'domain').map(({ after }) => after.id),
  ]);
  const names = [
    ...(stored.tenant?.domains ?? []).map(({ name }) => name),
    ...stored.documents.filter(({ kind }) => kind === 'domain').map(({ id }) => id),
  ];
  return [...new Set(names)].filter((name) => !kept.has(name)).map((name) => ({ kind: 'domain', name }));
}

function afterOf<Entity>(changes: readonly Change<Entity>[]): readonly Entity[] {
  return changes.map(({ after }) => after);
}

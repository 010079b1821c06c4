import type { AppRoleAssignment, PermissionGrant } from '@gatehouse/model';
import { indexRoles } from './role-names.js';
import type { KindOfDocument, TenantFacts } from './plan/seed-facts.js';
import type { TenantPlan } from './plan/tenant-plan.js';
import type { StoredRoleAssignment } from '../roles/repository.js';

/** What people call the things of a plan. */
export interface PlanNames {
  ofObject(id: string): string;
  ofGrant(grant: PermissionGrant): string;
  ofAssignment(assignment: AppRoleAssignment): string;
  ofRole(assignment: StoredRoleAssignment): string;
  ofDocument(kind: string, id: string): string;
  /** The name of a document with that of the object it lives in. */
  within(name: string, document: KindOfDocument): string;
  /** A changed property with names for the ids that it refers by. */
  readable<Property extends { readonly property: string; readonly old?: unknown; readonly new?: unknown }>(
    property: Property,
  ): Property;
}

const referring: ReadonlySet<string> = new Set(['owners', 'managerId', 'clientId', 'resourceId', 'principalId']);

/** Indexes the names of what is stored and of what is planned. */
export function planNames(plan: TenantPlan, stored: TenantFacts): PlanNames {
  const objects = new Map<string, string>();
  const enter = (all: readonly { readonly id: string; readonly displayName: string }[]) => {
    for (const { id, displayName } of all) objects.set(id, displayName);
  };
  const after = <Entity>(changes: readonly { readonly after: Entity }[]) => changes.map((one) => one.after);
  enter([...stored.groups, ...after(plan.groups), ...stored.devices, ...after(plan.devices)]);
  enter([...stored.units, ...after(plan.units), ...stored.applications, ...after(plan.applications)]);
  enter([...stored.servicePrincipals, ...after(plan.servicePrincipals)]);
  for (const user of [...stored.users, ...after(plan.users)]) objects.set(user.id, user.userPrincipalName);
  const documents = new Map(plan.documents.map(({ after: { kind, id }, name }) => [`${kind} ${id}`, name]));
  const own = [...stored.documents, ...after(plan.documents)].filter(({ kind }) => kind === 'role-definition');
  const roles = indexRoles(own.map(({ id, body }) => ({ ...body, id })));
  const ofObject = (id: string) => objects.get(id) ?? id;
  return {
    ofObject,
    ofGrant: ({ clientId, resourceId, principalId }) =>
      `${ofObject(clientId)} → ${ofObject(resourceId)}${principalId === undefined ? '' : ` for ${ofObject(principalId)}`}`,
    ofAssignment: ({ principalId, resourceId }) => `${ofObject(principalId)} → ${ofObject(resourceId)}`,
    ofRole: ({ roleDefinitionId, principalId, directoryScopeId }) => {
      const scope = directoryScopeId.slice(directoryScopeId.lastIndexOf('/') + 1);
      return `${roles.nameOf(roleDefinitionId)}: ${ofObject(principalId)}${scope === '' ? '' : ` in ${ofObject(scope)}`}`;
    },
    ofDocument: (kind, id) => documents.get(`${kind} ${id}`) ?? id,
    within: (name, { parentId }) =>
      [name, ...(parentId === null ? [] : [ofObject(parentId)])].filter(Boolean).join(' of '),
    readable: (property) => (referring.has(property.property) ? named(property, ofObject) : property),
  };
}

function named<Property extends { readonly old?: unknown; readonly new?: unknown }>(
  property: Property,
  ofObject: (id: string) => string,
): Property {
  const name = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(name);
    return typeof value === 'string' ? ofObject(value) : value;
  };
  return {
    ...property,
    ...(property.old !== undefined && { old: name(property.old) }),
    ...(property.new !== undefined && { new: name(property.new) }),
  };
}

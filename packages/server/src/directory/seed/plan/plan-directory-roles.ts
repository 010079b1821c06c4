import { derivedId } from '../derived-id.js';
import { within } from '../load-seed.js';
import { type ReferenceKind, type References, unknownName } from '../references.js';
import type { RoleNames } from '../role-names.js';
import type { StoredRoleAssignment } from '../../roles/repository.js';
import { type Item, itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { SeedDirectoryRole } from '../schema/permissions.js';
import type { Application } from '@gatehouse/model';
import type { Refuse, RoleChange } from './tenant-plan.js';

interface RoleFacts {
  readonly references: References;
  readonly roles: RoleNames;
  /** The tenant's own application of an id or appId, stored or seeded. */
  readonly ownApplication: (name: string) => Application | undefined;
  /** True for a group that directory roles can be given to. */
  readonly isAssignable: (groupId: string) => boolean;
  readonly stored: readonly StoredRoleAssignment[];
  readonly now: number;
}

/** Whom directory roles are given to, in the order in which names are tried. */
export const roleMemberKinds: readonly ReferenceKind[] = ['user', 'group', 'servicePrincipal'];

/** The directory roles that one tenant's part of the seed gives. */
export function planDirectoryRoles(seeded: SeededTenant, facts: RoleFacts, refuse: Refuse): readonly RoleChange[] {
  const stored = new Map(facts.stored.map((one) => [keyOf(one), one]));
  const planned = itemsOf(seeded, 'directoryRoles').flatMap((item): RoleChange[] => {
    const { value, place } = item;
    const roleDefinitionId = facts.roles.find(value.role);
    if (roleDefinitionId === undefined) {
      refuse(within(place, 'role'), `no directory role is called \`${value.role}\``);
    }
    const directoryScopeId = scopeOf(item, facts, refuse);
    return (value.members ?? []).flatMap((name, index) => {
      const at = within(place, 'members', index);
      const member = facts.references.find(name, roleMemberKinds);
      if (member === undefined) refuse(at, unknownName(name, roleMemberKinds, facts.references));
      if (member?.kind === 'group' && !facts.isAssignable(member.id)) {
        refuse(at, `roles cannot be given to the group \`${name}\`: it is not \`isAssignableToRole\``);
      }
      if (member === undefined || roleDefinitionId === undefined || directoryScopeId === undefined) return [];
      const asked = { roleDefinitionId, principalId: member.id, directoryScopeId };
      const before = stored.get(keyOf(asked));
      const id = before?.id ?? derivedId<string>(seeded.id, 'role-assignment', keyOf(asked));
      return [{ place: at, before, after: { ...asked, id, createdAt: before?.createdAt ?? facts.now } }];
    });
  });
  return [...new Map(planned.map((change) => [change.after.id, change])).values()];
}

function keyOf(assignment: Omit<StoredRoleAssignment, 'id' | 'createdAt'>): string {
  return `${assignment.roleDefinitionId} ${assignment.principalId} ${assignment.directoryScopeId}`;
}

/** What a role can be limited to, in the order in which names are tried: a unit, an application registered here, or an object by its id. */
function scopeOf({ value, place }: Item<SeedDirectoryRole>, facts: RoleFacts, refuse: Refuse): string | undefined {
  if (value.scope === undefined) return '/';
  const unit = facts.references.find(value.scope, ['administrativeUnit']);
  if (unit !== undefined) return `/administrativeUnits/${unit.id}`;
  const application = facts.ownApplication(value.scope.toLowerCase());
  if (application !== undefined) return `/${application.id}`;
  const object = facts.references.find(value.scope, ['user', 'group', 'servicePrincipal', 'device']);
  if (object !== undefined) return `/${object.id}`;
  refuse(within(place, 'scope'), `no administrative unit and no application is called \`${value.scope}\``);
  return undefined;
}

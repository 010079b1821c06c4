import type { Application, AppRoleAssignment, Group, GroupId, PermissionGrant, Tenant, User } from '@gatehouse/model';
import type { GroupMember } from '../../groups/repository.js';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';
import type { Place } from '../load-seed.js';
import type { SeedExtension } from '../seed-extension.js';

/** An object as it is, if it is there, and as the seed wants it. */
export interface Change<Entity> {
  readonly before: Entity | undefined;
  readonly after: Entity;
}

export interface UserChange extends Change<User> {
  readonly brought: readonly { readonly extension: SeedExtension; readonly value: unknown }[];
}

/** Everything that one tenant's part of a seed asks for, every reference resolved. */
export interface TenantPlan {
  readonly tenant: Change<Tenant>;
  readonly users: readonly UserChange[];
  readonly groups: readonly Change<Group>[];
  readonly memberships: readonly {
    readonly group: GroupId;
    readonly name: string;
    readonly members: readonly GroupMember[];
  }[];
  readonly applications: readonly Change<Application>[];
  readonly servicePrincipals: readonly Change<StoredServicePrincipal>[];
  readonly grants: readonly Omit<PermissionGrant, 'id'>[];
  readonly assignments: readonly Omit<AppRoleAssignment, 'id'>[];
}

/** Notes why something in the seed cannot be. */
export type Refuse = (place: Place, reason: string) => void;

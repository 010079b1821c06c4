import type {
  AdministrativeUnit,
  Application,
  AppRoleAssignment,
  Device,
  Group,
  PermissionGrant,
  Tenant,
  User,
} from '@gatehouse/model';
import type { ExternalIdentity } from '../../invitations/repository.js';
import type { StoredRoleAssignment } from '../../roles/repository.js';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';
import type { Place } from '../load-seed.js';
import type { SeedExtension } from '../seed-extension.js';
import type { DocumentAssignment, KindOfDocument, Member } from './seed-facts.js';

/** An object as it is, if it is there, and as the seed wants it. */
export interface Change<Entity> {
  readonly before: Entity | undefined;
  readonly after: Entity;
}

/** A user, with what capabilities and the other tenants have to do with him. */
export interface UserChange extends Change<User> {
  readonly brought: readonly { readonly extension: SeedExtension; readonly value: unknown }[];
}

/** Who is to be in a group or a unit, or to use a device. */
export interface MemberChange {
  readonly of: 'group' | 'administrativeUnit' | 'device';
  readonly id: string;
  readonly name: string;
  /** Those the seed names. */
  readonly named: readonly Member[];
  readonly missing: readonly Member[];
  readonly surplus: readonly Member[];
}

/** A directory role that somebody is to have. */
export interface RoleChange extends Change<StoredRoleAssignment> {
  readonly place: Place;
}

/** A document as it is and as it is to be; `name` is what people call it. */
export interface DocumentChange extends Change<KindOfDocument> {
  readonly name: string;
  /** What the seed says of it, and where. */
  readonly item: Readonly<Record<string, unknown>>;
  readonly place: Place;
}

/** Something that the store holds and the seed does not name. */
export type Removal =
  | { readonly kind: 'object'; readonly type: RemovedType; readonly id: string; readonly name: string }
  | { readonly kind: 'domain'; readonly name: string }
  | { readonly kind: 'grant'; readonly grant: PermissionGrant }
  | { readonly kind: 'assignment'; readonly assignment: AppRoleAssignment }
  | { readonly kind: 'role'; readonly assignment: StoredRoleAssignment }
  | { readonly kind: 'document'; readonly document: KindOfDocument; readonly name: string }
  | { readonly kind: 'document-assignment'; readonly assignment: DocumentAssignment };

/** What kinds of object can be removed. */
export type RemovedType = 'user' | 'group' | 'device' | 'application' | 'servicePrincipal' | 'administrativeUnit';

/** Everything that one tenant's part of a seed asks for, every reference resolved. */
export interface TenantPlan {
  readonly tenant: Change<Tenant>;
  readonly users: readonly UserChange[];
  readonly groups: readonly Change<Group>[];
  readonly devices: readonly Change<Device>[];
  readonly applications: readonly Change<Application>[];
  readonly servicePrincipals: readonly Change<StoredServicePrincipal>[];
  readonly units: readonly Change<AdministrativeUnit>[];
  readonly members: readonly MemberChange[];
  readonly externalIdentities: readonly (Change<ExternalIdentity> & { readonly user: User })[];
  readonly grants: readonly Change<PermissionGrant>[];
  readonly assignments: readonly Change<AppRoleAssignment>[];
  readonly roleAssignments: readonly RoleChange[];
  readonly documents: readonly DocumentChange[];
  readonly documentAssignments: readonly Change<DocumentAssignment>[];
  /** The documents of which the seed says to whom they are assigned. */
  readonly documentAssignees: readonly { readonly kind: string; readonly id: string }[];
  readonly removals: readonly Removal[];
}

/** Notes why something in the seed cannot be, or does not do what it seems to. */
export type Refuse = (place: Place, reason: string) => void;

import type {
  AdministrativeUnit,
  AppId,
  Application,
  AppRoleAssignment,
  Device,
  Group,
  PermissionGrant,
  Tenant,
  TenantId,
  User,
} from '@gatehouse/model';
import type { StoredDocument } from '../../documents/repository.js';
import type { ExternalIdentity } from '../../invitations/repository.js';
import type { IdHolder } from '../../object-ids/repository.js';
import type { StoredRoleAssignment } from '../../roles/repository.js';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';

/** Something that is in a group or a unit, or uses a device. */
export interface Member {
  readonly id: string;
  readonly type: string;
}

/** A document with its kind. */
export interface KindOfDocument extends StoredDocument {
  readonly kind: string;
}

/** A document that is assigned to an object. */
export interface DocumentAssignment {
  readonly kind: string;
  readonly documentId: string;
  readonly objectId: string;
}

/** What the store holds of one tenant: as far as the seed speaks of it, or all of it. */
export interface TenantFacts {
  readonly tenant: Tenant | undefined;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly devices: readonly Device[];
  readonly applications: readonly Application[];
  readonly servicePrincipals: readonly StoredServicePrincipal[];
  readonly units: readonly AdministrativeUnit[];
  /** The members of groups and units, and the registered users of devices, by the id of what they are in. */
  readonly members: ReadonlyMap<string, readonly Member[]>;
  readonly externalIdentities: ReadonlyMap<string, ExternalIdentity>;
  readonly grants: readonly PermissionGrant[];
  readonly assignments: readonly AppRoleAssignment[];
  readonly roleAssignments: readonly StoredRoleAssignment[];
  readonly documents: readonly KindOfDocument[];
  readonly documentAssignments: readonly DocumentAssignment[];
  /** Which of the tenant's applications holds an identifier URI that the seed gives. */
  readonly identifierUris: ReadonlyMap<string, AppId>;
  /** Which of the tenant's objects has an id that the seed gives. */
  readonly idHolders: ReadonlyMap<string, IdHolder>;
}

/** A tenant that the store does not know. */
export const nothingStored: TenantFacts = {
  tenant: undefined,
  users: [],
  groups: [],
  devices: [],
  applications: [],
  servicePrincipals: [],
  units: [],
  members: new Map(),
  externalIdentities: new Map(),
  grants: [],
  assignments: [],
  roleAssignments: [],
  documents: [],
  documentAssignments: [],
  identifierUris: new Map(),
  idHolders: new Map(),
};

/** What the store holds across tenants, as far as the seed speaks of it. */
export interface PlatformFacts {
  readonly domainOwners: ReadonlyMap<string, TenantId>;
  readonly homes: ReadonlyMap<AppId, TenantId>;
  readonly globalIdentifierUris: ReadonlyMap<string, AppId>;
  /** Applications the seed refers to, from their homes. */
  readonly applications: ReadonlyMap<AppId, Application>;
}

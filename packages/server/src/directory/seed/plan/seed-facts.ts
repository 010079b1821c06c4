import type { AppId, Application, Group, Tenant, TenantId, User } from '@gatehouse/model';
import type { IdHolder } from '../../object-ids/repository.js';
import type { StoredServicePrincipal } from '../../service-principals/repository.js';

/** What the store holds of one tenant, as far as the seed speaks of it. */
export interface TenantFacts {
  readonly tenant: Tenant | undefined;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly applications: readonly Application[];
  readonly servicePrincipals: readonly StoredServicePrincipal[];
  /** Which of the tenant's applications holds an identifier URI that the seed gives. */
  readonly identifierUris: ReadonlyMap<string, AppId>;
  /** Which of the tenant's objects has an id that the seed gives. */
  readonly idHolders: ReadonlyMap<string, IdHolder>;
}

/** What the store holds across tenants, as far as the seed speaks of it. */
export interface PlatformFacts {
  readonly domainOwners: ReadonlyMap<string, TenantId>;
  readonly homes: ReadonlyMap<AppId, TenantId>;
  readonly globalIdentifierUris: ReadonlyMap<string, AppId>;
  /** Applications the seed refers to, from their homes. */
  readonly applications: ReadonlyMap<AppId, Application>;
}

import type { AppId, Application, Group, Tenant, TenantId, User } from '@gatehouse/model';
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
}

/** What the store holds across tenants, as far as the seed speaks of it. */
export interface PlatformFacts {
  readonly domainOwners: ReadonlyMap<string, TenantId>;
  readonly homes: ReadonlyMap<AppId, TenantId>;
  readonly globalIdentifierUris: ReadonlyMap<string, AppId>;
  /** Applications the seed refers to, from their homes. */
  readonly applications: ReadonlyMap<AppId, Application>;
}

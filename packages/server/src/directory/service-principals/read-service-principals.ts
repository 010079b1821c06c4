import type { Condition, ObjectPage, ObjectQuery, ServicePrincipalId } from '@gatehouse/model';
import type { TenantConfiguration } from '../directory.js';
import { countExtendedServicePrincipals, pageExtendedServicePrincipals } from '../extensions/ask-extended.js';
import type { ValueField } from '../extensions/repository.js';
import type { DirectoryOperation } from '../operation.js';
import type { RelatedTo } from '../relations/repository.js';
import { withoutInherited } from './inherited-conditions.js';
import { readServicePrincipalsById, type StoredServicePrincipal } from './repository.js';

/**
 * A page of service principals as a query wants them; what comes from their applications is known to the tenant's configuration.
 * @param values the values that the tenant defined and that may be asked for as well.
 */
export function pageServicePrincipals(
  query: ObjectQuery,
  configuration: TenantConfiguration,
  within: RelatedTo | null,
  values: readonly ValueField[],
): DirectoryOperation<ObjectPage<StoredServicePrincipal>> {
  const condition = query.condition && withoutInherited(query.condition, configuration);
  return pageExtendedServicePrincipals({ ...query, condition }, within, values);
}

/** How many service principals there are; or that there are too many to count. */
export function countServicePrincipals(
  condition: Condition | null,
  configuration: TenantConfiguration,
  within: RelatedTo | null,
  values: readonly ValueField[],
) {
  return countExtendedServicePrincipals(condition && withoutInherited(condition, configuration), within, values);
}

/** One service principal as stored now. */
export function findServicePrincipal(id: string): DirectoryOperation<StoredServicePrincipal | undefined> {
  return async ({ tx }) => (await readServicePrincipalsById(tx, [id as ServicePrincipalId]))[0];
}

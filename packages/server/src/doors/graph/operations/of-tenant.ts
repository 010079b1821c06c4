import type { GraphOperation } from '../resource.js';

/**
 * The same operation, decided as a matter of the whole tenant: what its path names is no directory object, and no unit or owner could
 * hold it.
 */
export function ofTenant(operation: GraphOperation): GraphOperation {
  return { ...operation, access: { ...operation.access, target: { kind: 'tenant' } } };
}

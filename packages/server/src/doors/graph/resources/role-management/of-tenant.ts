import type { GraphOperation } from '../../resource.js';

/** The same operation, decided as a matter of the whole tenant: roles and who holds them are no objects that a unit could hold. */
export function ofTenant(operation: GraphOperation): GraphOperation {
  return { ...operation, access: { ...operation.access, target: { kind: 'tenant' } } };
}

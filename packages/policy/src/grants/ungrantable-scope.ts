import type { PermissionScope } from '@gatehouse/model';

/**
 * The first scope that cannot stand in a grant: one that the resource does not publish, or has switched off. What stood in the grant
 * before may stay, so that the rest can be changed after the resource withdrew it.
 * @returns undefined when all can.
 * @example ungrantableScope(['Read'], [{ value: 'Read', isEnabled: true }], []) // undefined
 */
export function ungrantableScope(
  scopes: readonly string[],
  published: readonly Pick<PermissionScope, 'value' | 'isEnabled'>[],
  kept: readonly string[],
): string | undefined {
  return scopes.find(
    (scope) => !kept.includes(scope) && !published.some(({ value, isEnabled }) => isEnabled && value === scope),
  );
}

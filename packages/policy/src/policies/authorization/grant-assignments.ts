import { roleTemplateIds } from '@gatehouse/model';
import type { Problem } from '../../registration/index.js';

/** The levels of guests (Microsoft Graph documentation: authorizationPolicy). */
export const guestRoleIds: readonly string[] = [
  roleTemplateIds.user,
  roleTemplateIds.guestUser,
  roleTemplateIds.restrictedGuestUser,
];

const prefixes = ['ManagePermissionGrantsForSelf', 'ManagePermissionGrantsForOwnedResource'] as const;

/** For whom people may consent by a policy: for themselves, or for what they own. */
export type GrantAssignmentPrefix = (typeof prefixes)[number];

/** Reads one of `permissionGrantPoliciesAssigned`: `ManagePermissionGrantsForSelf.{id of a policy}`; undefined when it is none. */
export function readGrantAssignment(
  text: string,
): { readonly prefix: GrantAssignmentPrefix; readonly policyId: string } | undefined {
  const dot = text.indexOf('.');
  const prefix = prefixes.find((one) => one.toLowerCase() === text.slice(0, Math.max(dot, 0)).toLowerCase());
  const policyId = text.slice(dot + 1);
  return prefix === undefined || policyId === '' ? undefined : { prefix, policyId };
}

/**
 * Reads `permissionGrantPoliciesAssigned`. The prefixes count in any letter case, and are kept in one.
 * @param policyIds the permission grant policies that there are.
 */
export function grantAssignments(
  assigned: readonly string[],
  policyIds: ReadonlySet<string>,
):
  | { readonly kind: 'assignments'; readonly assigned: readonly string[] }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] } {
  const path = (index: number) => `defaultUserRolePermissions.permissionGrantPoliciesAssigned[${index}]`;
  const read = assigned.map(readGrantAssignment);
  const problems = read.flatMap((one, index): readonly Problem[] => {
    if (one === undefined) {
      return [{ path: path(index), reason: `must read \`${prefixes.join('.{id}` or `')}.{id}\`` }];
    }
    if (!policyIds.has(one.policyId)) {
      return [
        { path: path(index), reason: `names the permission grant policy \`${one.policyId}\`, which is not there` },
      ];
    }
    const same = read.findIndex((other) => other?.prefix === one.prefix && other.policyId === one.policyId);
    return same < index ? [{ path: path(index), reason: 'stands more than once' }] : [];
  });
  if (problems.length > 0) return { kind: 'invalid', problems };
  return {
    kind: 'assignments',
    assigned: read.flatMap((one) => (one === undefined ? [] : [`${one.prefix}.${one.policyId}`])),
  };
}

import type { Rule } from '../rule.js';

/**
 * Applications that require assignment admit only principals assigned to them, directly or through a group of which the person
 * is a direct member. Unknown assignments count as none (UNKNOWN-NEVER-HELPS).
 */
export const assignmentRequired: Rule = {
  name: 'assignment-required',
  object: ({ client, principal, target, assignments }) => {
    if (client?.kind !== 'known' || principal.kind === 'nobody') return undefined;
    const resource =
      target.kind === 'resource' && target.servicePrincipal.kind === 'known' ? target.servicePrincipal.value : null;
    const onTarget = assignments.target.kind === 'known' ? assignments.target.value : [];
    if (principal.kind === 'application') {
      return resource?.appRoleAssignmentRequired === true && onTarget.length === 0
        ? { kind: 'refuse', error: 501051, detail: 'the resource requires assignment and the client has none' }
        : undefined;
    }
    const onClient = assignments.client.kind === 'known' ? assignments.client.value : [];
    if (client.value.servicePrincipal?.appRoleAssignmentRequired === true && onClient.length === 0) {
      return { kind: 'refuse', error: 50105, detail: 'the client requires assignment and the person has none' };
    }
    if (resource?.appRoleAssignmentRequired === true && onTarget.length === 0) {
      return { kind: 'refuse', error: 50105, detail: 'the resource requires assignment and the person has none' };
    }
    return undefined;
  },
};

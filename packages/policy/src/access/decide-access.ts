import { type AppRole, graphAppId, type PermissionId } from '@gatehouse/model';
import type { Decision, Grant } from './decision.js';
import type { AccessInput, ResourceFacts } from './input.js';
import { requestedPermissions } from './requested-permissions.js';
import { rules } from './rules/index.js';

/**
 * Decides one access question.
 *
 * Every rule may object; the first objection is the answer. Without one the answer is yes, with exactly what was granted:
 * delegated scopes for a person, app roles for whoever holds them.
 *
 * @example
 * const decision = decideAccess(input);
 * if (decision.kind === 'admit') console.log(decision.grant.scopes);
 */
export function decideAccess(input: AccessInput): Decision {
  for (const rule of rules) {
    const objection = rule.object(input);
    if (objection === undefined) continue;
    const reasons = [{ rule: rule.name, detail: objection.detail }];
    return objection.kind === 'refuse'
      ? { kind: 'refuse', error: objection.error, reasons }
      : { kind: 'require', requirement: objection.requirement, error: objection.error, reasons };
  }
  return { kind: 'admit', grant: grantOf(input), reasons: [{ rule: 'all', detail: 'no rule objects' }] };
}

function grantOf(input: AccessInput): Grant {
  const { client, target, principal, assignments } = input;
  if (client?.kind !== 'known') return { scopes: [], openIdScopes: [], roles: [], clientRoles: [] };
  const resource =
    target.kind === 'resource' && target.servicePrincipal.kind === 'known' ? target.servicePrincipal.value : null;
  const person = principal.kind === 'user';
  return {
    scopes: person ? scopesFor(resource, requestedPermissions(input, client.value).granted) : [],
    openIdScopes: person ? input.request.openIdScopes : [],
    roles: resource === null ? [] : roleValues(resource.appRoles, assignments.target, person ? 'User' : 'Application'),
    clientRoles: person ? roleValues(client.value.appRoles, assignments.client, 'User') : [],
  };
}

/** Among its grants Graph keeps `offline_access`, which asks for a refresh token and lets nobody do anything at an API. */
function scopesFor(resource: ResourceFacts | null, granted: readonly string[]): readonly string[] {
  if (resource?.appId !== graphAppId || !granted.includes('offline_access')) return granted;
  return granted.filter((scope) => scope !== 'offline_access');
}

function roleValues(
  roles: readonly AppRole[],
  held: AccessInput['assignments']['target'],
  member: 'User' | 'Application',
): readonly string[] {
  if (held.kind !== 'known') return [];
  const ids = new Set<PermissionId>(held.value);
  const values = roles
    .filter((role) => role.isEnabled && ids.has(role.id) && role.allowedMemberTypes.includes(member))
    .flatMap((role) => role.value ?? []);
  return [...new Set(values)];
}

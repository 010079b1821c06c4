import type { EntraKind, Loss, SeedItem } from '@gatehouse/policy';
import type { Cut } from './cuts.js';
import type { Fault } from './faults-of.js';

const kinds: ReadonlyMap<PropertyKey | undefined, EntraKind> = new Map<PropertyKey | undefined, EntraKind>([
  ['administrativeUnits', 'administrativeUnit'],
  ['applications', 'application'],
  ['appRoleAssignments', 'appRoleAssignment'],
  ['authenticationContextClassReferences', 'authenticationContextClassReference'],
  ['authenticationStrengthPolicies', 'authenticationStrengthPolicy'],
  ['conditionalAccessPolicies', 'conditionalAccessPolicy'],
  ['devices', 'device'],
  ['directoryRoles', 'directoryRole'],
  ['domains', 'domain'],
  ['groups', 'group'],
  ['namedLocations', 'namedLocation'],
  ['oauth2PermissionGrants', 'oauth2PermissionGrant'],
  ['roleDefinitions', 'roleDefinition'],
  ['servicePrincipals', 'servicePrincipal'],
  ['users', 'user'],
]);

/** What is lost when something is cut out of a tenant because of a fault. */
export function lossOf(tenant: SeedItem, { path, reason }: Fault, cut: Cut): Loss {
  // Policies stand one level deeper.
  const depth = path[0] === 'policies' ? 1 : 0;
  const section = path[depth];
  const kind = kinds.get(section);
  if (kind === undefined) return { kind: 'organization', object: nameOf(tenant), property: wordsOf(path), reason };
  const holder = depth === 1 ? (tenant['policies'] as SeedItem) : tenant;
  const item = (holder[String(section)] as readonly unknown[])[path[depth + 1] as number];
  const property = wordsOf(path.slice(depth + 2));
  if (cut.length > depth + 2) return { kind, object: nameOf(item), property, reason };
  return { kind, object: nameOf(item), reason: property === '' ? reason : `${property}: ${reason}` };
}

function wordsOf(path: readonly PropertyKey[]): string {
  const words = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return words.join('').replace(/^\./, '');
}

function nameOf(item: unknown): string {
  if (typeof item === 'string') return item;
  const { userPrincipalName, displayName, appId, client, resource, principal, role, id } = (item ?? {}) as SeedItem;
  const given = [client ?? principal, resource].filter((one) => typeof one === 'string').join(' → ');
  const names = [userPrincipalName, displayName, given || undefined, appId, role, id];
  return names.find((name) => typeof name === 'string') ?? '';
}

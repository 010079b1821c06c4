import type { PermissionScope } from '@gatehouse/model';
import type { AccessInput, ClientFacts, ResourceFacts } from './input.js';

/** What a person's request asks for, what of it is granted, and what is not. Scope values are the resource's own spelling. */
export interface RequestedPermissions {
  readonly granted: readonly string[];
  readonly missing: readonly PermissionScope[];
  /** Asked for by name, but not published by the resource or not enabled. */
  readonly unheardOf: readonly string[];
  readonly missingOpenId: readonly string[];
}

/**
 * Compares the request with the grants that count: the tenant's, the person's own, and the resource's pre-authorisations.
 * `RESOURCE/.default` gives everything granted; when nothing is, it stands for what the registration requires.
 */
export function requestedPermissions(input: AccessInput, client: ClientFacts): RequestedPermissions {
  const grants = input.grants.kind === 'known' ? input.grants.value : [];
  // OpenID scopes belong to no resource: they count as granted once the client holds any delegated grant for this person.
  const missingOpenId =
    grants.length > 0 || preAuthorized(input, client).size > 0 ? [] : [...input.request.openIdScopes];
  if (input.target.kind !== 'resource' || input.target.servicePrincipal.kind !== 'known') {
    return { granted: [], missing: [], unheardOf: [], missingOpenId };
  }
  const resource = input.target.servicePrincipal.value;
  const published = new Map(
    resource.oauth2PermissionScopes.filter((scope) => scope.isEnabled).map((scope) => [fold(scope.value), scope]),
  );
  const held = heldScopes(input, client, resource, published);
  const asked = input.request.usesDefault ? [...held] : input.request.scopes.map(fold);
  if (input.request.usesDefault && held.size === 0) asked.push(...requiredOf(client, resource));
  const distinct = [...new Set(asked)];
  const known = distinct.flatMap((value) => published.get(value) ?? []);
  return {
    granted: known.filter((scope) => held.has(fold(scope.value))).map((scope) => scope.value),
    missing: known.filter((scope) => !held.has(fold(scope.value))),
    unheardOf: input.request.usesDefault ? [] : distinct.filter((value) => !published.has(value)),
    missingOpenId,
  };
}

/** Scope values are compared without regard to letter case, as the platform does. */
function fold(scope: string): string {
  return scope.toLowerCase();
}

function preAuthorized(input: AccessInput, client: ClientFacts): ReadonlySet<string> {
  if (input.target.kind !== 'resource' || input.target.servicePrincipal.kind !== 'known') return new Set();
  const entries = input.target.servicePrincipal.value.preAuthorized.filter((entry) => entry.appId === client.appId);
  return new Set(entries.flatMap((entry) => entry.permissionIds));
}

function heldScopes(
  input: AccessInput,
  client: ClientFacts,
  resource: ResourceFacts,
  published: ReadonlyMap<string, PermissionScope>,
): ReadonlySet<string> {
  const grants = input.grants.kind === 'known' ? input.grants.value : [];
  const held = new Set(
    grants.filter((grant) => grant.resourceId === resource.id).flatMap((grant) => grant.scopes.map(fold)),
  );
  const without = preAuthorized(input, client);
  for (const [value, scope] of published) if (without.has(scope.id)) held.add(value);
  return new Set([...held].filter((value) => published.has(value)));
}

function requiredOf(client: ClientFacts, resource: ResourceFacts): readonly string[] {
  const ids = new Set(
    client.requiredResourceAccess
      .filter((entry) => entry.resourceAppId === resource.appId)
      .flatMap((entry) => entry.resourceAccess.filter((access) => access.type === 'Scope').map((access) => access.id)),
  );
  return resource.oauth2PermissionScopes.filter((scope) => ids.has(scope.id)).map((scope) => fold(scope.value));
}

import type { AppId, PermissionScope } from '@gatehouse/model';
import type { AccessInput, ClientFacts, GrantFacts, ResourceFacts } from './input.js';

/** What a person's request asks for, what of it is granted, and what is not. Scope values are the resource's own spelling. */
export interface RequestedPermissions {
  readonly granted: readonly string[];
  readonly missing: readonly PermissionScope[];
  /** Asked for by name, but not published by the resource or not enabled. */
  readonly unheardOf: readonly string[];
  readonly missingOpenId: readonly string[];
  /** With `.default`: what the registration requires of other resources, pre-authorised scopes aside. */
  readonly elsewhere: readonly RequiredElsewhere[];
}

interface RequiredElsewhere {
  readonly resource: AppId;
  readonly granted: readonly Pick<PermissionScope, 'value' | 'type'>[];
  readonly missing: readonly Pick<PermissionScope, 'value' | 'type'>[];
}

/**
 * Compares the request with the grants that count: the tenant's, the person's own, and the resource's pre-authorisations.
 * `RESOURCE/.default` gives everything granted; when nothing is, or the person is to be asked in any case, it also stands for what the
 * registration requires, of this resource and of all others (Microsoft identity platform documentation: the .default scope).
 */
export function requestedPermissions(input: AccessInput, client: ClientFacts): RequestedPermissions {
  const before = compared.get(input);
  if (before !== undefined) return before;
  const result = compare(input, client);
  compared.set(input, result);
  return result;
}

/** Both the rule that asks for consent and the grant that an admission carries ask this of the same input. */
const compared = new WeakMap<AccessInput, RequestedPermissions>();

function compare(input: AccessInput, client: ClientFacts): RequestedPermissions {
  const grants = input.grants.kind === 'known' ? input.grants.value : [];
  // OpenID scopes belong to no resource: they count as granted once the client holds any delegated grant for this person.
  const missingOpenId =
    grants.length > 0 || preAuthorized(input, client).size > 0 ? [] : [...input.request.openIdScopes];
  if (input.target.kind !== 'resource' || input.target.servicePrincipal.kind !== 'known') {
    return { granted: [], missing: [], unheardOf: [], missingOpenId, elsewhere: [] };
  }
  const resource = input.target.servicePrincipal.value;
  const published = publishedScopes(resource.oauth2PermissionScopes);
  const held = heldScopes(input, client, resource, published);
  const { usesDefault, forceConsent } = input.request;
  const asked = usesDefault ? [...held] : input.request.scopes.map(fold);
  if (usesDefault && (held.size === 0 || forceConsent)) asked.push(...requiredOf(client, resource));
  const distinct = [...new Set(asked)];
  const known = distinct.flatMap((value) => published.get(value) ?? []);
  return {
    granted: known.filter((scope) => held.has(fold(scope.value))).map((scope) => scope.value),
    missing: known.filter((scope) => !held.has(fold(scope.value))),
    unheardOf: usesDefault ? [] : distinct.filter((value) => !published.has(value)),
    missingOpenId,
    elsewhere: usesDefault ? requiredElsewhere(client, resource, grants) : [],
  };
}

type ScopesByName = ReadonlyMap<string, PermissionScope>;

/** By the list they were made from: a registration's list never changes, and Graph's is long. */
const scopesByName = new WeakMap<readonly PermissionScope[], ScopesByName>();

function publishedScopes(scopes: readonly PermissionScope[]): ScopesByName {
  const before = scopesByName.get(scopes);
  if (before !== undefined) return before;
  const byName = new Map(scopes.filter((scope) => scope.isEnabled).map((scope) => [fold(scope.value), scope]));
  scopesByName.set(scopes, byName);
  return byName;
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
  published: ScopesByName,
): ReadonlySet<string> {
  const grants = input.grants.kind === 'known' ? input.grants.value : [];
  const held = new Set(
    grants.filter((grant) => grant.resourceId === resource.id).flatMap((grant) => grant.scopes.map(fold)),
  );
  const without = preAuthorized(input, client);
  if (without.size > 0) for (const [value, scope] of published) if (without.has(scope.id)) held.add(value);
  return new Set([...held].filter((value) => published.has(value)));
}

function requiredOf({ requiredScopes }: ClientFacts, resource: ResourceFacts): readonly string[] {
  const required = requiredScopes.filter(({ resourceId }) => resourceId === resource.id);
  return required.flatMap(({ scopes }) => scopes.map((scope) => fold(scope.value)));
}

function requiredElsewhere(
  { requiredScopes }: ClientFacts,
  target: ResourceFacts,
  grants: readonly GrantFacts[],
): readonly RequiredElsewhere[] {
  const others = requiredScopes.filter(({ resourceId }) => resourceId !== target.id);
  return others.map(({ resourceId, resourceAppId, scopes }) => {
    const here = grants.filter((grant) => grant.resourceId === resourceId);
    const held = new Set(here.flatMap((grant) => grant.scopes.map(fold)));
    const wanting = scopes.filter((scope) => !scope.preAuthorized);
    return {
      resource: resourceAppId,
      granted: wanting.filter(({ value }) => held.has(fold(value))),
      missing: wanting.filter(({ value }) => !held.has(fold(value))),
    };
  });
}

import { graphAppId, graphResourceUri, isGuid, type OpenIdScope, openIdScopes } from '@gatehouse/model';

/** One scope asked of a resource. */
export interface NamedScope {
  /** The short value that the resource publishes, for example `User.Read`. */
  readonly value: string;
  /** As the client wrote it, for the `scope` of the answer. */
  readonly written: string;
}

/** What was asked of one resource. */
export interface ResourceScopes {
  /** The resource's name: an application ID URI or an application id in lower case. Bare scopes mean Graph. */
  readonly resource: string;
  /** What stands before a scope value in this client's spelling: empty for bare scopes, `api://x/` otherwise. */
  readonly prefix: string;
  /** `RESOURCE/.default`: everything granted already (or declared). */
  readonly usesDefault: boolean;
  readonly scopes: readonly NamedScope[];
}

/**
 * A `scope` parameter, taken apart. Resources stand in the order in which they were first named; two names of one resource (its URI
 * and its application id) are two entries, since only a directory knows that they mean the same.
 */
export interface ScopeRequest {
  readonly kind: 'scopes';
  readonly openId: readonly OpenIdScope[];
  readonly resources: readonly ResourceScopes[];
}

/** Why a `scope` parameter cannot be used. */
export type ScopeProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too_long' }
  /** Not a scope token (RFC 6749 §3.3), or a resource without a scope. */
  | { readonly kind: 'malformed'; readonly scope: string }
  /** `.default` beside a named scope. */
  | { readonly kind: 'mixed'; readonly scope: string };

const longestScopeParameter = 8192;
const mostScopes = 200;
const defaultScope = '.default';
/** RFC 6749 §3.3: printable ASCII without space, quote and backslash. */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
const openIdNames: ReadonlySet<string> = new Set(openIdScopes);
const graphNames: ReadonlySet<string> = new Set([graphAppId, graphResourceUri, `${graphResourceUri}/`]);

/**
 * Takes a `scope` parameter apart.
 *
 * A scope is an OpenID scope, a bare value (which means Graph), or `RESOURCE/value` split at its last slash: so a resource whose
 * name ends in a slash is written with two. `RESOURCE/.default` cannot stand beside named scopes of any resource.
 * Source: Microsoft identity platform documentation, "scopes and permissions".
 */
export function parseScope(text: string): ScopeRequest | ScopeProblem {
  if (text.length > longestScopeParameter) return { kind: 'too_long' };
  const tokens = text.split(' ').filter((token) => token !== '');
  if (tokens.length === 0) return { kind: 'empty' };
  if (tokens.length > mostScopes) return { kind: 'too_long' };

  const openId = new Set<OpenIdScope>();
  const resources = new Map<string, { prefix: string; usesDefault: boolean; scopes: Map<string, NamedScope> }>();
  for (const token of tokens) {
    if (isOpenIdScope(token)) {
      openId.add(token);
      continue;
    }
    const split = splitScope(token);
    if (split === undefined) return { kind: 'malformed', scope: token };
    const resource = resources.get(split.resource) ?? { prefix: split.prefix, usesDefault: false, scopes: new Map() };
    resources.set(split.resource, resource);
    if (split.value === defaultScope) resource.usesDefault = true;
    else if (!resource.scopes.has(split.value))
      resource.scopes.set(split.value, { value: split.value, written: token });
  }
  const asked = [...resources].map(
    ([resource, { prefix, usesDefault, scopes }]): ResourceScopes => ({
      resource,
      prefix,
      usesDefault,
      scopes: [...scopes.values()],
    }),
  );
  const mixed = asked.some(({ usesDefault }) => usesDefault)
    ? asked.find(({ scopes }) => scopes.length > 0)
    : undefined;
  if (mixed !== undefined) return { kind: 'mixed', scope: mixed.scopes[0]?.written ?? '' };
  return { kind: 'scopes', openId: openIdScopes.filter((scope) => openId.has(scope)), resources: asked };
}

/**
 * The `scope` of an answer: every granted scope in each spelling the client used, letter case included, so that its cache finds the
 * token again. `.default` comes back beside what it stood for; OpenID scopes that it stood for come back without Graph's name.
 * @param granted short scope values of the one resource.
 */
export function writeScope(
  asked: ResourceScopes | undefined,
  granted: readonly string[],
  openId: readonly string[],
): string {
  // Scope values are compared without regard to letter case, as the platform does.
  const held = new Set(granted.map((value) => value.toLowerCase()));
  const named = new Set<string>();
  const written = new Set<string>();
  for (const scope of asked?.scopes ?? []) {
    const folded = scope.value.toLowerCase();
    if (!held.has(folded)) continue;
    named.add(folded);
    written.add(scope.written);
  }
  const prefix = asked?.prefix ?? '';
  const ofGraph = graphNames.has(asked?.resource ?? graphResourceUri);
  for (const value of granted) {
    if (named.has(value.toLowerCase())) continue;
    written.add(ofGraph && isOpenIdScope(value) ? value : `${prefix}${value}`);
  }
  if (asked?.usesDefault === true) written.add(`${prefix}${defaultScope}`);
  for (const scope of openId) written.add(scope);
  return [...written].join(' ');
}

function isOpenIdScope(token: string): token is OpenIdScope {
  return openIdNames.has(token);
}

function splitScope(token: string): { resource: string; prefix: string; value: string } | undefined {
  if (!scopeToken.test(token)) return undefined;
  const cut = token.lastIndexOf('/');
  if (cut < 0) return { resource: graphResourceUri, prefix: '', value: token };
  const resource = token.slice(0, cut);
  const value = token.slice(cut + 1);
  // `api://x` alone names a resource and no scope: its last slash belongs to the scheme.
  if (resource === '' || value === '' || /^[^/]*:\/?$/.test(resource)) return undefined;
  return { resource: resourceName(resource), prefix: `${resource}/`, value };
}

/** Application ids are compared without regard to letter case; URIs to the letter. */
function resourceName(written: string): string {
  return isGuid(written) ? written.toLowerCase() : written;
}

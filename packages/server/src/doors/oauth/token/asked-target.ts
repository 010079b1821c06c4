import { graphResourceUri, type OpenIdScope, type Refusal, refuse } from '@gatehouse/model';
import { parseScope, type ResourceScopes, type ScopeProblem, type ScopeRequest, writeScope } from '@gatehouse/wire';
import type { TenantConfiguration } from '../../../directory/index.js';

/** The one resource that a token request is for. */
export interface AskedTarget {
  /** The resource's name as the client wrote it. */
  readonly name: string;
  /** Undefined when only OpenID scopes were asked for: such tokens are for userinfo, which is Graph's. */
  readonly resource: ResourceScopes | undefined;
  readonly openId: readonly OpenIdScope[];
}

/** Reads a scope parameter. */
export function readScope(text: string): ScopeRequest | Refusal {
  const parsed = parseScope(text);
  return parsed.kind === 'scopes' ? parsed : scopeRefusal(parsed);
}

/**
 * Finds the one resource that scopes are for; two names of one resource are one.
 * Source: Microsoft identity platform documentation, "OAuth 2.0 authorization code flow: request an access token".
 */
export function askedTarget(request: ScopeRequest, configuration: TenantConfiguration): AskedTarget | Refusal {
  const [first, ...others] = request.resources;
  if (first === undefined) return { name: graphResourceUri, resource: undefined, openId: request.openId };
  const identity = (name: string): string => configuration.resource(name)?.id ?? name;
  const same = identity(first.resource);
  const stranger = others.find(({ resource }) => identity(resource) !== same);
  if (stranger !== undefined) return refuse(700022, `both ${first.resource} and ${stranger.resource}`);
  const scopes = request.resources.flatMap((resource) => resource.scopes);
  return { name: first.resource, resource: { ...first, scopes }, openId: request.openId };
}

/** What of a scope parameter concerns its first resource, OpenID scopes included. Text that cannot be read stays as it is. */
export function scopeOfFirstResource(text: string): string {
  const parsed = parseScope(text);
  if (parsed.kind !== 'scopes' || parsed.resources.length < 2) return text;
  const [first] = parsed.resources;
  return [...parsed.openId, writeScope(first, first?.scopes.map(({ value }) => value) ?? [], [])].join(' ');
}

function scopeRefusal(problem: ScopeProblem): Refusal {
  switch (problem.kind) {
    case 'empty':
      return refuse(28003, 'the scope parameter is empty');
    case 'too_long':
      return refuse(70011, 'the scope parameter is too long', { scope: '(too long)' });
    case 'malformed':
      return refuse(70011, 'not a scope', { scope: problem.scope });
    case 'mixed':
      return refuse(70011, '.default beside a named scope', { scope: problem.scope });
  }
}

import { openIdScopes, type Refusal, refuse } from '@gatehouse/model';
import type { Parameters } from '@gatehouse/wire';
import type { EndpointVersion } from './read-token-request.js';

/** What a person agreed to at a sign-in, and what therefore remembers its resource. */
const redeemed = ['code', 'device_code', 'refresh_token'];
const openIdNames: ReadonlySet<string> = new Set(openIdScopes);

/**
 * Gives access to the form's fields. At the version 1 endpoint `resource` names the resource, and everything granted for it is meant;
 * it reads as `RESOURCE/.default` beside the OpenID scopes. Without `resource`, what is redeemed says which: OpenID scopes alone count
 * as no scope then. At version 2 the parameter is refused.
 * Source: Microsoft identity platform documentation, "v1.0 and v2.0 endpoints: scopes, not resources".
 */
export function withVersionOneResource(
  form: Parameters,
  version: EndpointVersion,
): ((name: string) => string | undefined) | Refusal {
  const resource = form.get('resource');
  if (version === 2) {
    return resource === undefined ? (name) => form.get(name) : refuse(901002, 'resource at version 2');
  }
  const scope = versionOneScope(form, resource);
  return (name) => (name === 'scope' ? scope : form.get(name));
}

function versionOneScope(form: Parameters, resource: string | undefined): string | undefined {
  const scope = form.get('scope');
  if (resource !== undefined) return scopeOfResource(resource, scope);
  const remembered = redeemed.some((name) => form.get(name) !== undefined);
  return remembered && tokensOf(scope).every((each) => openIdNames.has(each)) ? undefined : scope;
}

/** What a version 1 request for a resource means as a scope: the resource's default, and of the scopes sent those of OpenID Connect. */
export function scopeOfResource(resource: string, scope: string | undefined): string {
  return [...tokensOf(scope).filter((each) => openIdNames.has(each)), `${resource}/.default`].join(' ');
}

function tokensOf(scope = ''): readonly string[] {
  return scope.split(' ').filter((each) => each !== '');
}

import { openIdScopes, type Refusal, refuse } from '@gatehouse/model';
import type { Parameters } from '@gatehouse/wire';
import type { EndpointVersion } from './read-token-request.js';

/**
 * Gives access to the form's fields. At the version 1 endpoint `resource` names the resource, and everything granted for it is meant;
 * it reads as `RESOURCE/.default` beside the OpenID scopes. At version 2 the parameter is refused.
 * Source: Microsoft identity platform documentation, "v1.0 and v2.0 endpoints: scopes, not resources".
 */
export function withVersionOneResource(
  form: Parameters,
  version: EndpointVersion,
): ((name: string) => string | undefined) | Refusal {
  const resource = form.get('resource');
  if (resource === undefined) return (name) => form.get(name);
  if (version === 2) return refuse(901002, 'resource at version 2');
  const asked = (form.get('scope') ?? '').split(' ');
  const scope = [...openIdScopes.filter((each) => asked.includes(each)), `${resource}/.default`].join(' ');
  return (name) => (name === 'scope' ? scope : form.get(name));
}

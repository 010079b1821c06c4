import { type Refusal, refuse } from '@gatehouse/model';
import { readScope } from '../../token/asked-target.js';
import type { Grant, PresentedGrant } from '../grant.js';

/**
 * An application asks for itself (RFC 6749 §4.4): everything it was assigned at one resource, named `RESOURCE/.default`.
 * Source: Microsoft identity platform documentation, "OAuth 2.0 client credentials flow".
 */
export const clientCredentials: Grant = {
  types: ['client_credentials'],
  attempt: 'client_credentials',
  read: async (request): Promise<PresentedGrant | Refusal> => {
    const { tenant } = request.authority;
    // Without a person nothing tells the tenant, except the authority.
    if (tenant === null) return refuse(50059, `authority ${request.authority.spelled}`);
    const scope = request.field('scope');
    if (scope === undefined) return refuse(90014, 'scope is missing', { field: 'scope' });
    const fault = scopeFault(scope);
    if (fault !== undefined) return fault;
    const principal = { kind: 'application' } as const;
    const proven = { tenant: tenant.id, principal, scope, session: null, family: null, nonce: null, refresh: null };
    return { clientType: 'confidential', tenant: tenant.id, scope, principal, prove: async () => proven };
  },
};

function scopeFault(text: string): Refusal | undefined {
  const scope = readScope(text);
  if (scope.kind === 'refused') return scope;
  const named = scope.resources.some(({ usesDefault }) => !usesDefault);
  return named || scope.openId.length > 0 ? refuse(1002012, 'not RESOURCE/.default', { scope: text }) : undefined;
}

import { createHash } from 'node:crypto';
import { contoso } from './browser-seed.js';

/** A code verifier that is no secret. */
export const verifier = 'not-a-secret-verifier-not-a-secret-verifier';

/**
 * The address of an authorization request: for a code, in the query, with PKCE. `asked` changes and adds parameters; undefined leaves
 * one out.
 */
export function authorizeAddress(
  baseUrl: string,
  asked: Readonly<Record<string, string | undefined>> & { readonly client_id: string; readonly redirect_uri: string },
  tenant: string = contoso,
): string {
  const parameters: Readonly<Record<string, string | undefined>> = {
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile offline_access',
    state: 'a=b|c',
    nonce: 'n-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...asked,
  };
  const sent = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${baseUrl}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(sent).toString()}`;
}

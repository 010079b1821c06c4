import { quote } from '../errors/index.js';
import { isSecureUrl } from './secure-url.js';

/**
 * Reads a metadata document.
 * @throws Error when its issuer is not exactly the expected one (RFC 8414 §3.3), or its key document is not fetched safely.
 */
export function readMetadata(document: unknown, url: string, expectedIssuer: string): { readonly jwksUri: string } {
  const { issuer, jwks_uri: jwksUri } = (document ?? {}) as Readonly<Record<string, unknown>>;
  if (issuer !== expectedIssuer) throw new Error(`${url} states issuer ${quote(issuer)} instead of ${expectedIssuer}`);
  if (typeof jwksUri !== 'string' || !isSecureUrl(jwksUri)) throw new Error(`${url} states jwks_uri ${quote(jwksUri)}`);
  return { jwksUri };
}

/** Signature algorithms that can be chosen. `none` and the HMAC family do not exist here (RFC 8725 §3.1, §3.2). */
export type AlgorithmName =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA';

/** How Node verifies one algorithm, and which keys it is for (RFC 7518 §3, RFC 8037 §3.1). */
export type Algorithm = { readonly name: AlgorithmName } & (
  | { readonly keyType: 'rsa'; readonly digest: string; readonly padding: 'pkcs1' | 'pss' }
  | { readonly keyType: 'ec'; readonly digest: string; readonly curve: string }
  | { readonly keyType: 'ed25519' }
);

/** Every algorithm that can be allowed (RFC 7518 §3.1, RFC 8037 §3.1). `none` and HMAC are not among them. */
export const algorithms: readonly Algorithm[] = [
  { name: 'RS256', keyType: 'rsa', digest: 'sha256', padding: 'pkcs1' },
  { name: 'RS384', keyType: 'rsa', digest: 'sha384', padding: 'pkcs1' },
  { name: 'RS512', keyType: 'rsa', digest: 'sha512', padding: 'pkcs1' },
  { name: 'PS256', keyType: 'rsa', digest: 'sha256', padding: 'pss' },
  { name: 'PS384', keyType: 'rsa', digest: 'sha384', padding: 'pss' },
  { name: 'PS512', keyType: 'rsa', digest: 'sha512', padding: 'pss' },
  { name: 'ES256', keyType: 'ec', digest: 'sha256', curve: 'prime256v1' },
  { name: 'ES384', keyType: 'ec', digest: 'sha384', curve: 'secp384r1' },
  { name: 'ES512', keyType: 'ec', digest: 'sha512', curve: 'secp521r1' },
  { name: 'EdDSA', keyType: 'ed25519' },
];

/** What is accepted unless the API says otherwise. The platform itself signs RS256. */
export const defaultAlgorithms: readonly AlgorithmName[] = ['RS256', 'ES256', 'PS256'];

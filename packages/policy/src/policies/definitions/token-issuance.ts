import { flag, literal, optional, record, word } from '../strict-json/index.js';

/** `TokenIssuancePolicy`: how SAML tokens are signed and written. SHA-1 signatures are not made here. */
export const tokenIssuance = record({
  Version: literal(1),
  SigningAlgorithm: optional(word('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')),
  TokenResponseSigningPolicy: optional(word('TokenOnly', 'ResponseOnly', 'ResponseAndToken')),
  SamlTokenVersion: optional(word('1.1', '2.0')),
  EmitSAMLNameFormat: optional(flag),
});

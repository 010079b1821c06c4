// An API that verifies tokens with jose as its documentation shows: keys from the published set, issuer, audience, algorithm.
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { serveFunctions } from '../../../support/client-program.js';

interface Metadata {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly id_token_signing_alg_values_supported: string[];
}

const sets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

function keySet(uri: string): ReturnType<typeof createRemoteJWKSet> {
  // An unknown key is looked for at once: keys change within a test here, not within a quarter of a year.
  const set = sets.get(uri) ?? createRemoteJWKSet(new URL(uri), { cooldownDuration: 0 });
  sets.set(uri, set);
  return set;
}

const functions = {
  /** Verifies a token with what a metadata document says. A template of an issuer takes the tenant of the token. */
  verify: async (metadataUrl: string, token: string, audience: string) => {
    const metadata = (await (await fetch(metadataUrl)).json()) as Metadata;
    const tenant = String(decodeJwt(token).tid);
    const { payload, protectedHeader } = await jwtVerify(token, keySet(metadata.jwks_uri), {
      issuer: metadata.issuer.replace('{tenantid}', tenant),
      audience,
      algorithms: metadata.id_token_signing_alg_values_supported,
      requiredClaims: ['sub', 'exp', 'iat', 'nbf', 'tid', 'ver'],
    });
    return { payload, header: protectedHeader };
  },
};
export type VerifierFunctions = typeof functions;

serveFunctions(functions);

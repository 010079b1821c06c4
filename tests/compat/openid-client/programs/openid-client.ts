// A relying party that uses openid-client as its documentation shows. It knows nothing of the platform but its issuer.
import { importPKCS8 } from 'jose';
import * as client from 'openid-client';
import { serveFunctions } from '../../../support/client-program.js';

/** How the relying party proves itself at the token endpoint. */
export type Proof =
  | { readonly kind: 'none' }
  | { readonly kind: 'post' | 'basic'; readonly secret: string }
  | {
      readonly kind: 'key';
      readonly privateKey: string;
      readonly algorithm: 'RS256' | 'PS256';
      /** What the assertion's header says beside the algorithm. */
      readonly header: Readonly<Record<string, string>>;
    };

interface SignIn {
  readonly url: string;
  readonly checks: {
    readonly pkceCodeVerifier?: string;
    readonly expectedState: string;
    readonly expectedNonce: string;
    readonly maxAge?: number;
  };
}

const configurations: client.Configuration[] = [];
const waiting: Promise<unknown>[] = [];

const configuration = (handle: number): client.Configuration => {
  const found = configurations[handle];
  if (found === undefined) throw new Error(`no relying party ${handle}`);
  return found;
};

async function proofOf(proof: Proof): Promise<client.ClientAuth> {
  switch (proof.kind) {
    case 'none':
      return client.None();
    case 'post':
      return client.ClientSecretPost(proof.secret);
    case 'basic':
      return client.ClientSecretBasic(proof.secret);
    case 'key': {
      const key = await importPKCS8(proof.privateKey, proof.algorithm);
      return client.PrivateKeyJwt(key, {
        [client.modifyAssertion]: (header) => void Object.assign(header, proof.header),
      });
    }
  }
}

const withClaims = (tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers) => ({
  ...(tokens as client.TokenEndpointResponse),
  claims: tokens.claims(),
});

/** What came back: a GET with everything in its address, or a posted form. */
const callbackOf = (url: string, form?: Readonly<Record<string, string>>): URL | Request =>
  form === undefined ? new URL(url) : new Request(url, { method: 'POST', body: new URLSearchParams(form) });

const functions = {
  discover: async (issuer: string, clientId: string, proof: Proof) => {
    const found = await client.discovery(new URL(issuer), clientId, undefined, await proofOf(proof));
    // Signatures are verified with the published keys, also where TLS to the token endpoint would do.
    client.enableNonRepudiationChecks(found);
    return { handle: configurations.push(found) - 1, metadata: { ...found.serverMetadata() } };
  },
  useCodeIdToken: (handle: number): void => client.useCodeIdTokenResponseType(configuration(handle)),
  useIdToken: (handle: number): void => client.useIdTokenResponseType(configuration(handle)),
  clientCredentials: async (handle: number, scope: string) =>
    withClaims(await client.clientCredentialsGrant(configuration(handle), { scope })),
  beginSignIn: async (
    handle: number,
    parameters: Readonly<Record<string, string>>,
    options: { readonly pkce: boolean } = { pkce: true },
  ): Promise<SignIn> => {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
    const challenge = {
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    };
    const url = client.buildAuthorizationUrl(configuration(handle), {
      ...parameters,
      ...(options.pkce ? challenge : {}),
      state: expectedState,
      nonce: expectedNonce,
    });
    return {
      url: url.href,
      checks: {
        expectedState,
        expectedNonce,
        ...(options.pkce ? { pkceCodeVerifier } : {}),
        ...(parameters.max_age === undefined ? {} : { maxAge: Number(parameters.max_age) }),
      },
    };
  },
  endSignIn: async (handle: number, { checks }: SignIn, url: string, form?: Readonly<Record<string, string>>) =>
    withClaims(
      await client.authorizationCodeGrant(configuration(handle), callbackOf(url, form), {
        ...checks,
        idTokenExpected: true,
      }),
    ),
  endImplicitSignIn: ({ handle, signIn, url }: { handle: number; signIn: SignIn; url: string }) =>
    client.implicitAuthentication(configuration(handle), new URL(url), signIn.checks.expectedNonce, {
      expectedState: signIn.checks.expectedState,
    }),
  refresh: async (handle: number, refreshToken: string, parameters: Readonly<Record<string, string>> = {}) =>
    withClaims(await client.refreshTokenGrant(configuration(handle), refreshToken, parameters)),
  userInfo: (handle: number, accessToken: string, subject: string) =>
    client.fetchUserInfo(configuration(handle), accessToken, subject),
  endSessionUrl: (handle: number, parameters: Readonly<Record<string, string>>): string =>
    client.buildEndSessionUrl(configuration(handle), parameters).href,
  /** @returns the codes, and the number of the result that follows once the person has answered. */
  beginDevice: async (handle: number, scope: string) => {
    const codes = await client.initiateDeviceAuthorization(configuration(handle), { scope });
    const result = client.pollDeviceAuthorizationGrant(configuration(handle), codes).then(withClaims);
    result.catch(() => {});
    return { codes, result: waiting.push(result) - 1 };
  },
  resultOf: (result: number): unknown => waiting[result],
};
export type OpenIdClientFunctions = typeof functions;

serveFunctions(functions);

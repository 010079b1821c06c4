import { type Refusal, refuse } from '@gatehouse/model';
import { decodeClientAssertion } from '@gatehouse/wire';
import type { Clock } from '../../platform/clock/index.js';
import { checkCertificateAssertion } from './check-certificate-assertion.js';
import { checkFederatedAssertion } from './check-federated-assertion.js';
import { checkSecret } from './check-secret.js';
import type { AuthenticatedClient, ClientToAuthenticate } from './client.js';
import { createIssuerKeys, type FetchJson } from './issuer-keys.js';
import type { OwnKeys } from './own-issuer.js';

/** Proves which application sent a request: by secret, certificate or federated token. */
export interface ClientAuthenticator {
  /** Verifies what was presented. Never throws for what a client can send. */
  authenticate(client: ClientToAuthenticate): Promise<AuthenticatedClient | Refusal>;
}

/** What clients are proved with. */
export interface ClientAuthenticatorDeps {
  readonly clock: Clock;
  readonly keys: OwnKeys;
  /** Fetches metadata and keys of outside issuers. */
  readonly http: FetchJson;
  /** Scheme, host and port of the authority, without a trailing slash. */
  readonly baseUrl: string;
}

/** Makes the client authenticator of one process. It keeps outside issuers' keys and nothing else. */
export function createClientAuthenticator({
  clock,
  keys,
  http,
  baseUrl,
}: ClientAuthenticatorDeps): ClientAuthenticator {
  const issuerKeys = createIssuerKeys(http, clock);
  return {
    authenticate: async (client) => {
      const { credential, application } = client;
      if (credential.kind === 'none') return { kind: 'authenticated', method: 'none', credential: null };
      if (credential.kind === 'secret') return checkSecret(client, credential.secret, clock.now());
      const assertion = decodeClientAssertion(credential.text);
      if (assertion === undefined) return refuse(700027, 'the client assertion is malformed');
      // RFC 7523 §3: an assertion that the client made about itself has itself as issuer and subject.
      const self = assertion.issuer.toLowerCase() === application.appId;
      return self
        ? checkCertificateAssertion(client, assertion, { baseUrl, now: clock.now() })
        : checkFederatedAssertion(application, assertion, { issuerKeys, keys, baseUrl, now: clock.now() });
    },
  };
}

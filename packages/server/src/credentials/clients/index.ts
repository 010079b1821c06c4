// Owns: whether a client application is who it says: client secrets, certificate assertions, federated assertions.
// Refuses: what the application may then do (the gate), and where credentials come from (the directory).
// Called by: the token side of the OAuth door, at every endpoint where clients authenticate.
export {
  type ClientAuthenticator,
  type ClientAuthenticatorDeps,
  createClientAuthenticator,
} from './authenticate-client.js';
export type { AuthenticatedClient, ClientToAuthenticate, PresentedCredential } from './client.js';
export type { FetchJson } from './issuer-keys.js';

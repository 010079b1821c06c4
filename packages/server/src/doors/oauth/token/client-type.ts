import { type Application, type Refusal, refuse } from '@gatehouse/model';
import { redirectUriHasOrigin } from '@gatehouse/wire';
import type { PresentedCredential } from '../../../credentials/clients/index.js';
import type { ClientType } from '../grants/grant.js';

/**
 * Judges whether a client may show itself as it does, before anything it presented is verified. Browsers are known by their
 * `Origin` header only.
 * Source: Microsoft identity platform documentation, "single-page applications: redirect URIs" and "public and confidential clients".
 */
export function clientTypeFault(
  type: ClientType,
  application: Application,
  credential: PresentedCredential['kind'],
  origin: string | undefined,
): Refusal | undefined {
  const details = { client: application.appId };
  const presented = credential !== 'none';
  if (type === 'spa') {
    if (presented) return refuse(700025, 'a single-page application sent a credential', details);
    if (origin === undefined) return refuse(9002327, 'no Origin header', details);
    // Stricter than documented: only pages of the application's own origins may redeem its codes and tokens.
    return application.spa.redirectUris.some((uri) => redirectUriHasOrigin(uri, origin))
      ? undefined
      : refuse(9002326, `origin ${origin} is not one of the application`, details);
  }
  if (origin !== undefined) return refuse(9002326, `origin ${origin} at a grant that is not a page's`, details);
  if (type === 'public') return presented ? refuse(700025, 'a public client sent a credential', details) : undefined;
  if (presented) {
    return type === 'by_registration' && isOnlyPublic(application)
      ? refuse(700025, 'a public client without credentials sent one', details)
      : undefined;
  }
  return type === 'by_registration' && application.isFallbackPublicClient
    ? undefined
    : refuse(7000218, 'no credential', details);
}

function isOnlyPublic(application: Application): boolean {
  const { isFallbackPublicClient, passwordCredentials, keyCredentials, federatedIdentityCredentials } = application;
  return (
    isFallbackPublicClient &&
    passwordCredentials.length + keyCredentials.length + federatedIdentityCredentials.length === 0
  );
}

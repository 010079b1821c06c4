import type { Application, CredentialId, ServicePrincipal, Tenant } from '@gatehouse/model';
import type { ClientAuthentication } from '@gatehouse/policy';

/** What a client sent to prove itself. */
export type PresentedCredential =
  | { readonly kind: 'none' }
  | { readonly kind: 'secret'; readonly secret: string }
  /** A JWT bearer assertion (RFC 7523 §2.2). */
  | { readonly kind: 'assertion'; readonly text: string };

/** What an application presented, and what it has registered to be proved by. */
export interface ClientToAuthenticate {
  readonly application: Application;
  /** Its presence in the tenant asked, whose own credentials count there too. */
  readonly servicePrincipal: ServicePrincipal | undefined;
  /** The tenant asked, by whose names an assertion's audience may be spelled; null where no tenant is known yet. */
  readonly tenant: Tenant | null;
  readonly credential: PresentedCredential;
}

/** How a client proved itself. `credential` is the one that fitted, for the record; null where there is none. */
export interface AuthenticatedClient {
  readonly kind: 'authenticated';
  /** `none`: nothing was presented; whether that is enough is the grant's to say. */
  readonly method: ClientAuthentication;
  readonly credential: CredentialId | null;
}

import type { AppId } from '@gatehouse/model';

/** What must be known of the tenant to judge a registration in it. */
export interface RegistrationFacts {
  /** The tenant's verified domain names, lower case. */
  readonly verifiedDomains: readonly string[];
  /** Resources whose home is another tenant, among those the application requires. */
  readonly foreignResources?: ReadonlySet<AppId>;
  /** Lifts the rule that an identifier URI names its owner: for SAML applications, whose entity ids others choose. */
  readonly allowForeignIdentifierUris?: boolean;
}

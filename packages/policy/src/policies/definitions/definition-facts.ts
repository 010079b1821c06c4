/** What must be known of the tenant to judge a definition. */
export interface DefinitionFacts {
  /** The tenant's verified domain names, lower case. */
  readonly verifiedDomains: readonly string[];
}

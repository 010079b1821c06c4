// The policies as Graph has them (Microsoft Graph documentation: tenantAppManagementPolicy, appManagementPolicy).

/** Restrictions of secrets, symmetric keys among them. */
export const passwordRestrictionTypes = [
  'passwordAddition',
  'passwordLifetime',
  'symmetricKeyAddition',
  'symmetricKeyLifetime',
  'customPasswordAddition',
] as const;

/** Restrictions of certificates. */
export const keyRestrictionTypes = ['asymmetricKeyLifetime'] as const;

/** Whom a restriction spares: callers with one of these custom security attributes. */
export interface ExcludedActors {
  readonly customSecurityAttributes: readonly {
    /** The attribute set, an underscore, and the attribute. */
    readonly id: string;
    readonly operator: 'equals';
    readonly value: string;
  }[];
}

/** What restrictions have in common. */
interface Restriction {
  readonly state: 'enabled' | 'disabled';
  /** Spares what was made before that moment, and nothing that was made at it; null spares nothing. ISO 8601. */
  readonly restrictForAppsCreatedAfterDateTime: string | null;
  readonly excludeActors?: ExcludedActors | null;
}

/** A restriction of secrets or certificates. */
export interface CredentialRestriction extends Restriction {
  readonly restrictionType: (typeof passwordRestrictionTypes)[number] | (typeof keyRestrictionTypes)[number];
  /** ISO 8601 duration of days and time; null where nothing is measured. */
  readonly maxLifetime: string | null;
}

/** A restriction of identifier URIs. */
export interface IdentifierUriRestriction extends Restriction {
  /** Spares applications whose tokens have version 2. */
  readonly excludeAppsReceivingV2Tokens: boolean | null;
  /** Spares applications that sign in by SAML. */
  readonly excludeSaml: boolean | null;
}

/** Both restrictions of identifier URIs; null where nothing is said. */
export interface IdentifierUriRestrictions {
  readonly nonDefaultUriAddition: IdentifierUriRestriction | null;
  readonly uriAdditionWithoutUniqueTenantIdentifier: IdentifierUriRestriction | null;
}

interface CredentialRestrictions {
  readonly passwordCredentials: readonly CredentialRestriction[];
  readonly keyCredentials: readonly CredentialRestriction[];
}

/** `/policies/defaultAppManagementPolicy`: holds for whatever has no policy of its own. */
export interface TenantAppManagementPolicy {
  readonly isEnabled: boolean;
  readonly applicationRestrictions: CredentialRestrictions & {
    readonly identifierUris: IdentifierUriRestrictions | null;
  };
  readonly servicePrincipalRestrictions: CredentialRestrictions;
}

/** `/policies/appManagementPolicies/{id}`: stands in place of the tenant's for what it is assigned to. */
export interface AppManagementPolicy {
  readonly isEnabled: boolean;
  readonly restrictions: CredentialRestrictions & {
    readonly applicationRestrictions?: { readonly identifierUris: IdentifierUriRestrictions | null } | null;
  };
}

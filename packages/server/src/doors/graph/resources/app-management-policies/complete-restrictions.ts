import type {
  CredentialRestriction,
  ExcludedActors,
  IdentifierUriRestriction,
  IdentifierUriRestrictions,
} from '@gatehouse/policy';
import type { GraphEntity } from '../../resource.js';

type Given<Value> = { readonly [Name in keyof Value]?: Value[Name] | null };

/** Restrictions of credentials with everything there; those that nobody spoke of are none. */
export function completeRestrictions(given: GraphEntity): {
  readonly passwordCredentials: readonly CredentialRestriction[];
  readonly keyCredentials: readonly CredentialRestriction[];
} {
  const list = (name: string) =>
    ((given[name] ?? []) as readonly Given<CredentialRestriction>[]).map(completeCredential);
  return { passwordCredentials: list('passwordCredentials'), keyCredentials: list('keyCredentials') };
}

/** Restrictions of identifier URIs with everything there. */
export function completeUris(given: unknown): IdentifierUriRestrictions {
  const uris = (given ?? {}) as Given<Record<keyof IdentifierUriRestrictions, Given<IdentifierUriRestriction>>>;
  return {
    nonDefaultUriAddition: completeUri(uris.nonDefaultUriAddition),
    uriAdditionWithoutUniqueTenantIdentifier: completeUri(uris.uriAdditionWithoutUniqueTenantIdentifier),
  };
}

function completeCredential(given: Given<CredentialRestriction>): CredentialRestriction {
  return {
    restrictionType: given.restrictionType ?? 'passwordAddition',
    state: given.state ?? 'enabled',
    maxLifetime: given.maxLifetime ?? null,
    restrictForAppsCreatedAfterDateTime: given.restrictForAppsCreatedAfterDateTime ?? null,
    excludeActors: completeActors(given.excludeActors),
  };
}

function completeUri(given: Given<IdentifierUriRestriction> | null | undefined): IdentifierUriRestriction | null {
  if (given == null) return null;
  return {
    state: given.state ?? 'enabled',
    restrictForAppsCreatedAfterDateTime: given.restrictForAppsCreatedAfterDateTime ?? null,
    excludeAppsReceivingV2Tokens: given.excludeAppsReceivingV2Tokens ?? null,
    excludeSaml: given.excludeSaml ?? null,
    excludeActors: completeActors(given.excludeActors),
  };
}

/** Each exemption says of which kind it is, as Graph's clients need. */
function completeActors(given: ExcludedActors | null | undefined): ExcludedActors | null {
  if (given == null) return null;
  return {
    customSecurityAttributes: given.customSecurityAttributes.map((one) => ({
      '@odata.type': '#microsoft.graph.customSecurityAttributeStringValueExemption',
      ...one,
    })),
  };
}

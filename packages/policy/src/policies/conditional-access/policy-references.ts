import { isGuid } from '@gatehouse/model';
import type { ConditionalAccessPolicy } from './conditional-access-policy.js';
import { multifactorTrustedIpsId } from './words.data.js';

/** What a policy can name that must be there. */
export type ReferenceKind =
  | 'user'
  | 'group'
  | 'application'
  | 'servicePrincipal'
  | 'namedLocation'
  | 'authenticationContext'
  | 'authenticationStrength'
  | 'termsOfUse';

/** Something that a policy names. */
export interface PolicyReference {
  readonly kind: ReferenceKind;
  /** The property that names it. */
  readonly path: string;
  readonly id: string;
}

type Named = readonly (readonly [kind: ReferenceKind, path: string, ids: readonly string[]])[];

/** Everything that a policy names by id; words such as `All` are none. Directory roles are the same everywhere, and are not here. */
export function referencesOf({ conditions, grantControls }: ConditionalAccessPolicy): readonly PolicyReference[] {
  const { applications, users, clientApplications, locations } = conditions;
  const strength = grantControls?.authenticationStrength;
  const named: Named = [
    ['application', 'conditions.applications.includeApplications', applications.includeApplications],
    ['application', 'conditions.applications.excludeApplications', applications.excludeApplications],
    ['user', 'conditions.users.includeUsers', users?.includeUsers ?? []],
    ['user', 'conditions.users.excludeUsers', users?.excludeUsers ?? []],
    ['group', 'conditions.users.includeGroups', users?.includeGroups ?? []],
    ['group', 'conditions.users.excludeGroups', users?.excludeGroups ?? []],
    [
      'servicePrincipal',
      'conditions.clientApplications.includeServicePrincipals',
      clientApplications?.includeServicePrincipals ?? [],
    ],
    [
      'servicePrincipal',
      'conditions.clientApplications.excludeServicePrincipals',
      clientApplications?.excludeServicePrincipals ?? [],
    ],
    ['namedLocation', 'conditions.locations.includeLocations', placesOf(locations?.includeLocations)],
    ['namedLocation', 'conditions.locations.excludeLocations', placesOf(locations?.excludeLocations)],
    ['termsOfUse', 'grantControls.termsOfUse', grantControls?.termsOfUse ?? []],
  ];
  return [
    ...named.flatMap(([kind, path, ids]) => ids.filter(isGuid).map((id) => ({ kind, path, id: id.toLowerCase() }))),
    ...applications.includeAuthenticationContextClassReferences.map((id) => ({
      kind: 'authenticationContext' as const,
      path: 'conditions.applications.includeAuthenticationContextClassReferences',
      id,
    })),
    ...(strength == null
      ? []
      : [{ kind: 'authenticationStrength' as const, path: 'grantControls.authenticationStrength', id: strength.id }]),
  ];
}

/** Whether a policy names this object. */
export function isTargeted(policy: ConditionalAccessPolicy, kind: ReferenceKind, id: string): boolean {
  return referencesOf(policy).some((one) => one.kind === kind && one.id === id);
}

function placesOf(locations: readonly string[] = []): readonly string[] {
  return locations.filter((id) => id !== multifactorTrustedIpsId);
}

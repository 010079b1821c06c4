import type { Problem } from '../../registration/index.js';
import { repeated } from '../strict-json/index.js';
import type {
  AppManagementPolicy,
  CredentialRestriction,
  ExcludedActors,
  IdentifierUriRestrictions,
  TenantAppManagementPolicy,
} from './app-management-policy.js';
import { durationMilliseconds } from './duration.js';

/** What is wrong with the tenant's policy. Types and words were checked when the body was read. */
export function tenantAppManagementProblems(
  policy: Pick<TenantAppManagementPolicy, 'applicationRestrictions' | 'servicePrincipalRestrictions'>,
): readonly Problem[] {
  const { applicationRestrictions, servicePrincipalRestrictions } = policy;
  return [
    ...credentialProblems(applicationRestrictions, 'applicationRestrictions'),
    ...uriProblems(applicationRestrictions.identifierUris, 'applicationRestrictions.identifierUris'),
    ...credentialProblems(servicePrincipalRestrictions, 'servicePrincipalRestrictions'),
  ];
}

/** What is wrong with a policy for single applications. */
export function appManagementProblems({ restrictions }: Pick<AppManagementPolicy, 'restrictions'>): readonly Problem[] {
  const uris = restrictions.applicationRestrictions?.identifierUris ?? null;
  return [
    ...credentialProblems(restrictions, 'restrictions'),
    ...uriProblems(uris, 'restrictions.applicationRestrictions.identifierUris'),
  ];
}

function credentialProblems(
  restrictions: Pick<AppManagementPolicy['restrictions'], 'passwordCredentials' | 'keyCredentials'>,
  path: string,
): readonly Problem[] {
  return (['passwordCredentials', 'keyCredentials'] as const).flatMap((name) => {
    const list = restrictions[name];
    return [
      ...list.flatMap((one, index) => restrictionProblems(one, `${path}.${name}[${index}]`)),
      ...repeated(
        list.map(({ restrictionType }) => restrictionType),
        (index) => `${path}.${name}[${index}].restrictionType`,
        'the restriction',
      ),
    ];
  });
}

function restrictionProblems(restriction: CredentialRestriction, path: string): readonly Problem[] {
  const { restrictionType, maxLifetime, state, excludeActors } = restriction;
  return [
    ...lifetimeProblems(restrictionType, maxLifetime, state, `${path}.maxLifetime`),
    ...actorProblems(excludeActors, path),
  ];
}

function lifetimeProblems(
  type: CredentialRestriction['restrictionType'],
  maxLifetime: string | null,
  state: CredentialRestriction['state'],
  path: string,
): readonly Problem[] {
  if (!type.endsWith('Lifetime')) {
    return maxLifetime === null ? [] : [{ path, reason: `cannot stand beside \`${type}\`` }];
  }
  if (maxLifetime === null) {
    return state === 'enabled' ? [{ path, reason: `must be given for \`${type}\`` }] : [];
  }
  return (durationMilliseconds(maxLifetime) ?? 0) > 0
    ? []
    : [{ path, reason: 'must be an ISO 8601 duration of days and time, longer than nothing' }];
}

function uriProblems(restrictions: IdentifierUriRestrictions | null, path: string): readonly Problem[] {
  return (['nonDefaultUriAddition', 'uriAdditionWithoutUniqueTenantIdentifier'] as const).flatMap((name) =>
    actorProblems(restrictions?.[name]?.excludeActors, `${path}.${name}`),
  );
}

function actorProblems(excluded: ExcludedActors | null | undefined, path: string): readonly Problem[] {
  return (excluded?.customSecurityAttributes ?? []).flatMap(({ id }, index) =>
    /^[A-Za-z]\w*_[A-Za-z]\w*$/.test(id)
      ? []
      : [
          {
            path: `${path}.excludeActors.customSecurityAttributes[${index}].id`,
            reason: 'must name an attribute set and an attribute, joined by `_`',
          },
        ],
  );
}

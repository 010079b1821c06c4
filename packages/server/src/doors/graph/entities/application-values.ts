import type { Application, AppRole, OptionalClaim, PermissionScope, RequiredResourceAccess } from '@gatehouse/model';
import { blankApplication, type DirectoryRefusal, isRefused, refused } from '../../../directory/index.js';
import type { GraphEntity } from '../resource.js';
import { merged, withoutNulls } from './application-merge.js';

// Values of applications from their Graph form to the form in which the directory keeps them. Their types were checked when the body was
// read, what is published and where answers go is judged when it is written; here stands what the forms differ in.

/** A value that is not one of the words it may be. */
export function wordFault(property: string, value: unknown, words: readonly string[]): DirectoryRefusal | undefined {
  if (typeof value === 'string' && words.includes(value)) return undefined;
  return refused('invalid', { property, detail: `must be ${words.map((word) => `\`${word}\``).join(' or ')}` });
}

/** `web`: redirect URIs and the order in which they are shown may be given together or each alone. */
export function webOf(before: Application['web'], given: unknown): Application['web'] | DirectoryRefusal {
  const { web: blank } = blankApplication;
  const { redirectUriSettings: _all, ...web } = { ...blank, ...merged(before, given) };
  const { redirectUris, redirectUriSettings } = (given ?? { redirectUriSettings: [] }) as Partial<Application['web']>;
  const uris = redirectUris ?? redirectUriSettings?.map(({ uri }) => uri) ?? web.redirectUris;
  const stranger = redirectUriSettings?.find(({ uri }) => !uris.includes(uri));
  if (stranger !== undefined) {
    return refused('invalid', { property: 'web.redirectUriSettings', detail: 'must name redirect URIs only' });
  }
  const settings = (redirectUriSettings ?? before.redirectUriSettings ?? []).filter(
    ({ uri, index }) => uris.includes(uri) && typeof index === 'number',
  );
  return {
    ...web,
    redirectUris: uris,
    implicitGrantSettings: { ...blank.implicitGrantSettings, ...web.implicitGrantSettings },
    ...(settings.length > 0 && { redirectUriSettings: settings }),
  };
}

type Client = Application['api']['preAuthorizedApplications'][number];
type GivenClient = Pick<Client, 'appId'> & Partial<Client>;

/** `api`, without what it says of an absent version. */
export function apiOf(before: Application['api'], given: unknown): Application['api'] | DirectoryRefusal {
  const { oauth2PermissionScopes, preAuthorizedApplications, ...rest } = (given ?? {}) as GraphEntity;
  const api = { ...blankApplication.api, ...(given === null ? {} : merged(before, rest)) } as Application['api'];
  if (![1, 2].includes(api.requestedAccessTokenVersion)) {
    return refused('invalid', { property: 'api.requestedAccessTokenVersion', detail: 'must be null, 1 or 2' });
  }
  const scopes =
    oauth2PermissionScopes === undefined
      ? api.oauth2PermissionScopes
      : allOf(oauth2PermissionScopes, 'api.oauth2PermissionScopes', scopeOf);
  if (isRefused(scopes)) return scopes;
  const clients = preAuthorizedApplications as readonly GivenClient[] | undefined;
  return {
    ...api,
    oauth2PermissionScopes: scopes,
    preAuthorizedApplications:
      clients?.map(({ appId, delegatedPermissionIds = [] }) => ({ appId, delegatedPermissionIds })) ??
      api.preAuthorizedApplications,
  };
}

function scopeOf(scope: Partial<PermissionScope>, path: string): PermissionScope | DirectoryRefusal {
  // Where nobody says that people may consent for themselves, they may not.
  const { type = 'Admin', isEnabled = true, value = '' } = scope;
  const { adminConsentDisplayName = '', adminConsentDescription = '' } = scope;
  const fault = wordFault(`${path}.type`, type, ['User', 'Admin']);
  return (
    fault ?? ({ ...scope, value, type, isEnabled, adminConsentDisplayName, adminConsentDescription } as PermissionScope)
  );
}

/** `appRoles`. */
export function appRolesOf(given: unknown): readonly AppRole[] | DirectoryRefusal {
  return allOf(given, 'appRoles', (role: Partial<AppRole>, path) => {
    const { displayName = '', description = '', isEnabled = true, allowedMemberTypes = [] } = role;
    const fault = allowedMemberTypes
      .map((word) => wordFault(`${path}.allowedMemberTypes`, word, ['User', 'Application']))
      .find(isRefused);
    return fault ?? ({ ...role, displayName, description, isEnabled, allowedMemberTypes } as AppRole);
  });
}

/** Published permissions: where one comes from is told, and always the same. */
function allOf<Published extends object>(
  given: unknown,
  path: string,
  read: (one: Partial<Published>, path: string) => Published | DirectoryRefusal,
): readonly Published[] | DirectoryRefusal {
  const all = (withoutNulls(given) as readonly (Partial<Published> & { readonly origin?: string })[]).map(
    ({ origin = 'Application', ...one }, index) =>
      wordFault(`${path}[${index}].origin`, origin, ['Application']) ??
      read(one as Partial<Published>, `${path}[${index}]`),
  );
  return all.find(isRefused) ?? (all as readonly Published[]);
}

/** `requiredResourceAccess`. */
export function requiredResourcesOf(given: unknown): Application['requiredResourceAccess'] | DirectoryRefusal {
  const all = given as readonly (Pick<RequiredResourceAccess, 'resourceAppId'> & Partial<RequiredResourceAccess>)[];
  const fault = all
    .flatMap(({ resourceAccess = [] }) => resourceAccess)
    .map(({ type }) => wordFault('requiredResourceAccess.resourceAccess.type', type, ['Scope', 'Role']))
    .find(isRefused);
  return fault ?? all.map(({ resourceAppId, resourceAccess = [] }) => ({ resourceAppId, resourceAccess }));
}

/** `optionalClaims`. */
export function optionalClaimsOf(
  before: Application['optionalClaims'],
  given: unknown,
): Application['optionalClaims'] | DirectoryRefusal {
  const claims = { ...blankApplication.optionalClaims, ...merged(before, given) } as Application['optionalClaims'];
  const sources = Object.values(claims).flatMap((all: readonly OptionalClaim[]) => all.map(({ source }) => source));
  const fault = sources.map((source) => wordFault('optionalClaims.source', source ?? 'user', ['user'])).find(isRefused);
  return fault ?? claims;
}

const groupClaims = ['SecurityGroup', 'DirectoryRole', 'ApplicationGroup', 'All'] as const;

/** `groupMembershipClaims`: null, `None`, or words with commas between them (Microsoft Graph documentation: application). */
export function groupClaimsOf(given: unknown): Application['groupMembershipClaims'] | DirectoryRefusal {
  if (given === null || given === 'None') return [];
  const words = (given as string).split(',').map((word) => word.trim());
  const fault = words.map((word) => wordFault('groupMembershipClaims', word, groupClaims)).find(isRefused);
  const isRepeated = new Set(words).size < words.length;
  if (isRepeated) return refused('invalid', { property: 'groupMembershipClaims' });
  return fault ?? (words as Application['groupMembershipClaims']);
}

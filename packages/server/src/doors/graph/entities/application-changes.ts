import type { Application, SignInAudience } from '@gatehouse/model';
import { blankApplication, type DirectoryRefusal, isRefused, refused } from '../../../directory/index.js';
import type { Ids } from '../../../platform/ids/index.js';
import type { GraphEntity } from '../resource.js';
import {
  type KeyCredentialBody,
  keepPasswordCredentials,
  type PasswordCredentialBody,
  readKeyCredentials,
} from './application-credentials.js';
import { merged } from './application-merge.js';
import {
  apiOf,
  appRolesOf,
  groupClaimsOf,
  optionalClaimsOf,
  requiredResourcesOf,
  webOf,
  wordFault,
} from './application-values.js';
import { withValues } from './with-values.js';

/** What of an application a body can change. */
type Changeable = Omit<Application, 'id' | 'appId' | 'tenant' | 'createdAt' | 'publisherDomain'>;

/**
 * An application with what a body gives: structured values are merged with the stored ones, lists replace them, null takes away what
 * may be absent and brings back the default of what may not.
 */
export function withApplicationValues<Before extends Changeable>(
  before: Before,
  values: GraphEntity,
  ids: Ids,
): Before | DirectoryRefusal {
  const entries = Object.entries(values);
  const plain = entries.filter(([name]) => !Object.hasOwn(readers, name));
  let changed: Changeable = withValues<Changeable>(before, Object.fromEntries(plain), written);
  for (const [name, given] of entries) {
    const read = readers[name]?.(changed, given, ids) ?? changed;
    if (isRefused(read)) return read;
    changed = read;
  }
  return changed as Before;
}

/** The properties that are kept in places of their own as they are written; what is neither here nor below is kept in `properties`. */
const written = ['description', 'displayName', 'identifierUris', 'tags'] as const;

const audiences = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
];

const ageRules = [
  'Allow',
  'RequireConsentForPrivacyServices',
  'RequireConsentForMinors',
  'RequireConsentForKids',
  'BlockMinors',
];

/** Takes what a body gives of one property, for which null may stand, into an application. */
type Reader = (before: Changeable, given: unknown, ids: Ids) => Changeable | DirectoryRefusal;

/** The properties whose form in Graph is not the one in which they are kept. */
const readers: Readonly<Record<string, Reader>> = {
  isDisabled: (before, given) => ({ ...before, isDisabled: given === true }),
  isFallbackPublicClient: (before, given) => ({ ...before, isFallbackPublicClient: given === true }),
  signInAudience: (before, given) =>
    wordFault('signInAudience', given, audiences) ?? withPart(before, 'signInAudience', given as SignInAudience),
  web: (before, given) => withPart(before, 'web', webOf(before.web, given)),
  spa: (before, given) => withPart(before, 'spa', { ...blankApplication.spa, ...merged(before.spa, given) }),
  publicClient: (before, given) =>
    withPart(before, 'publicClient', { ...blankApplication.publicClient, ...merged(before.publicClient, given) }),
  info: (before, given) => withPart(before, 'info', merged(before.info, given)),
  api: (before, given) => {
    const after = withPart(before, 'api', apiOf(before.api, given));
    const version = given === null ? null : (given as GraphEntity).requestedAccessTokenVersion;
    if (isRefused(after) || version === undefined) return after;
    // An absent version means version 1, and is told as absent.
    return noted(after, 'api', version === null ? { requestedAccessTokenVersion: null } : null);
  },
  appRoles: (before, given) => withPart(before, 'appRoles', appRolesOf(given)),
  requiredResourceAccess: (before, given) => withPart(before, 'requiredResourceAccess', requiredResourcesOf(given)),
  optionalClaims: (before, given) => withPart(before, 'optionalClaims', optionalClaimsOf(before.optionalClaims, given)),
  groupMembershipClaims: (before, given) => {
    const after = withPart(before, 'groupMembershipClaims', groupClaimsOf(given));
    return isRefused(after) ? after : noted(after, 'groupMembershipClaims', given === 'None' ? given : null);
  },
  keyCredentials: (before, given, ids) => {
    const read = readKeyCredentials(given as readonly KeyCredentialBody[], before.keyCredentials, ids);
    return withPart(before, 'keyCredentials', read);
  },
  passwordCredentials: (before, given) => {
    const read = keepPasswordCredentials(given as readonly PasswordCredentialBody[], before.passwordCredentials);
    return withPart(before, 'passwordCredentials', read);
  },
  parentalControlSettings: (before, given) => {
    const { legalAgeGroupRule: rule = 'Allow' } = (given ?? {}) as GraphEntity;
    const fault = wordFault('parentalControlSettings.legalAgeGroupRule', rule, ageRules);
    return fault ?? noted(before, 'parentalControlSettings', given);
  },
  oauth2RequiredPostResponse: (before, given) => noted(before, 'oauth2RequirePostResponse', given),
  uniqueName: (before, given) => {
    const known = before.properties?.uniqueName;
    if (known === given || (known === undefined && given === null)) return before;
    // Microsoft Graph documentation: application. Once set, it never changes.
    if (known !== undefined) return refused('immutable', { property: 'uniqueName' });
    return given === '' ? refused('invalid', { property: 'uniqueName' }) : noted(before, 'uniqueName', given);
  },
};

function withPart<Name extends keyof Changeable>(
  before: Changeable,
  name: Name,
  value: Changeable[Name] | DirectoryRefusal,
): Changeable | DirectoryRefusal {
  return isRefused(value) ? value : { ...before, [name]: value };
}

/** What is kept beside the places that applications have, with one property changed; null takes it away. */
function noted(before: Changeable, name: string, value: unknown): Changeable {
  return withValues(before, { [name]: value }, []);
}

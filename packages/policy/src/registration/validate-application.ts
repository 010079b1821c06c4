import type { Application } from '@gatehouse/model';
import { admitsPersonalAccounts } from './audience.js';
import { credentialProblems } from './credentials.js';
import { furtherSettingProblems } from './further-settings.js';
import { identifierUriProblems } from './identifier-uris.js';
import { everyAudience, limitsByAudience } from './limits.data.js';
import { duplicateProblems, lengthProblems, type Problem } from './problem.js';
import { publishedPermissionProblems } from './published-permissions.js';
import { redirectUriProblems } from './redirect-uris.js';
import type { RegistrationFacts } from './registration-facts.js';
import { requiredPermissionProblems } from './required-permissions.js';

/**
 * Every rule an application registration must keep, whoever writes it.
 * Microsoft identity platform documentation: validation differences by supported account types.
 * @returns the problems found, each with the property it stands at; none when the registration may be stored.
 * @example validateApplication(application, { verifiedDomains: ['contoso.example'] })
 */
export function validateApplication(application: Application, facts: RegistrationFacts): Problem[] {
  return [
    ...nameProblems(application),
    ...tokenVersionProblems(application),
    ...redirectUriProblems(application),
    ...webAddressProblems(application),
    ...identifierUriProblems(application, facts),
    ...publishedPermissionProblems(application),
    ...requiredPermissionProblems(application, facts),
    ...credentialProblems(application),
    ...furtherSettingProblems(application),
    ...tagProblems(application.tags),
    ...sizeProblems(application),
  ];
}

function nameProblems({ displayName, description, signInAudience }: Application): Problem[] {
  return [
    ...lengthProblems(displayName, 'displayName', limitsByAudience[signInAudience].displayName),
    ...(displayName.trim() === '' ? [{ path: 'displayName', reason: 'must not be empty' }] : []),
    ...lengthProblems(description ?? '', 'description', everyAudience.description),
  ];
}

function tokenVersionProblems({ api, signInAudience }: Application): Problem[] {
  return admitsPersonalAccounts(signInAudience) && api.requestedAccessTokenVersion !== 2
    ? [{ path: 'api.requestedAccessTokenVersion', reason: 'must be 2 for this audience' }]
    : [];
}

function webAddressProblems({ web, info, signInAudience }: Application): Problem[] {
  const most = everyAudience.webAddress;
  const addresses: readonly (readonly [path: string, address: string | undefined])[] = [
    ['web.homePageUrl', web.homePageUrl],
    ['info.termsOfServiceUrl', info.termsOfServiceUrl],
    ['info.privacyStatementUrl', info.privacyStatementUrl],
    ['info.supportUrl', info.supportUrl],
    ['info.marketingUrl', info.marketingUrl],
  ];
  const logout = web.logoutUrl;
  return [
    ...addresses.flatMap(([path, address]) =>
      address === undefined || (/^https?:\/\/[^\s/?#@]+\S*$/i.test(address) && address.length <= most)
        ? []
        : [{ path, reason: `must be an http or https URL of at most ${most} characters` }],
    ),
    ...(logout === undefined || (isLogoutUrl(logout, signInAudience) && logout.length <= most)
      ? []
      : [{ path: 'web.logoutUrl', reason: `must be an https URL of at most ${most} characters` }]),
  ];
}

/** A sign-out message in clear text tells the network who signs out where; what stays on the machine tells nobody. */
function isLogoutUrl(url: string, audience: Application['signInAudience']): boolean {
  if (/^https:\/\/[^\s/?#@]+[^\s#]*$/i.test(url)) return true;
  return !admitsPersonalAccounts(audience) && /^http:\/\/localhost(?::\d{1,5})?(?:[/?][^\s#]*)?$/i.test(url);
}

/** The rules of tags, which applications and service principals have in common. */
export function tagProblems(tags: readonly string[]): Problem[] {
  return [
    ...tags.flatMap((tag, index) =>
      /^\S+$/.test(tag) && tag.length <= everyAudience.tag
        ? []
        : [{ path: `tags[${index}]`, reason: `must have 1 to ${everyAudience.tag} characters and no white space` }],
    ),
    ...duplicateProblems(tags, (index) => `tags[${index}]`, 'the tag'),
  ];
}

function sizeProblems(application: Application): Problem[] {
  const { api, web, spa, publicClient } = application;
  const entries =
    [
      application.identifierUris,
      web.redirectUris,
      spa.redirectUris,
      publicClient.redirectUris,
      api.oauth2PermissionScopes,
      api.knownClientApplications,
      application.appRoles,
      application.tags,
      application.passwordCredentials,
      application.keyCredentials,
    ].reduce((sum, list) => sum + list.length, 0) +
    application.requiredResourceAccess.reduce((sum, resource) => sum + 1 + resource.resourceAccess.length, 0) +
    api.preAuthorizedApplications.reduce((sum, client) => sum + 1 + client.delegatedPermissionIds.length, 0);
  return [
    ...(entries > everyAudience.entries
      ? [{ path: '', reason: `must not hold more than ${everyAudience.entries} entries in all its collections` }]
      : []),
    ...(application.owners.length > everyAudience.owners
      ? [{ path: 'owners', reason: `must not be more than ${everyAudience.owners}` }]
      : []),
    ...duplicateProblems(application.owners, (index) => `owners[${index}]`, 'the owner'),
  ];
}

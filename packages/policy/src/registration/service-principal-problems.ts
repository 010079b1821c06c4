import type { Application, KeyCredential, PasswordCredential, TenantId } from '@gatehouse/model';
import { lifetimeProblems } from './credentials.js';
import { identifierUriProblems } from './identifier-uris.js';
import { everyAudience } from './limits.data.js';
import { lengthProblems, type Problem } from './problem.js';
import { tagProblems } from './validate-application.js';

/** What of a service principal a tenant decides, and is judged before it is kept. */
export interface JudgedServicePrincipal {
  readonly tenant: TenantId;
  readonly appId: Application['appId'];
  readonly displayName: string;
  /** Names beside those that come from the application. */
  readonly servicePrincipalNames: readonly string[];
  readonly tags: readonly string[];
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What must be known of the tenant to judge it. */
export interface ServicePrincipalFacts {
  readonly verifiedDomains: readonly string[];
  /** True for a name by which another service principal of the tenant is called. */
  readonly isTaken: (name: string) => boolean;
}

const signOnModes: readonly unknown[] = [undefined, 'password', 'saml', 'notSupported', 'oidc'];

/**
 * Every rule of what a tenant decides about an application's presence (Microsoft Graph documentation: servicePrincipal resource type).
 * A further name obeys the rules of identifier URIs, so that nobody takes the name of another organization's API.
 * @returns the problems found; none when it may be kept.
 * @example servicePrincipalProblems(principal, { verifiedDomains: ['contoso.example'], isTaken: () => false })
 */
export function servicePrincipalProblems(
  principal: JudgedServicePrincipal,
  { verifiedDomains, isTaken }: ServicePrincipalFacts,
): Problem[] {
  const { displayName, tags, servicePrincipalNames, passwordCredentials, keyCredentials, properties = {} } = principal;
  return [
    ...(displayName.trim() === '' ? [{ path: 'displayName', reason: 'must not be empty' }] : []),
    ...tagProblems(tags),
    ...nameProblems(principal, verifiedDomains),
    ...servicePrincipalNames.flatMap((name) =>
      isTaken(name)
        ? [{ path: 'servicePrincipalNames', reason: `the name \`${name}\` belongs to another object` }]
        : [],
    ),
    ...lifetimeProblems(passwordCredentials, 'passwordCredentials'),
    ...lifetimeProblems(keyCredentials, 'keyCredentials'),
    ...addressProblems(properties),
    ...(signOnModes.includes(properties.preferredSingleSignOnMode)
      ? []
      : [
          {
            path: 'preferredSingleSignOnMode',
            reason: 'must be `password`, `saml`, `notSupported` or `oidc`',
          },
        ]),
    ...encryptionKeyProblems(keyCredentials, properties.tokenEncryptionKeyId),
  ];
}

function nameProblems(
  { tenant, appId, servicePrincipalNames }: JudgedServicePrincipal,
  verifiedDomains: readonly string[],
): Problem[] {
  const asUris = { appId, tenant, signInAudience: 'AzureADMyOrg', identifierUris: servicePrincipalNames } as const;
  return identifierUriProblems(asUris, { verifiedDomains }).map(({ reason }) => ({
    path: 'servicePrincipalNames',
    reason,
  }));
}

function addressProblems(properties: Readonly<Record<string, unknown>>): Problem[] {
  const most = everyAudience.webAddress;
  return ['homepage', 'loginUrl', 'logoutUrl'].flatMap((path) => {
    const address = properties[path] ?? '';
    if (typeof address !== 'string') return [];
    if (address === '' || /^https?:\/\/[^\s/?#@]+\S*$/i.test(address)) return lengthProblems(address, path, most);
    return [{ path, reason: `must be an http or https URL of at most ${most} characters` }];
  });
}

function encryptionKeyProblems(keys: readonly KeyCredential[], id: unknown): Problem[] {
  return id === undefined || keys.some(({ keyId, usage }) => keyId === id && usage === 'Encrypt')
    ? []
    : [
        {
          path: 'tokenEncryptionKeyId',
          reason: 'must be the keyId of a key credential with the usage `Encrypt`',
        },
      ];
}

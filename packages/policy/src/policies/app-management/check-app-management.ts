import type { AppId, Fact, TenantId } from '@gatehouse/model';
import type {
  AppManagementPolicy,
  CredentialRestriction,
  ExcludedActors,
  IdentifierUriRestriction,
  IdentifierUriRestrictions,
  TenantAppManagementPolicy,
} from './app-management-policy.js';
import { durationMilliseconds } from './duration.js';

/** A change of an application or service principal, by what it adds, and what the tenant demands of it. Times in milliseconds. */
export interface AppManagementInput {
  readonly object: {
    readonly kind: 'application' | 'servicePrincipal';
    readonly appId: AppId;
    /** Null when nobody knows: it counts as made on 1 January 2019. */
    readonly createdAt: number | null;
    readonly requestedAccessTokenVersion?: 1 | 2 | null;
    readonly usesSaml?: boolean;
  };
  readonly adds: {
    /** Secrets; `isCustom` when the caller chose the text. */
    readonly passwords?: readonly { readonly isCustom: boolean; readonly startAt: number; readonly endAt: number }[];
    readonly keys?: readonly { readonly isSymmetric: boolean; readonly startAt: number; readonly endAt: number }[];
    readonly identifierUris?: readonly string[];
  };
  readonly tenant: { readonly id: TenantId; readonly verifiedDomains: readonly string[] };
  readonly tenantDefault: TenantAppManagementPolicy & { readonly id: string };
  /** The policy assigned to the object; null when there is none. */
  readonly assigned: (AppManagementPolicy & { readonly id: string }) | null;
  /** The caller's custom security attributes, by set and attribute joined by `_`. Unknown ones spare nobody. */
  readonly actorAttributes: Fact<Readonly<Record<string, unknown>>>;
}

/** What a change breaks. The code is Graph's. */
export interface AppManagementViolation {
  readonly code:
    | 'CredentialTypeNotAllowedAsPerAppPolicy'
    | 'CredentialInvalidLifetimeAsPerAppPolicy'
    | 'InvalidUniqueTenantIdentifierAsPerAppPolicy'
    // No public source tells the code of the other restriction of identifier URIs.
    | 'Request_BadRequest';
  readonly restriction: CredentialRestriction['restrictionType'] | keyof IdentifierUriRestrictions;
  readonly message: string;
}

interface Restrictions {
  /** The policy that they are of. */
  readonly policyId: string;
  readonly credentials: readonly CredentialRestriction[];
  readonly identifierUris: IdentifierUriRestrictions | null;
}

/**
 * Says what of a change the tenant's application management policies forbid; nothing when it may be made. A policy assigned to the
 * object stands in place of the tenant's as a whole, unless it is switched off: then it is as if it were not assigned.
 * Only what is added counts (Microsoft Graph documentation: application management policies).
 * @example checkAppManagement({ object, adds: { passwords: [secret] }, tenant, tenantDefault, assigned: null, actorAttributes })
 */
export function checkAppManagement(input: AppManagementInput): readonly AppManagementViolation[] {
  const { credentials, identifierUris, policyId } = restrictionsFor(input);
  const applying = credentials.filter((restriction) => applies(restriction, input));
  return [
    ...applying.flatMap((restriction) => credentialViolations(restriction, input.adds, policyId)),
    ...uriViolations('nonDefaultUriAddition', identifierUris, input),
    ...uriViolations('uriAdditionWithoutUniqueTenantIdentifier', identifierUris, input),
  ];
}

function restrictionsFor({ object, assigned, tenantDefault }: AppManagementInput): Restrictions {
  const isApplication = object.kind === 'application';
  if (assigned?.isEnabled === true) {
    const { passwordCredentials, keyCredentials, applicationRestrictions } = assigned.restrictions;
    return {
      policyId: assigned.id,
      credentials: [...passwordCredentials, ...keyCredentials],
      identifierUris: isApplication ? (applicationRestrictions?.identifierUris ?? null) : null,
    };
  }
  const policyId = tenantDefault.id;
  if (!tenantDefault.isEnabled) return { policyId, credentials: [], identifierUris: null };
  const { applicationRestrictions, servicePrincipalRestrictions } = tenantDefault;
  const { passwordCredentials, keyCredentials } = isApplication
    ? applicationRestrictions
    : servicePrincipalRestrictions;
  return {
    policyId,
    credentials: [...passwordCredentials, ...keyCredentials],
    identifierUris: isApplication ? applicationRestrictions.identifierUris : null,
  };
}

/** When the moment of making is not known (Microsoft Graph documentation: application management policies). */
const longAgo = Date.UTC(2019, 0, 1);

function applies(
  restriction: Pick<CredentialRestriction, 'state' | 'restrictForAppsCreatedAfterDateTime' | 'excludeActors'>,
  { object, actorAttributes }: AppManagementInput,
): boolean {
  const { state, restrictForAppsCreatedAfterDateTime: since, excludeActors } = restriction;
  if (state !== 'enabled' || isSpared(excludeActors, actorAttributes)) return false;
  // Microsoft Graph documentation: passwordCredentialConfiguration: applications made on or after that date.
  return since === null || (object.createdAt ?? longAgo) >= Date.parse(since);
}

function isSpared(
  excluded: ExcludedActors | null | undefined,
  attributes: AppManagementInput['actorAttributes'],
): boolean {
  if (attributes.kind !== 'known') return false;
  return (excluded?.customSecurityAttributes ?? []).some(({ id, value }) => {
    const held = Object.hasOwn(attributes.value, id) ? attributes.value[id] : undefined;
    return Array.isArray(held) ? held.includes(value) : held === value;
  });
}

function credentialViolations(
  { restrictionType, maxLifetime }: CredentialRestriction,
  { passwords = [], keys = [] }: AppManagementInput['adds'],
  policyId: string,
): readonly AppManagementViolation[] {
  const symmetric = keys.filter(({ isSymmetric }) => isSymmetric);
  const asymmetric = keys.filter(({ isSymmetric }) => !isSymmetric);
  switch (restrictionType) {
    case 'passwordAddition':
      return forbidden(restrictionType, passwords, policyId);
    case 'customPasswordAddition':
      return forbidden(
        restrictionType,
        passwords.filter(({ isCustom }) => isCustom),
        policyId,
      );
    case 'symmetricKeyAddition':
      return forbidden(restrictionType, symmetric, policyId);
    case 'passwordLifetime':
      return forbidden(restrictionType, tooLong(passwords, maxLifetime), policyId);
    case 'symmetricKeyLifetime':
      return forbidden(restrictionType, tooLong(symmetric, maxLifetime), policyId);
    case 'asymmetricKeyLifetime':
      return forbidden(restrictionType, tooLong(asymmetric, maxLifetime), policyId);
  }
}

interface Lasting {
  readonly startAt: number;
  readonly endAt: number;
}

/** Those that last longer than they may. A limit that cannot be read forbids everything rather than nothing. */
function tooLong(credentials: readonly Lasting[], maxLifetime: string | null): readonly Lasting[] {
  const most = durationMilliseconds(maxLifetime ?? '');
  return credentials.filter(({ startAt, endAt }) => most === undefined || endAt - startAt > most);
}

/** The sentences are Graph's. */
function forbidden(
  restriction: CredentialRestriction['restrictionType'],
  offending: readonly Lasting[],
  policyId: string,
): readonly AppManagementViolation[] {
  if (offending.length === 0) return [];
  const [code, what] = restriction.endsWith('Lifetime')
    ? (['CredentialInvalidLifetimeAsPerAppPolicy', 'Credential lifetime exceeds the max value allowed'] as const)
    : (['CredentialTypeNotAllowedAsPerAppPolicy', 'Credential type not allowed'] as const);
  return [{ code, restriction, message: `${what} as per assigned policy '${policyId}'.` }];
}

function uriViolations(
  restriction: keyof IdentifierUriRestrictions,
  restrictions: IdentifierUriRestrictions | null,
  input: AppManagementInput,
): readonly AppManagementViolation[] {
  const found = restrictions?.[restriction];
  if (found == null || !applies(found, input) || isExempt(found, input)) return [];
  const isAllowed = restriction === 'nonDefaultUriAddition' ? isDefaultUri : namesTheTenant;
  return (input.adds.identifierUris ?? [])
    .filter((uri) => !isAllowed(uri.toLowerCase(), input))
    .map((uri) => uriViolation(restriction, uri.slice(0, 255)));
}

/** Microsoft Entra documentation: restrictions on identifier URIs. */
function uriViolation(restriction: keyof IdentifierUriRestrictions, uri: string): AppManagementViolation {
  return restriction === 'nonDefaultUriAddition'
    ? {
        code: 'Request_BadRequest',
        restriction,
        message:
          `The newly added URI ${uri} must comply with the format 'api://{appId}' or 'api://{tenantId}/{appId}' as per the ` +
          'default app management policy of your organization. If the requestedAccessTokenVersion is set to 2, this ' +
          'restriction may not apply.',
      }
    : {
        code: 'InvalidUniqueTenantIdentifierAsPerAppPolicy',
        restriction,
        message:
          `Failed to add identifier URI ${uri}. All newly added URIs must contain a tenant verified domain, tenant ID, or ` +
          'app ID, as per the default tenant policy of your organization.',
      };
}

function isExempt(
  { excludeAppsReceivingV2Tokens, excludeSaml }: IdentifierUriRestriction,
  { object }: AppManagementInput,
): boolean {
  return (
    (excludeAppsReceivingV2Tokens === true && object.requestedAccessTokenVersion === 2) ||
    (excludeSaml === true && object.usesSaml === true)
  );
}

function isDefaultUri(uri: string, { object: { appId }, tenant }: AppManagementInput): boolean {
  return uri === `api://${appId}` || uri === `api://${tenant.id}/${appId}`;
}

function namesTheTenant(uri: string, { object: { appId }, tenant }: AppManagementInput): boolean {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):(?:\/\/)?(.*)$/.exec(uri) ?? [];
  const [host = '', ...path] = rest.split(/[/?#:]/);
  // What stands before an `@` is a user, not the host.
  const isOurs = !rest.includes('@') && tenant.verifiedDomains.some((one) => host === one || host.endsWith(`.${one}`));
  const ids: readonly string[] = [appId, tenant.id];
  return isOurs || (scheme !== 'http' && scheme !== 'https' && [host, ...path].some((part) => ids.includes(part)));
}

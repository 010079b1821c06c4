import type { Application, KeyCredential, PasswordCredential } from '@gatehouse/model';
import { blankApplication } from '../applications/new-application.js';
import { isSame } from '../journal-changes.js';
import { ownerKinds } from '../seed/plan/owners.js';
import {
  furtherApplicationProperties,
  furtherServicePrincipalProperties,
} from '../seed/schema/further-properties.data.js';
import type { StoredServicePrincipal } from '../service-principals/repository.js';
import { innerItems } from './document-items.js';
import { type ExportContext, inOrder, instantText, type Item, present } from './export-context.js';
import { further, namesOf, some } from './object-items.js';

/** The applications of a tenant, by name. */
export function applicationItems(context: ExportContext): readonly Item[] {
  const presences = new Set(context.facts.servicePrincipals.map(({ appId }) => appId));
  const applications = inOrder(
    context.facts.applications,
    ({ displayName }) => displayName,
    ({ appId }) => appId,
  );
  return applications.map((application) => applicationItem(application, presences.has(application.appId), context));
}

function applicationItem(application: Application, isPresent: boolean, context: ExportContext): Item {
  const { id, appId, displayName, signInAudience } = application;
  const { passwordCredentials, keyCredentials, federatedIdentityCredentials, groupMembershipClaims } = application;
  if (application.verifiedPublisher === undefined && application.properties?.['verifiedPublisher'] !== undefined) {
    context.note(`the publisher of \`${displayName}\``, 'nobody has verified it; a seed would vouch for it');
  }
  return present({
    id,
    appId,
    displayName,
    signInAudience,
    ...some(application, ['description', 'publisherDomain']),
    ...changed(application, ['isDisabled', 'identifierUris', 'isFallbackPublicClient']),
    ...(application.verifiedPublisher && {
      verifiedPublisher: { displayName: application.verifiedPublisher.displayName },
    }),
    ...changed(application, ['web', 'spa', 'publicClient', 'api', 'appRoles', 'requiredResourceAccess']),
    ...changed(application, ['optionalClaims', 'info', 'tags']),
    ...(groupMembershipClaims.length > 0 && { groupMembershipClaims: groupMembershipClaims.join(',') }),
    ...further(application.properties, furtherApplicationProperties, context),
    passwordCredentials: secretItems(passwordCredentials, displayName, context),
    keyCredentials: keyItems(keyCredentials),
    federatedIdentityCredentials: inOrder(federatedIdentityCredentials, ({ name }) => name).map((credential) =>
      some(credential, ['id', 'name', 'issuer', 'subject', 'audiences', 'description', 'jwks']),
    ),
    ...innerItems('applications', id, context, appId),
    owners: namesOf(application.owners, ownerKinds, context),
    ...changed(application, ['gatehouse']),
    ...(isPresent ? {} : { servicePrincipal: false }),
  });
}

/** Those of the properties in which an application differs from a new one; of structured ones, the parts that do. */
function changed(application: Application, names: readonly (keyof typeof blankApplication)[]): Item {
  return different(some(application, names), blankApplication);
}

function different(item: Item, blank: Item): Item {
  const entries = Object.entries(item).flatMap(([name, value]): (readonly [string, unknown])[] => {
    const other = blank[name];
    if (value === undefined || isSame(value, other)) return [];
    return [[name, isPlain(value) && isPlain(other) ? different(value, other) : value]];
  });
  return Object.fromEntries(entries);
}

function isPlain(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Secrets without what proves anything: how they begin, and how long they last. */
function secretItems(
  credentials: readonly PasswordCredential[],
  name: string,
  { note }: ExportContext,
): readonly Item[] {
  if (credentials.length > 0)
    note(`the secrets of \`${name}\``, 'secrets leave no store; what tells them apart is exported');
  return inOrder(credentials, ({ keyId }) => keyId).map(({ keyId, displayName, startAt, endAt, hint }) =>
    present({ keyId, displayName, hint, startDateTime: instantText(startAt), endDateTime: instantText(endAt) }),
  );
}

function keyItems(credentials: readonly KeyCredential[]): readonly Item[] {
  return inOrder(credentials, ({ keyId }) => keyId).map(
    ({ keyId, displayName, usage, type, startAt, endAt, certificate }) =>
      present({
        keyId,
        displayName,
        usage,
        ...(type !== 'AsymmetricX509Cert' && { type }),
        startDateTime: instantText(startAt),
        endDateTime: instantText(endAt),
        certificate: pem(certificate),
      }),
  );
}

/** A certificate in PEM (RFC 7468 §5). */
function pem(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/** The service principals of a tenant, by the appIds of their applications. */
export function servicePrincipalItems(context: ExportContext): readonly Item[] {
  return inOrder(context.facts.servicePrincipals, ({ appId }) => appId).flatMap((principal) => {
    const application = context.applicationOf(principal.appId);
    if (application !== undefined) return [servicePrincipalItem(principal, application, context)];
    context.note(`the service principal \`${principal.displayName}\``, 'its application is gone');
    return [];
  });
}

function servicePrincipalItem(
  principal: StoredServicePrincipal,
  application: Application,
  context: ExportContext,
): Item {
  const { id, appId, displayName, accountEnabled, appRoleAssignmentRequired } = principal;
  return present({
    id,
    appId,
    ...(displayName !== application.displayName && { displayName }),
    accountEnabled,
    ...(appRoleAssignmentRequired && { appRoleAssignmentRequired }),
    ...some(principal, ['servicePrincipalNames', 'tags']),
    ...further(principal.properties, furtherServicePrincipalProperties, context),
    passwordCredentials: secretItems(principal.passwordCredentials, displayName, context),
    keyCredentials: keyItems(principal.keyCredentials),
    ...some(principal, ['customSecurityAttributes']),
    ...innerItems('servicePrincipals', id, context, appId),
    owners: namesOf(principal.owners, ownerKinds, context),
  });
}

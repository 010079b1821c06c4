import {
  type EntraObject,
  isObject,
  type JsonObject,
  objectsOf,
  saysNothing,
  textOf,
  withoutSilence,
} from './entra-export.js';
import { lostWhole, ownersOf } from './map-directory.js';
import { idOf, keptOf, listed, type Mapping, type SeedItem, titleOf } from './mapping.js';

const readByApplications = [
  'id',
  'appId',
  'displayName',
  'owners',
  'extensions',
  'extensionProperties',
  'federatedIdentityCredentials',
  'keyCredentials',
  'passwordCredentials',
  'publisherDomain',
];

/** Applications that the tenant registered. */
export function mapApplications(domains: readonly string[], mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('application').flatMap((object): SeedItem[] => {
    const { value } = object;
    const [appId, displayName] = [textOf(value['appId']), textOf(value['displayName'])];
    if (appId === undefined) return lostWhole(object, 'it has no appId', mapping);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    const { info, parentalControlSettings, ...item } = keptOf(object, readByApplications, mapping);
    const publisherDomain = textOf(value['publisherDomain']);
    const publishes = publisherDomain !== undefined && domains.includes(publisherDomain.toLowerCase());
    return [
      {
        ...idOf(value),
        appId,
        displayName,
        ...(publishes && { publisherDomain: publisherDomain.toLowerCase() }),
        ...item,
        ...(isObject(info) && informationOf(info)),
        ...(isSpoken(parentalControlSettings) && { parentalControlSettings }),
        ...credentialsOf(object, mapping),
        ...listed('federatedIdentityCredentials', federatedOf(object, mapping)),
        ...listed('extensionProperties', extensionPropertiesOf(object, mapping)),
        ...listed('owners', ownersOf(object, mapping)),
      },
    ];
  });
}

/** The logo is an address of the other platform. */
function informationOf({ logoUrl: _logo, ...info }: JsonObject): SeedItem {
  const said = withoutSilence(info);
  return saysNothing(said) ? {} : { info: said };
}

/** Every application has settings for minors, most of them these. */
function isSpoken(settings: unknown): boolean {
  if (!isObject(settings)) return false;
  const { countriesBlockedForMinors, legalAgeGroupRule } = settings;
  return !saysNothing(countriesBlockedForMinors) || !['Allow', null, undefined].includes(legalAgeGroupRule as string);
}

/** Secrets without what they are, which nobody but their owners knows, and certificates where the export has them. */
function credentialsOf(object: EntraObject, { lose }: Mapping): SeedItem {
  const { kind, value } = object;
  const lost = (property: string, reason: string) => lose({ kind, object: titleOf(object), property, reason });
  const secrets = objectsOf(value['passwordCredentials']);
  if (secrets.length > 0) {
    lost(
      'passwordCredentials',
      'exports tell no secrets: give each a `secretText`, or make new ones; until then they prove nothing',
    );
  }
  const passwordCredentials = secrets.filter(({ hint }) => textOf(hint) !== undefined);
  const keys = objectsOf(value['keyCredentials']);
  const keyCredentials = keys.flatMap(({ key, keyId, displayName, usage, startDateTime, endDateTime, type }) => {
    const der = textOf(key);
    if (der === undefined || !/^[A-Za-z0-9+/=\s]+$/.test(der)) {
      lost(
        'keyCredentials',
        'the export does not hold the certificate: export the application by itself, with `$select=keyCredentials`',
      );
      return [];
    }
    const lines = der.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? [];
    const certificate = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
    return [withoutSilence({ keyId, displayName, usage, type, startDateTime, endDateTime, certificate })];
  });
  return {
    ...listed(
      'passwordCredentials',
      passwordCredentials.map(({ keyId, displayName, hint, startDateTime, endDateTime }) =>
        withoutSilence({ keyId, displayName, hint, startDateTime, endDateTime }),
      ),
    ),
    ...listed('keyCredentials', keyCredentials),
  };
}

function federatedOf({ value }: EntraObject, { names }: Mapping): readonly SeedItem[] {
  const found = [
    ...objectsOf(value['federatedIdentityCredentials']),
    ...names.related(value['id'], 'federatedidentitycredentials'),
  ];
  return found.map(({ id, name, issuer, subject, audiences, description }) =>
    withoutSilence({ id, name, issuer, subject, audiences, description }),
  );
}

function extensionPropertiesOf(object: EntraObject, { names }: Mapping): readonly SeedItem[] {
  const { value } = object;
  const prefix = `extension_${String(value['appId']).replaceAll('-', '')}_`;
  const found = [
    ...objectsOf(value['extensionProperties']),
    ...names.related(value['id'], 'extensionproperties'),
    ...names.ofKind('extensionProperty').map((one) => one.value),
  ].filter(({ name }) => String(name).startsWith(prefix));
  const distinct = new Map(found.map((one) => [String(one['name']), one]));
  return [...distinct.values()].map(({ id, name, dataType, isMultiValued, targetObjects }) =>
    withoutSilence({ id, name: String(name).slice(prefix.length), dataType, isMultiValued, targetObjects }),
  );
}

const readByPrincipals = [
  'id',
  'appId',
  'displayName',
  'owners',
  'appRoles',
  'extensions',
  'homepage',
  'info',
  'isDisabled',
  'keyCredentials',
  'logoutUrl',
  'oauth2PermissionScopes',
  'passwordCredentials',
  'preferredTokenSigningKeyEndDateTime',
  'preferredTokenSigningKeyThumbprint',
  'replyUrls',
  'samlMetadataUrl',
  'servicePrincipalNames',
  'servicePrincipalType',
  'signInAudience',
  'tokenEncryptionKeyId',
  'verifiedPublisher',
];

/** What the tenant decided about applications that will be there: its own, and the platform's. */
export function mapServicePrincipals(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('servicePrincipal').flatMap((object): SeedItem[] => {
    const { value } = object;
    const appId = textOf(value['appId'])?.toLowerCase();
    if (appId === undefined) return lostWhole(object, 'it has no appId', mapping);
    if (value['servicePrincipalType'] === 'ManagedIdentity') {
      return lostWhole(object, 'managed identities belong to machines of another platform', mapping);
    }
    if (!mapping.names.isPresent(appId)) return lostWhole(object, absentReason(value), mapping);
    const displayName = textOf(value['displayName']);
    const ofApplication = mapping.names.application(appId);
    const inherited = new Set([appId, ...((ofApplication?.['identifierUris'] ?? []) as readonly string[])]);
    const given = Array.isArray(value['servicePrincipalNames']) ? value['servicePrincipalNames'] : [];
    const isPlatforms = mapping.names.known.has(appId);
    const further = isPlatforms ? [] : given.filter((name) => !inherited.has(String(name)));
    return [
      {
        ...idOf(value),
        appId,
        ...(displayName !== undefined && !isPlatforms && { displayName }),
        ...keptOf(object, readByPrincipals, mapping),
        ...listed('servicePrincipalNames', further),
        ...(isPlatforms ? {} : credentialsOf(object, mapping)),
        ...listed('owners', ownersOf(object, mapping)),
      },
    ];
  });
}

function absentReason({ appOwnerOrganizationId }: JsonObject): string {
  const owner = textOf(appOwnerOrganizationId);
  return owner === undefined
    ? 'its application is not among the exported ones'
    : `its application is at home in another organization (${owner})`;
}

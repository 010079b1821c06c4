import {
  type EntraObject,
  isObject,
  type JsonObject,
  lower,
  saysNothing,
  textOf,
  withoutSilence,
} from './entra-export.js';
import { credentialsOf, encryptionKeyOf, federatedOf } from './map-credentials.js';
import { extensionPropertiesOf } from './map-extensions.js';
import { ownersOf } from './map-groups.js';
import { idOf, keptOf, listed, loseProperty, lostWhole, type Mapping, type SeedItem } from './mapping.js';

const readByApplications = [
  'appId',
  'applicationTemplateId',
  'displayName',
  'extensionProperties',
  'federatedIdentityCredentials',
  'info',
  'keyCredentials',
  'owners',
  'parentalControlSettings',
  'passwordCredentials',
  'publisherDomain',
  'tokenEncryptionKeyId',
];

/** Applications that the tenant registered. */
export function mapApplications(domains: readonly unknown[], mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('application').flatMap((object): SeedItem[] => {
    const { value } = object;
    const [appId, displayName] = [textOf(value['appId']), textOf(value['displayName'])];
    if (appId === undefined) return lostWhole(object, 'it has no appId', mapping);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    const credentials = credentialsOf(object, mapping);
    tellTemplate(object, mapping);
    return [
      {
        ...idOf(value),
        appId: lower(appId),
        displayName,
        ...publisherOf(object, domains, mapping),
        ...keptOf(object, readByApplications, mapping),
        ...informationOf(object, mapping),
        ...limitsForMinors(value['parentalControlSettings']),
        ...credentials,
        ...encryptionKeyOf(object, credentials, mapping),
        ...listed('federatedIdentityCredentials', federatedOf(object, mapping)),
        ...listed('extensionProperties', extensionPropertiesOf(object, mapping)),
        ...listed('owners', ownersOf(object, mapping)),
        ...presenceOf(object, appId, mapping),
      },
    ];
  });
}

/** Microsoft Entra documentation: the template of applications that are in no gallery. */
const customTemplate = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';

function tellTemplate(object: EntraObject, mapping: Mapping): void {
  const template = lower(object.value['applicationTemplateId']);
  if (template === '' || template === customTemplate) return;
  const reason = 'the application was made of a template of the gallery of the other platform; it is kept without that';
  loseProperty(object, 'applicationTemplateId', reason, mapping);
}

function publisherOf(object: EntraObject, domains: readonly unknown[], mapping: Mapping): SeedItem {
  const said = object.value['publisherDomain'];
  if (said == null) return {};
  const names = domains.map((domain) => lower(isObject(domain) ? domain['id'] : domain));
  if (names.includes(lower(said))) return { publisherDomain: lower(said) };
  loseProperty(object, 'publisherDomain', 'it is no domain of the tenant that is imported', mapping);
  return {};
}

/** The logo is an address of the other platform. */
function informationOf(object: EntraObject, mapping: Mapping): SeedItem {
  const { info } = object.value;
  if (!isObject(info)) return info == null ? {} : { info };
  const { logoUrl, ...rest } = info;
  if (logoUrl != null) loseProperty(object, 'info.logoUrl', 'logos are not kept', mapping);
  const said = withoutSilence(rest);
  return saysNothing(said) ? {} : { info: said };
}

/** Every application has settings for minors, most of them these. */
function limitsForMinors(settings: unknown): SeedItem {
  if (settings == null) return {};
  const { countriesBlockedForMinors, legalAgeGroupRule, ...more }: JsonObject = isObject(settings) ? settings : {};
  const isUsual = legalAgeGroupRule == null || legalAgeGroupRule === 'Allow';
  const isSilent = isObject(settings) && isUsual && saysNothing(countriesBlockedForMinors) && saysNothing(more);
  return isSilent ? {} : { parentalControlSettings: settings };
}

/** An application without service principal is absent from its tenant. */
function presenceOf(object: EntraObject, appId: string, mapping: Mapping): SeedItem {
  const { names } = mapping;
  if (names.hasPrincipal(appId)) return {};
  if (names.has('servicePrincipal')) return { servicePrincipal: false };
  const reason = 'the export holds no service principals: the application is open to everybody in the tenant';
  loseProperty(object, 'servicePrincipal', reason, mapping);
  return {};
}

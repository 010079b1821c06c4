import { furtherOrganizationProperties } from '../schema/further-properties.data.js';
import { furtherOf, isExtensionName } from '../schema/further-properties.js';
import type { Body, DocumentSection, TellsExtension } from './document-section.js';

const table = furtherOrganizationProperties;

/** What the tenant says about itself beside its name and domains. */
export const organization: DocumentSection = {
  kind: 'organization',
  property: 'organization',
  within: 'tenant',
  isSingle: true,
  nameOf: () => '',
  idOf: (_item, _parent, tenant) => tenant.id,
  bodyOf: (item, { base, stored, tellsExtension }) => ({
    ...(base ?? untold(stored, tellsExtension)),
    ...furtherOf(item, table),
  }),
  // Without the values of extensions that are not defined, where it is exported.
  itemOf: ({ body }) => told(body, isExtensionName),
  isShown: ({ body }, tellsExtension) => Object.keys(told(body, tellsExtension)).length > 0,
  isUnsaid: (body) => Object.keys(body).length === 0,
  isRemovable: ({ body }, tellsExtension) => Object.keys(told(body, tellsExtension)).length > 0,
};

function told(body: Body, tellsExtension: TellsExtension): Body {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => Object.hasOwn(table, name) || tellsExtension(name)),
  );
}

function untold(body: Body = {}, tellsExtension: TellsExtension): Body {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => !Object.hasOwn(table, name) && !tellsExtension(name)),
  );
}

/** What is said of domains beside that they are the tenant's, and the names it claims and has not proved yet. */
export const domains: DocumentSection = {
  kind: 'domain',
  property: 'domains',
  within: 'tenant',
  nameOf: (body) => (typeof body['id'] === 'string' ? body['id'] : ''),
  idOf: (item) => String(item['id']).toLowerCase(),
  bodyOf: (item, { base }) => ({
    supportedServices: [],
    ...base,
    ...Object.fromEntries(
      ['supportedServices', 'passwordValidityPeriodInDays', 'passwordNotificationWindowInDays']
        .filter((name) => item[name] !== undefined)
        .map((name) => [name, item[name]]),
    ),
  }),
  isUnsaid: (body, item) => item['isVerified'] !== false && isPlainDomain(body),
  // Shown, and removed, with the domains themselves.
  itemOf: ({ body }) => body,
  isShown: () => false,
  isRemovable: () => false,
};

/** True when nothing is said of a domain. */
export function isPlainDomain(settings: Body | undefined): boolean {
  return Object.entries(settings ?? {}).every(([, value]) => Array.isArray(value) && value.length === 0);
}

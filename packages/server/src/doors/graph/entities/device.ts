import type { Device } from '@gatehouse/model';
import type { GraphEntity } from '../resource.js';
import {
  binary,
  complex,
  complexes,
  complexType,
  type EntityType,
  filters,
  flag,
  instant,
  many,
  type PropertyOptions,
  text,
  texts,
  whole,
} from '../schema/index.js';
import { extensionAttributes } from './extension-attributes.js';
import { withValues } from './with-values.js';

const given: PropertyOptions = { writable: 'never' };

const alternativeSecurityId = complexType('alternativeSecurityId', [
  whole('type'),
  text('identityProvider', { maxLength: 512 }),
  binary('key', { maxLength: 4096 }),
]);

/** `device` (Microsoft Graph documentation: device resource type). */
export const deviceType: EntityType = {
  name: 'device',
  base: 'directoryObject',
  open: true,
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    flag('accountEnabled', { required: true, query: { filter: filters.exact } }),
    complexes('alternativeSecurityIds', alternativeSecurityId, { required: true, secret: true, maxItems: 20 }),
    instant('approximateLastSignInDateTime', { ...given, query: { filter: filters.ordered, sort: true } }),
    instant('complianceExpirationDateTime'),
    text('deviceCategory', { maxLength: 256, query: { filter: filters.exact } }),
    text('deviceId', { writable: 'create', required: true, query: { filter: filters.exact } }),
    text('deviceMetadata', given),
    text('deviceOwnership', { query: { filter: filters.exact } }),
    whole('deviceVersion', given),
    text('displayName', {
      required: true,
      maxLength: 256,
      query: { filter: filters.prefix, sort: true, search: true },
    }),
    text('enrollmentProfileName', { maxLength: 256, query: { filter: filters.prefix } }),
    text('enrollmentType', { maxLength: 256, query: { filter: filters.prefix } }),
    complex('extensionAttributes', extensionAttributes),
    flag('isCompliant', { query: { filter: filters.exact } }),
    flag('isManaged', { query: { filter: filters.exact } }),
    flag('isManagementRestricted', given),
    flag('isRooted', { query: { filter: filters.exact } }),
    text('managementType', { maxLength: 256, query: { filter: filters.exact } }),
    text('manufacturer', { maxLength: 256, query: { filter: filters.prefix } }),
    text('mdmAppId', { ...given, query: { filter: filters.prefix } }),
    text('model', { maxLength: 256, query: { filter: filters.prefix } }),
    instant('onPremisesLastSyncDateTime', given),
    text('onPremisesSecurityIdentifier', { ...given, query: { filter: filters.exact } }),
    flag('onPremisesSyncEnabled', { ...given, query: { filter: filters.exact } }),
    text('operatingSystem', { required: true, maxLength: 256, query: { filter: filters.prefix } }),
    text('operatingSystemVersion', { required: true, maxLength: 256, query: { filter: filters.prefix } }),
    texts('physicalIds', { maxLength: 512, maxItems: 100, query: { filter: filters.elementPrefix } }),
    text('profileType', { query: { filter: filters.exact } }),
    instant('registrationDateTime', { ...given, query: { filter: filters.ordered, sort: true } }),
    texts('systemLabels', { ...given, query: { filter: filters.elementPrefix } }),
    text('trustType', { ...given, query: { filter: filters.exact } }),
  ],
  navigations: [
    many('extensions', 'openTypeExtension', { contained: true }),
    many('memberOf', 'directoryObject', { expand: true }),
    many('registeredOwners', 'directoryObject', { expand: true }),
    many('registeredUsers', 'directoryObject', { expand: true }),
    many('transitiveMemberOf', 'directoryObject', { expand: true }),
  ],
};

/** What Graph shows of a device, by its names. */
export function deviceEntity(device: Device): GraphEntity {
  const { tenant: _tenant, owners: _owners, properties, createdAt, lastSignInAt, ...own } = device;
  return {
    isManagementRestricted: false,
    ...properties,
    ...own,
    registrationDateTime: new Date(createdAt).toISOString(),
    ...(lastSignInAt !== undefined && { approximateLastSignInDateTime: new Date(lastSignInAt).toISOString() }),
  };
}

const own = ['accountEnabled', 'deviceId', 'displayName', 'isCompliant', 'isManaged'] as const;

/** A device with what a body gives: null takes a property away. */
export function withDeviceValues<Before extends Partial<Device>>(before: Before, values: GraphEntity): Before {
  return withValues(before, values, own);
}

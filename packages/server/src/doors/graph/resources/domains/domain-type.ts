import {
  complex,
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
} from '../../schema/index.js';

const given: PropertyOptions = { writable: 'never' };

const domainState = complexType('domainState', [instant('lastActionDateTime'), text('operation'), text('status')]);

/** `domain` (Microsoft Graph documentation: domain resource type). */
export const domainType: EntityType = {
  name: 'domain',
  base: 'entity',
  properties: [
    text('authenticationType', given),
    text('availabilityStatus', given),
    text('id', { writable: 'create', required: true, maxLength: 253, query: { filter: filters.exact } }),
    flag('isAdminManaged', given),
    flag('isDefault', { nullable: false }),
    flag('isInitial', given),
    flag('isRoot', given),
    flag('isVerified', given),
    complex('state', domainState, given),
    texts('supportedServices', { maxItems: 20 }),
    whole('passwordValidityPeriodInDays'),
    whole('passwordNotificationWindowInDays'),
  ],
  navigations: [
    many('domainNameReferences', 'directoryObject'),
    many('verificationDnsRecords', 'domainDnsTxtRecord', { contained: true }),
  ],
};

const dnsRecord = [
  flag('isOptional', given),
  text('label', given),
  text('recordType', given),
  text('supportedService', given),
  whole('ttl', given),
];

/** `domainDnsTxtRecord`: a text that whoever controls a domain puts into it (Microsoft Graph documentation: domainDnsTxtRecord). */
export const dnsTextRecordType: EntityType = {
  name: 'domainDnsTxtRecord',
  base: 'entity',
  properties: [text('id', given), ...dnsRecord, text('text', given)],
  navigations: [],
};

import type { Group } from '@gatehouse/model';
import type { GraphEntity } from '../resource.js';
import { type EntityType, filters, flag, instant, many, type PropertyOptions, text, texts } from '../schema/index.js';
import { withValues } from './with-values.js';

const given: PropertyOptions = { writable: 'never' };

/** `group` (Microsoft Graph documentation: group resource type): security and Microsoft 365 groups, static and dynamic. */
export const groupType: EntityType = {
  name: 'group',
  base: 'directoryObject',
  open: true,
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    text('classification', { maxLength: 128 }),
    instant('createdDateTime', { ...given, query: { filter: filters.ordered, sort: true } }),
    text('description', { maxLength: 1024, query: { filter: filters.prefix, search: true } }),
    text('displayName', {
      required: true,
      maxLength: 256,
      query: { filter: filters.prefix, sort: true, search: true },
    }),
    instant('expirationDateTime', given),
    texts('groupTypes', { maxItems: 2, query: { filter: filters.elements } }),
    flag('isAssignableToRole', { writable: 'create', query: { filter: filters.exact } }),
    text('mail', { ...given, query: { filter: filters.affix, sort: true } }),
    flag('mailEnabled', { required: true, query: { filter: filters.exact } }),
    text('mailNickname', { required: true, maxLength: 64, query: { filter: filters.prefix } }),
    text('membershipRule', { maxLength: 3072, query: { filter: filters.prefix } }),
    text('membershipRuleProcessingState', { query: { filter: filters.exact } }),
    instant('onPremisesLastSyncDateTime', given),
    text('onPremisesSecurityIdentifier', given),
    flag('onPremisesSyncEnabled', given),
    text('preferredDataLocation'),
    text('preferredLanguage'),
    texts('proxyAddresses', given),
    instant('renewedDateTime', given),
    flag('securityEnabled', { required: true, query: { filter: filters.exact } }),
    text('securityIdentifier', given),
    text('theme'),
    text('visibility'),
    text('uniqueName', { writable: 'create', maxLength: 128, onRequest: true, query: { filter: filters.exact } }),
  ],
  navigations: [
    many('appRoleAssignments', 'appRoleAssignment', { contained: true, expand: true }),
    many('extensions', 'openTypeExtension', { contained: true }),
    many('memberOf', 'directoryObject', { expand: true }),
    many('members', 'directoryObject', { expand: true }),
    many('owners', 'directoryObject', { expand: true }),
    many('transitiveMemberOf', 'directoryObject', { expand: true }),
    many('transitiveMembers', 'directoryObject', { expand: true }),
  ],
};

/** What Graph shows of a group, by its names. */
export function groupEntity(group: Group): GraphEntity {
  const { tenant: _tenant, owners: _owners, properties, createdAt, ...own } = group;
  const createdDateTime = new Date(createdAt).toISOString();
  return { renewedDateTime: createdDateTime, ...properties, ...own, createdDateTime };
}

const own = [
  'description',
  'displayName',
  'groupTypes',
  'isAssignableToRole',
  'mailEnabled',
  'mailNickname',
  'membershipRule',
  'membershipRuleProcessingState',
  'securityEnabled',
  'visibility',
] as const;

/** A group with what a body gives: null takes a property away. */
export function withGroupValues<Before extends Partial<Group>>(before: Before, values: GraphEntity): Before {
  return withValues(before, values, own);
}

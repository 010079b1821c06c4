import type { AdministrativeUnit } from '@gatehouse/model';
import type { GraphEntity } from '../resource.js';
import { type EntityType, filters, flag, many, text } from '../schema/index.js';
import { withValues } from './with-values.js';

/** `administrativeUnit` (Microsoft Graph documentation: administrativeUnit resource type). */
export const administrativeUnitType: EntityType = {
  name: 'administrativeUnit',
  base: 'directoryObject',
  open: true,
  properties: [
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact } }),
    text('description', { maxLength: 1024, query: { filter: filters.prefix, search: true } }),
    text('displayName', {
      required: true,
      maxLength: 256,
      query: { filter: filters.prefix, sort: true, search: true },
    }),
    flag('isMemberManagementRestricted', { writable: 'create' }),
    text('membershipRule', { maxLength: 3072 }),
    text('membershipRuleProcessingState'),
    text('membershipType'),
    text('visibility', { query: { filter: filters.exact } }),
  ],
  navigations: [
    many('extensions', 'openTypeExtension', { contained: true }),
    many('members', 'directoryObject', { expand: true }),
    many('scopedRoleMembers', 'scopedRoleMembership', { contained: true }),
  ],
};

/** What Graph shows of an administrative unit, by its names. */
export function administrativeUnitEntity(unit: AdministrativeUnit): GraphEntity {
  const { tenant: _tenant, properties, createdAt: _createdAt, ...own } = unit;
  return { ...properties, ...own };
}

const own = ['description', 'displayName', 'visibility'] as const;

/** An administrative unit with what a body gives: null takes a property away. */
export function withUnitValues<Before extends Partial<AdministrativeUnit>>(
  before: Before,
  values: GraphEntity,
): Before {
  return withValues(before, values, own);
}

import type { AttributeDefinition } from '../../../../directory/index.js';
import { type EntityType, filters, flag, many, text } from '../../schema/index.js';

/** `customSecurityAttributeDefinition` (Microsoft Graph documentation: customSecurityAttributeDefinition resource type). */
export const definitionType: EntityType = {
  name: 'customSecurityAttributeDefinition',
  base: 'entity',
  properties: [
    text('attributeSet', { writable: 'create', required: true, maxLength: 32, query: { filter: filters.exact } }),
    text('description', { maxLength: 128 }),
    text('id', { writable: 'never', nullable: false, query: { filter: filters.exact, sort: true } }),
    flag('isCollection', { writable: 'create', required: true }),
    flag('isSearchable', { writable: 'create', required: true }),
    text('name', { writable: 'create', required: true, maxLength: 32, query: { filter: filters.exact, sort: true } }),
    text('status', { required: true, query: { filter: filters.exact } }),
    text('type', { writable: 'create', required: true, query: { filter: filters.exact } }),
    flag('usePreDefinedValuesOnly', { required: true }),
  ],
  navigations: [many('allowedValues', 'allowedValue', { contained: true, expand: true })],
};

/** `allowedValue` (Microsoft Graph documentation: allowedValue resource type). */
export const allowedValueType: EntityType = {
  name: 'allowedValue',
  base: 'entity',
  properties: [
    text('id', { writable: 'create', required: true, maxLength: 64, query: { filter: filters.exact } }),
    flag('isActive', { required: true, query: { filter: filters.exact } }),
  ],
  navigations: [],
};

/** A definition with its id. */
export interface IdentifiedDefinition extends AttributeDefinition {
  readonly id: string;
}

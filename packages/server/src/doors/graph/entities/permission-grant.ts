import type { PermissionGrant } from '@gatehouse/model';
import type { GraphEntity } from '../resource.js';
import { type EntityType, text } from '../schema/index.js';

/** `oAuth2PermissionGrant` (Microsoft Graph documentation: oAuth2PermissionGrant resource type). */
export const permissionGrantType: EntityType = {
  name: 'oAuth2PermissionGrant',
  base: 'entity',
  properties: [
    text('id', { writable: 'never', nullable: false }),
    text('clientId', { writable: 'create', required: true, query: { filter: ['eq', 'in'] } }),
    text('consentType', { writable: 'create', required: true, query: { filter: ['eq', 'in'] } }),
    text('principalId', { writable: 'create', query: { filter: ['eq', 'in'] } }),
    text('resourceId', { writable: 'create', required: true, query: { filter: ['eq', 'in'] } }),
    text('scope', { required: true, maxLength: 32_768 }),
  ],
  navigations: [],
};

/** What Graph shows of a delegated grant, by its names. */
export function permissionGrantEntity({ scopes, ...grant }: PermissionGrant): GraphEntity {
  return { ...grant, scope: scopes.join(' ') };
}

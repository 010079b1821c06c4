import {
  choice,
  complex,
  complexes,
  complexType,
  type EntityType,
  enumType,
  filters,
  instant,
  type PropertyOptions,
  text,
} from '../../schema/index.js';

const given: PropertyOptions = { writable: 'never' };
const exact: PropertyOptions = { ...given, query: { filter: filters.exact } };
const prefix: PropertyOptions = { ...given, query: { filter: filters.prefix } };

const userIdentity = complexType('userIdentity', [
  text('id', exact),
  text('displayName', given),
  text('ipAddress', given),
  text('userPrincipalName', exact),
]);

const appIdentity = complexType('appIdentity', [
  text('appId', exact),
  text('displayName', given),
  text('servicePrincipalId', exact),
  text('servicePrincipalName', given),
]);

const initiator = complexType('auditActivityInitiator', [
  complex('user', userIdentity, given),
  complex('app', appIdentity, given),
]);

const modifiedProperty = complexType('modifiedProperty', [
  text('displayName', given),
  text('oldValue', given),
  text('newValue', given),
]);

const targetResource = complexType('targetResource', [
  text('id', exact),
  text('displayName', prefix),
  text('type', exact),
  text('userPrincipalName', prefix),
  text('groupType', given),
  complexes('modifiedProperties', modifiedProperty, { ...given, repeats: true }),
]);

const keyValue = complexType('keyValue', [text('key', given), text('value', given)]);

/** `directoryAudit` (Microsoft Graph documentation: directoryAudit resource type). */
export const directoryAuditType: EntityType = {
  name: 'directoryAudit',
  base: 'entity',
  properties: [
    text('id', { ...exact, nullable: false }),
    text('category', exact),
    text('correlationId', exact),
    choice('result', enumType('operationResult', 'success', 'failure', 'timeout'), exact),
    text('resultReason', given),
    text('activityDisplayName', prefix),
    instant('activityDateTime', { ...given, nullable: false, query: { filter: filters.ordered, sort: true } }),
    text('loggedByService', exact),
    text('operationType', exact),
    complex('initiatedBy', initiator, given),
    complexes('targetResources', targetResource, { ...given, query: { filter: ['any'] } }),
    complexes('additionalDetails', keyValue, { ...given, repeats: true }),
  ],
  navigations: [],
};

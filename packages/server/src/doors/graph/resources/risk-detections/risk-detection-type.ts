import {
  choice,
  complexType,
  complex,
  type EntityType,
  enumType,
  filters,
  instant,
  type PropertyOptions,
  text,
} from '../../schema/index.js';

const given: PropertyOptions = { writable: 'never' };
const exact: PropertyOptions = { ...given, query: { filter: filters.exact } };

const riskLevel = enumType('riskLevel', 'low', 'medium', 'high', 'hidden', 'none');
const riskState = enumType(
  'riskState',
  'none',
  'confirmedSafe',
  'remediated',
  'dismissed',
  'atRisk',
  'confirmedCompromised',
);
const location = complexType('signInLocation', [
  text('city', given),
  text('state', given),
  text('countryOrRegion', given),
]);

/** `riskDetection` (Microsoft Graph documentation: riskDetection resource type). */
export const riskDetectionType: EntityType = {
  name: 'riskDetection',
  base: 'entity',
  properties: [
    text('id', { ...exact, nullable: false }),
    text('requestId', given),
    text('correlationId', given),
    text('riskEventType', exact),
    choice('riskState', riskState, exact),
    choice('riskLevel', riskLevel, exact),
    text('riskDetail', given),
    text('source', given),
    text('detectionTimingType', given),
    text('activity', given),
    text('tokenIssuerType', given),
    text('ipAddress', exact),
    complex('location', location, given),
    instant('activityDateTime', given),
    instant('detectedDateTime', { ...given, query: { filter: filters.ordered, sort: true } }),
    instant('lastUpdatedDateTime', given),
    text('userId', exact),
    text('userDisplayName', given),
    text('userPrincipalName', given),
    text('additionalInfo', given),
  ],
  navigations: [],
};

import {
  choice,
  complex,
  complexes,
  complexType,
  type EntityType,
  enumType,
  filters,
  flag,
  instant,
  type PropertyOptions,
  text,
  texts,
  whole,
} from '../../schema/index.js';

const given: PropertyOptions = { writable: 'never' };
const exact: PropertyOptions = { ...given, query: { filter: filters.exact } };
const prefix: PropertyOptions = { ...given, query: { filter: filters.prefix } };

const status = complexType('signInStatus', [
  whole('errorCode', exact),
  text('failureReason', given),
  text('additionalDetails', given),
]);

const deviceDetail = complexType('deviceDetail', [
  text('deviceId', given),
  text('displayName', given),
  text('operatingSystem', given),
  text('browser', given),
  flag('isCompliant', given),
  flag('isManaged', given),
  text('trustType', given),
]);

const location = complexType('signInLocation', [
  text('city', given),
  text('state', given),
  text('countryOrRegion', given),
]);

const appliedPolicy = complexType('appliedConditionalAccessPolicy', [
  text('id', given),
  text('displayName', given),
  texts('enforcedGrantControls', given),
  texts('enforcedSessionControls', given),
  choice(
    'result',
    enumType(
      'appliedConditionalAccessPolicyResult',
      'success',
      'failure',
      'notApplied',
      'notEnabled',
      'unknown',
      'reportOnlySuccess',
      'reportOnlyFailure',
      'reportOnlyNotApplied',
      'reportOnlyInterrupted',
    ),
    given,
  ),
]);

const riskLevel = enumType('riskLevel', 'low', 'medium', 'high', 'hidden', 'none');

/** `signIn` (Microsoft Graph documentation: signIn resource type), with those properties of beta by which its records are told apart. */
export const signInType: EntityType = {
  name: 'signIn',
  base: 'entity',
  properties: [
    text('id', { ...exact, nullable: false }),
    instant('createdDateTime', { ...given, nullable: false, query: { filter: filters.ordered, sort: true } }),
    text('userDisplayName', prefix),
    text('userPrincipalName', prefix),
    text('userId', exact),
    text('appId', exact),
    text('appDisplayName', prefix),
    text('servicePrincipalId', exact),
    text('servicePrincipalName', prefix),
    text('ipAddress', prefix),
    text('userAgent', given),
    text('clientAppUsed', given),
    text('correlationId', exact),
    choice('conditionalAccessStatus', enumType('conditionalAccessStatus', 'success', 'failure', 'notApplied'), given),
    complexes('appliedConditionalAccessPolicies', appliedPolicy, given),
    flag('isInteractive', exact),
    texts('signInEventTypes', { ...given, query: { filter: filters.elements } }),
    choice('riskDetail', enumType('riskDetail', 'none', 'hidden'), given),
    choice('riskLevelAggregated', riskLevel, given),
    choice('riskLevelDuringSignIn', riskLevel, given),
    choice(
      'riskState',
      enumType('riskState', 'none', 'confirmedSafe', 'remediated', 'dismissed', 'atRisk', 'confirmedCompromised'),
      given,
    ),
    texts('riskEventTypes', given),
    texts('riskEventTypes_v2', given),
    text('resourceDisplayName', prefix),
    text('resourceId', exact),
    complex('status', status, given),
    complex('deviceDetail', deviceDetail, given),
    complex('location', location, given),
  ],
  navigations: [],
};

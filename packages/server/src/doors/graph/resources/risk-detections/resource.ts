import {
  countDetections,
  findDetection,
  type NamedRiskDetection,
  pageDetections,
} from '../../../../signals/risk/index.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import type { GraphEntity, GraphResource, OperationAccess } from '../../resource.js';
import { type EntityType, many } from '../../schema/index.js';
import { riskDetectionType } from './risk-detection-type.js';

const root: EntityType = {
  name: 'identityProtectionRoot',
  base: 'entity',
  properties: [],
  navigations: [many('riskDetections', 'riskDetection', { contained: true })],
};

/** Microsoft Graph documentation: list riskDetections. */
const read: Omit<OperationAccess, 'target'> = {
  permissions: { delegated: ['IdentityRiskEvent.Read.All'], application: ['IdentityRiskEvent.Read.All'] },
  actions: ['microsoft.directory/identityProtection/allProperties/read'],
};

const set: EntitySet<NamedRiskDetection> = {
  name: 'identityProtection/riskDetections',
  type: riskDetectionType,
  place: 'id',
  pageSize: { top: 20, maxTop: 500 },
  render: (detection) => entityOf(detection),
  find: (id) => findDetection(id),
  page: (query) => pageDetections(query),
  count: (condition) => countDetections(condition),
};

function entityOf({
  activityAt,
  detectedAt,
  lastUpdatedAt,
  address,
  additionalInfo,
  ...rest
}: NamedRiskDetection): GraphEntity {
  return {
    ...rest,
    requestId: null,
    correlationId: null,
    detectionTimingType: 'realtime',
    activity: 'signin',
    tokenIssuerType: 'AzureAD',
    ipAddress: address,
    location: null,
    activityDateTime: new Date(activityAt).toISOString(),
    detectedDateTime: new Date(detectedAt).toISOString(),
    lastUpdatedDateTime: new Date(lastUpdatedAt).toISOString(),
    // A text that holds JSON, as the platform has it.
    additionalInfo: JSON.stringify(Object.entries(additionalInfo).map(([Key, Value]) => ({ Key, Value }))),
  };
}

/** `/identityProtection/riskDetections`: what detectors saw of people's accounts. */
export const riskDetections: GraphResource = {
  name: 'risk detections',
  types: [root, riskDetectionType],
  singletons: { identityProtection: 'identityProtectionRoot' },
  operations: [
    listEntities(set, { summary: 'List risk detections', access: read }),
    countEntities(set, { summary: 'Count risk detections', access: read }),
    ofTenant(getEntity(set, { summary: 'Get a risk detection', access: read })),
  ],
};

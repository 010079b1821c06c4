import { publicSentence } from '@gatehouse/model';
import type { Condition } from '@gatehouse/model';
import {
  conditionOfSignInId,
  countSignIns,
  findSignIn,
  pageSignIns,
  type SignInRecord,
} from '../../../../gate/index.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import type { GraphEntity, GraphOperation } from '../../resource.js';
import { readSignIns } from './audit-access.js';
import { equalsAnyOf, mapCondition } from './map-condition.js';
import { signInType } from './sign-in-type.js';

const set: EntitySet<SignInRecord> = {
  name: 'auditLogs/signIns',
  type: signInType,
  place: 'id',
  // Microsoft Graph documentation: list signIns.
  pageSize: { top: 1_000, maxTop: 1_000 },
  render: (record) => signInEntity(record),
  find: (id) => findSignIn(id),
  page: (query) => pageSignIns({ ...query, condition: storedCondition(query.condition) }),
  count: (condition) => countSignIns(storedCondition(condition)),
};

/** `/auditLogs/signIns`: who asked for what, and what came of it. */
export const signInOperations: readonly GraphOperation[] = [
  listEntities(set, { summary: 'List sign-ins', access: readSignIns }),
  countEntities(set, { summary: 'Count sign-ins', access: readSignIns }),
  ofTenant(getEntity(set, { summary: 'Get a sign-in', access: readSignIns })),
];

function storedCondition(condition: Condition | null): Condition | null {
  return (
    condition &&
    mapCondition(condition, (part) => (part.field === 'id' ? equalsAnyOf(part, conditionOfSignInId) : part))
  );
}

const byBrowser = new Set(['session', 'authorization_request', 'authorization_code']);
const interactive = new Set(['session', 'authorization_request', 'device_code', 'password']);

/** What Graph shows of a record, by its names. What is not recorded yet, risk and places, says so. */
function signInEntity(record: SignInRecord): GraphEntity {
  const { attempt, service_principal_id: servicePrincipalId } = record;
  const isPrincipal = attempt === 'client_credentials';
  const isInteractive = interactive.has(attempt);
  return {
    id: record.id,
    createdDateTime: record.at,
    userDisplayName: record.user_display_name ?? record.user_name,
    userPrincipalName: record.user_name,
    userId: record.user_id,
    appId: record.client_app_id,
    appDisplayName: record.client_name,
    servicePrincipalId,
    servicePrincipalName: servicePrincipalId === null ? null : record.client_name,
    ipAddress: record.address,
    userAgent: record.user_agent,
    clientAppUsed: isPrincipal ? null : byBrowser.has(attempt) ? 'Browser' : 'Mobile Apps and Desktop clients',
    correlationId: record.correlation_id,
    conditionalAccessStatus: 'notApplied',
    appliedConditionalAccessPolicies: [],
    isInteractive,
    signInEventTypes: [isPrincipal ? 'servicePrincipal' : isInteractive ? 'interactiveUser' : 'nonInteractiveUser'],
    riskDetail: 'none',
    riskLevelAggregated: 'none',
    riskLevelDuringSignIn: 'none',
    riskState: 'none',
    riskEventTypes: [],
    riskEventTypes_v2: [],
    resourceDisplayName: record.resource_display_name ?? record.resource_name,
    resourceId: record.resource_app_id,
    status: statusOf(record),
    deviceDetail: { isCompliant: false, isManaged: false },
    location: {},
  };
}

/** The number and the sentence are those that the client was told; the reasons are for administrators. */
function statusOf({ error_code: code, reasons, ...record }: SignInRecord): GraphEntity {
  if (code === null) return { errorCode: 0 };
  const details = {
    client: record.client_app_id ?? '',
    user: record.user_name ?? '',
    resource: record.resource_name ?? '',
  };
  return {
    errorCode: code,
    failureReason: publicSentence({ code, details }),
    additionalDetails: reasons.map(({ rule, detail }) => `${rule}: ${detail}`).join('; '),
  };
}

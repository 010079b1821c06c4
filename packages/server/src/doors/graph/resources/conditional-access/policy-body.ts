import { type ConditionalAccessPolicy, completePolicy } from '@gatehouse/policy';
import { type GraphError, graphError } from '../../graph-error.js';
import { conditionalAccessPolicyType } from '../../entities/policies/conditional-access.js';
import { mergeValues } from '../../operations/document-set.js';
import type { GraphCall, GraphEntity } from '../../resource.js';
import { type ReadBody, readBody } from '../../schema/index.js';

/**
 * Reads the body of a policy. What clients send back of what they read, and what old clients still send, is passed over where it says
 * nothing: the whole of an authentication strength beside its id, conditions of older versions, and preview features that are null.
 */
export function readPolicyBody(call: GraphCall, mode: 'create' | 'update', id: string): ReadBody | GraphError {
  const isPreview = call.versionUrl.endsWith('/beta');
  const plain = plainPolicy(call.body, isPreview ? [] : ['continuousAccessEvaluation']);
  if (!isPreview && hasPreview(plain)) {
    return malformed("'sessionControls.continuousAccessEvaluation' is a preview feature. Use the beta endpoint.");
  }
  const body = readBody(conditionalAccessPolicyType, plain, mode, mode === 'update' ? { id } : {});
  return body.kind === 'error' && body.code === 'Request_BadRequest' ? malformed(body.message) : body;
}

/** The number and words that the platform has for a body that is no policy, and then what is wrong with it. */
function malformed(sentence: string): GraphError {
  const message = `1007: Incoming ConditionalAccessPolicy object is null or does not match the schema of ConditionalAccessPolicy type. ${sentence}`;
  return graphError(400, 'BadRequest', message);
}

/** The policy that a body makes. */
export function policyOf(values: ReadBody['values']): ConditionalAccessPolicy {
  return completePolicy(values);
}

/** The policy after a change: structured values are merged, lists replace what was there, and unions are taken whole. */
export function changedPolicy(before: ConditionalAccessPolicy, values: ReadBody['values']): ConditionalAccessPolicy {
  return completePolicy(mergeValues<GraphEntity>(before as unknown as GraphEntity, values));
}

/** Preview features that answers of other services carry; here they are not known, and null says nothing of them. */
const previews = ['partialEnablementStrategy', 'clients', 'times', 'deviceStates', 'agents', 'agentIdRiskLevels'];
const networkPreviews = [
  'networkAccess',
  'globalSecureAccess',
  'networkAccessSecurity',
  'globalSecureAccessFilteringProfile',
];
/** Deprecated ways of naming devices, without effect. */
const oldDevices = ['includeDevices', 'excludeDevices', 'includeDeviceStates', 'excludeDeviceStates'];

/** @param hidden session controls that the caller was shown as null, whatever they are */
function plainPolicy(body: unknown, hidden: readonly string[]): unknown {
  if (!isObject(body)) return body;
  return withMembers(without(body, nullsOf(body, [...previews, ...networkPreviews])), {
    conditions: plainConditions,
    grantControls: (controls) =>
      withMembers(withoutAnnotation(controls, 'authenticationStrength'), {
        authenticationStrength: (strength) => ('id' in strength ? { id: strength.id } : strength),
      }),
    sessionControls: (controls) => without(controls, nullsOf(controls, [...previews, ...networkPreviews, ...hidden])),
  });
}

function plainConditions(conditions: GraphEntity): GraphEntity {
  return withMembers(without(conditions, nullsOf(conditions, [...previews, ...networkPreviews])), {
    applications: (applications) => without(applications, nullsOf(applications, networkPreviews)),
    devices: (devices) => without(devices, oldDevices),
    users: (users) =>
      withMembers(users, { includeGuestsOrExternalUsers: plainGuests, excludeGuestsOrExternalUsers: plainGuests }),
  });
}

/** Which of the two kinds of home tenants is meant says `membershipKind`; the name of the type must not say another. */
function plainGuests(guests: GraphEntity): GraphEntity {
  return withMembers(guests, {
    externalTenants: (tenants) => {
      const { '@odata.type': type, membershipKind } = tenants;
      const named = typeof type === 'string' ? type.replace(/^#?microsoft\.graph\.conditionalAccess/, '') : undefined;
      const kind = membershipKind ?? (named === 'EnumeratedExternalTenants' ? 'enumerated' : 'all');
      const name = kind === 'enumerated' ? 'EnumeratedExternalTenants' : 'AllExternalTenants';
      const isSame = type === undefined || named === name;
      return isSame ? { ...without(tenants, ['@odata.type']), membershipKind: kind } : tenants;
    },
  });
}

function hasPreview(body: unknown): boolean {
  const session = isObject(body) ? body.sessionControls : undefined;
  return isObject(session) && session.continuousAccessEvaluation != null;
}

function withMembers(
  value: GraphEntity,
  changes: Readonly<Record<string, (member: GraphEntity) => GraphEntity>>,
): GraphEntity {
  const changed = Object.entries(changes).flatMap(([name, change]) => {
    const member = value[name];
    return isObject(member) ? [[name, change(member)] as const] : [];
  });
  return { ...value, ...Object.fromEntries(changed) };
}

function withoutAnnotation(value: GraphEntity, name: string): GraphEntity {
  return Object.fromEntries(Object.entries(value).filter(([member]) => !member.startsWith(`${name}@odata.`)));
}

function without(value: GraphEntity, names: readonly string[]): GraphEntity {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

function nullsOf(value: GraphEntity, names: readonly string[]): readonly string[] {
  return names.filter((name) => value[name] === null);
}

function isObject(value: unknown): value is GraphEntity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

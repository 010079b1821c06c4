import { readGrantAssignment } from '@gatehouse/policy';
import {
  type AuthorizationPolicy,
  authorizationPolicy as kind,
  type StoredDocument,
} from '../../../../directory/index.js';
import { authorizationPolicyType, betaAuthorizationPolicyType } from '../../entities/policies/authorization-policy.js';
import { mergeValues } from '../../operations/document-set.js';
import { getSingleton, type SingletonDocument, updateSingleton } from '../../operations/singleton-document.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult } from '../../resource.js';

const name = 'policies/authorizationPolicy';

/** The prefixes of permission grant policies count in any letter case, and are kept in one; what is none is left for its check. */
function spelled(policy: AuthorizationPolicy): AuthorizationPolicy {
  const { defaultUserRolePermissions: permissions } = policy;
  const assigned = permissions.permissionGrantPoliciesAssigned.map((text) => {
    const read = readGrantAssignment(text);
    return read === undefined ? text : `${read.prefix}.${read.policyId}`;
  });
  return { ...policy, defaultUserRolePermissions: { ...permissions, permissionGrantPoliciesAssigned: assigned } };
}

const policy: SingletonDocument<AuthorizationPolicy> = {
  name,
  type: authorizationPolicyType,
  kind,
  noun: 'the authorization policy',
  merge: (before, values) => spelled(mergeValues(before, values)),
  access: {
    read: {
      permissions: {
        delegated: ['Policy.Read.All', 'Policy.ReadWrite.Authorization'],
        application: ['Policy.Read.All', 'Policy.ReadWrite.Authorization'],
      },
      actions: ['microsoft.directory/authorizationPolicy/standard/read'],
    },
    update: {
      permissions: {
        delegated: ['Policy.ReadWrite.Authorization'],
        application: ['Policy.ReadWrite.Authorization'],
      },
      actions: ['microsoft.directory/authorizationPolicy/basic/update'],
    },
  },
};

/** Beta says on top of the policy which permission grant policies people have. */
const betaPolicy: SingletonDocument<AuthorizationPolicy> = {
  ...policy,
  type: betaAuthorizationPolicyType,
  render: ({ id, body }: StoredDocument<AuthorizationPolicy>) => ({
    id,
    ...body,
    permissionGrantPolicyIdsAssignedToDefaultUserRole: body.defaultUserRolePermissions.permissionGrantPoliciesAssigned,
  }),
  merge: (before, { permissionGrantPolicyIdsAssignedToDefaultUserRole: assigned, ...values }) => {
    const after = mergeValues(before, values);
    return spelled(
      assigned === undefined
        ? after
        : mergeValues(after, { defaultUserRolePermissions: { permissionGrantPoliciesAssigned: assigned } }),
    );
  },
};

/** What everybody in the tenant may do (Microsoft Graph documentation: authorizationPolicy). In beta it is the one of a collection. */
export const authorizationPolicy: GraphResource = {
  name: 'authorizationPolicy',
  types: [authorizationPolicyType],
  operations: [
    get(`/${name}`, (call) => (isBeta(call) ? listOne(call) : getSingleton(policy, call))),
    update(`/${name}`, (call) => updateSingleton(isBeta(call) ? betaPolicy : policy, call)),
    { ...get(`/${name}/authorizationPolicy`, (call) => getSingleton(betaPolicy, call)), beta: true },
    { ...update(`/${name}/authorizationPolicy`, (call) => updateSingleton(betaPolicy, call)), beta: true },
  ],
};

function get(path: string, run: GraphOperation['run']): GraphOperation {
  return {
    method: 'GET',
    path,
    summary: 'Get the authorization policy',
    access: { ...policy.access.read, target: { kind: 'tenant' } },
    describes: { answer: authorizationPolicyType },
    run,
  };
}

function update(path: string, run: GraphOperation['run']): GraphOperation {
  return {
    method: 'PATCH',
    path,
    summary: 'Update the authorization policy',
    access: { ...policy.access.update, target: { kind: 'tenant' } },
    describes: { body: authorizationPolicyType },
    run,
  };
}

async function listOne(call: GraphCall): Promise<GraphResult> {
  const found = await getSingleton(betaPolicy, call);
  if (found.kind !== 'entity') return found;
  return { kind: 'collection', context: name, entities: [found.entity], select: found.select, next: null };
}

function isBeta({ versionUrl }: GraphCall): boolean {
  return versionUrl.endsWith('/beta');
}

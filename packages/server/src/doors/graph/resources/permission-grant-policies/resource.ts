import {
  anyConditionSet,
  builtInPermissionGrantPolicies,
  type PermissionGrantConditionSet,
  type PermissionGrantPolicy,
} from '@gatehouse/policy';
import { permissionGrantPolicies as kind } from '../../../../directory/index.js';
import { conditionSetType, permissionGrantPolicyType } from '../../entities/policies/permission-grant-policy.js';
import { type DocumentSet, documentOperations } from '../../operations/document-set.js';
import type { GraphResource, OperationAccess } from '../../resource.js';
import { type ConditionList, conditionSetOperations } from './condition-set-operations.js';

type Access = Omit<OperationAccess, 'target'>;

function access(action: string, ...permissions: readonly string[]): Access {
  return {
    permissions: { delegated: permissions, application: permissions },
    actions: [`microsoft.directory/permissionGrantPolicies/${action}`],
  };
}

const read = access(
  'standard/read',
  'Policy.Read.PermissionGrant',
  'Policy.Read.All',
  'Policy.ReadWrite.PermissionGrant',
);
const update = access('basic/update', 'Policy.ReadWrite.PermissionGrant');

const policies: DocumentSet<PermissionGrantPolicy> = {
  name: 'policies/permissionGrantPolicies',
  type: permissionGrantPolicyType,
  kind,
  nouns: ['a permission grant policy', 'permission grant policies'],
  builtIn: [...builtInPermissionGrantPolicies].map(([id, body]) => ({ id, parentId: null, body, createdAt: 0 })),
  draft: ({ id, ...values }) => ({
    ...(typeof id === 'string' && { id }),
    body: { displayName: null, description: null, includes: [], excludes: [], ...values },
  }),
};

/** Which consent people may give (Microsoft Graph documentation: permissionGrantPolicy). */
export const permissionGrantPolicies: GraphResource = {
  name: 'permissionGrantPolicies',
  types: [conditionSetType],
  operations: [
    ...documentOperations(policies, {
      read,
      create: access('create', 'Policy.ReadWrite.PermissionGrant'),
      update,
      remove: access('delete', 'Policy.ReadWrite.PermissionGrant'),
    }),
    ...(['includes', 'excludes'] satisfies ConditionList[]).flatMap((list) =>
      conditionSetOperations(policies, list, { read, update, complete: completeSet }),
    ),
  ],
};

function completeSet(values: Readonly<Record<string, unknown>>, id: string): PermissionGrantConditionSet {
  return { permissionType: 'delegated', ...anyConditionSet, ...values, id };
}

import type { AppManagementPolicy, TenantAppManagementPolicy } from '@gatehouse/policy';
import {
  appManagementPolicies as kind,
  defaultAppManagementPolicy as defaultKind,
} from '../../../../directory/index.js';
import {
  appManagementPolicyType,
  tenantAppManagementPolicyType,
} from '../../entities/policies/app-management-policy.js';
import { appliesToOperation, assignmentOperations } from '../../operations/document-assignments.js';
import {
  type DocumentAccess,
  type DocumentSet,
  documentOperations,
  mergeValues,
} from '../../operations/document-set.js';
import { singletonOperations } from '../../operations/singleton-document.js';
import type { GraphEntity, GraphResource, OperationAccess } from '../../resource.js';
import { completeRestrictions, completeUris } from './complete-restrictions.js';

type Access = Omit<OperationAccess, 'target'>;
type NamedPolicy = AppManagementPolicy & { readonly displayName: string; readonly description: string | null };
type NamedDefault = TenantAppManagementPolicy & Pick<NamedPolicy, 'displayName' | 'description'>;

const action = (name: string) => `microsoft.directory/${name}`;

function write(...actions: Extract<Access['actions'], readonly unknown[]>): Access {
  return {
    permissions: {
      delegated: ['Policy.ReadWrite.ApplicationConfiguration'],
      application: ['Policy.ReadWrite.ApplicationConfiguration'],
    },
    actions,
  };
}

const read: Access = {
  permissions: {
    delegated: ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'],
    application: ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'],
  },
  actions: [[action('policies/standard/read'), action('applicationPolicies/standard/read')]],
};

const changing = [action('applicationPolicies/basic/update'), action('policies/basic/update')];

/** With the object's own policies comes a say over what the tenant demands of it: no owner has that. */
const assigning = [action('applicationPolicies/basic/update'), action('policies/tenantDefault/update')];

const policyAccess: DocumentAccess = {
  read,
  create: write([action('applicationPolicies/create'), action('policies/create')], changing),
  update: write(changing),
  remove: write([action('applicationPolicies/delete'), action('policies/delete')], changing),
};

const policies: DocumentSet<NamedPolicy> = {
  name: 'policies/appManagementPolicies',
  type: appManagementPolicyType,
  kind,
  nouns: ['an app management policy', 'app management policies'],
  draft: (values) => ({ body: completed({ displayName: '', description: null, isEnabled: true, ...values }) }),
  merge: (before, values) => completed(mergeValues<GraphEntity>(before as unknown as GraphEntity, values)),
};

function completed({ restrictions, ...values }: GraphEntity): NamedPolicy {
  const { applicationRestrictions: ofApplications, ...credentials } = (restrictions ?? {}) as GraphEntity;
  return {
    ...(values as Pick<NamedPolicy, 'displayName' | 'description' | 'isEnabled'>),
    restrictions: {
      ...completeRestrictions(credentials),
      applicationRestrictions: { identifierUris: completeUris((ofApplications as GraphEntity | null)?.identifierUris) },
    },
  };
}

function completedDefault({
  applicationRestrictions,
  servicePrincipalRestrictions,
  ...values
}: GraphEntity): NamedDefault {
  const ofApplications = (applicationRestrictions ?? {}) as GraphEntity;
  return {
    ...(values as Pick<NamedDefault, 'displayName' | 'description' | 'isEnabled'>),
    applicationRestrictions: {
      ...completeRestrictions(ofApplications),
      identifierUris: completeUris(ofApplications.identifierUris),
    },
    servicePrincipalRestrictions: completeRestrictions((servicePrincipalRestrictions ?? {}) as GraphEntity),
  };
}

function assignmentAccess(holder: 'applications' | 'servicePrincipals'): {
  readonly read: Access;
  readonly write: Access;
} {
  const both = (policy: string) => [policy, 'Application.Read.All'];
  const reading = [both('Policy.Read.All'), both('Policy.ReadWrite.ApplicationConfiguration')];
  const writing = [both('Policy.ReadWrite.ApplicationConfiguration')];
  return {
    read: {
      permissions: { delegated: reading, application: reading },
      actions: [action(`${holder}/policies/read`)],
    },
    write: {
      permissions: { delegated: writing, application: writing },
      actions: [action(`${holder}/policies/update`), assigning],
    },
  };
}

/** What a tenant demands of credentials (Microsoft Graph documentation: application management policies). */
export const appManagementPolicies: GraphResource = {
  name: 'appManagementPolicies',
  types: [],
  operations: [
    ...documentOperations(policies, policyAccess),
    appliesToOperation(policies, {
      permissions: assignmentAccess('applications').read.permissions,
      actions: [[action('policies/policyAppliedTo/read'), action('applicationPolicies/policyAppliedTo/read')]],
    }),
    ...assignmentOperations({ set: policies, holder: 'application', access: assignmentAccess('applications') }),
    ...assignmentOperations({
      set: policies,
      holder: 'servicePrincipal',
      access: assignmentAccess('servicePrincipals'),
    }),
    ...singletonOperations<NamedDefault>({
      name: 'policies/defaultAppManagementPolicy',
      type: tenantAppManagementPolicyType,
      kind: defaultKind,
      noun: 'the default app management policy',
      access: { read, update: write(changing) },
      merge: (before, values) => completedDefault(mergeValues<GraphEntity>(before as unknown as GraphEntity, values)),
    }),
  ],
};

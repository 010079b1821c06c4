import {
  adminConsentRequestPolicy as consentRequests,
  authenticationFlowsPolicy as flows,
  securityDefaults,
} from '../../../../directory/index.js';
import {
  adminConsentRequestPolicyType,
  authenticationFlowsPolicyType,
  securityDefaultsType,
} from '../../entities/policies/tenant-policies.js';
import { singletonOperations } from '../../operations/singleton-document.js';
import type { GraphResource, OperationAccess } from '../../resource.js';

type Access = Omit<OperationAccess, 'target'>;

function access(action: string, permissions: Access['permissions']['delegated']): Access {
  return {
    permissions: { delegated: permissions, application: permissions },
    actions: [`microsoft.directory/${action}`],
  };
}

/**
 * Policies of which a tenant has one each and that say little (Microsoft Graph documentation: adminConsentRequestPolicy,
 * authenticationFlowsPolicy, identitySecurityDefaultsEnforcementPolicy).
 */
export const tenantPolicies: GraphResource = {
  name: 'tenantPolicies',
  types: [],
  operations: [
    ...singletonOperations({
      name: 'policies/adminConsentRequestPolicy',
      type: adminConsentRequestPolicyType,
      kind: consentRequests,
      noun: 'the policy of requests for admin consent',
      method: 'PUT',
      access: {
        read: access('adminConsentRequestPolicy/standard/read', [
          'Policy.Read.All',
          'Policy.ReadWrite.ConsentRequest',
          'Directory.Read.All',
          'Directory.ReadWrite.All',
        ]),
        update: access('adminConsentRequestPolicy/basic/update', [
          'Policy.ReadWrite.ConsentRequest',
          'Directory.ReadWrite.All',
        ]),
      },
      merge: (before, values) => {
        const reviewers = values.reviewers as readonly { readonly query: string }[];
        const after = {
          ...before,
          ...values,
          reviewers: reviewers.map((one) => ({ queryType: 'MicrosoftGraph', queryRoot: null, ...one })),
        };
        // Requests that wait say under which version they were made.
        return { ...after, version: before.version + 1 };
      },
    }),
    ...singletonOperations({
      name: 'policies/identitySecurityDefaultsEnforcementPolicy',
      type: securityDefaultsType,
      kind: securityDefaults,
      noun: 'the security defaults',
      access: {
        read: access('conditionalAccessPolicies/standard/read', [
          'Policy.Read.All',
          'Policy.ReadWrite.SecurityDefaults',
        ]),
        // Both are needed to see what the defaults would get in the way of.
        update: access('conditionalAccessPolicies/tenantDefault/update', [
          ['Policy.Read.All', 'Policy.ReadWrite.SecurityDefaults'],
          ['Policy.Read.All', 'Policy.ReadWrite.ConditionalAccess'],
        ]),
      },
    }),
    ...singletonOperations({
      name: 'policies/authenticationFlowsPolicy',
      type: authenticationFlowsPolicyType,
      kind: flows,
      noun: 'the policy of authentication flows',
      access: {
        read: access('policies/standard/read', ['Policy.Read.All', 'Policy.ReadWrite.AuthenticationFlows']),
        update: access('policies/basic/update', ['Policy.ReadWrite.AuthenticationFlows']),
      },
    }),
  ],
};

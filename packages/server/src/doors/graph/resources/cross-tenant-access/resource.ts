import {
  changeSingleton,
  crossTenantAccessPolicy as policyKind,
  type CrossTenantPartner,
  crossTenantDefault,
  crossTenantPartners,
  isRefused,
  type StoredDocument,
} from '../../../../directory/index.js';
import { crossTenantDefaultType, crossTenantPartnerType } from '../../entities/policies/cross-tenant.js';
import { crossTenantAccessPolicyType } from '../../entities/policies/tenant-policies.js';
import { type DocumentSet, documentOperations, mergeValues } from '../../operations/document-set.js';
import { singletonOperations } from '../../operations/singleton-document.js';
import { action, titleOf } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphResource, OperationAccess } from '../../resource.js';

type Access = Omit<OperationAccess, 'target'>;

function access(verb: 'read' | 'write', ...actions: Extract<Access['actions'], readonly unknown[]>): Access {
  const permissions =
    verb === 'read'
      ? ['Policy.Read.All', 'Policy.ReadWrite.CrossTenantAccess']
      : ['Policy.ReadWrite.CrossTenantAccess'];
  return { permissions: { delegated: permissions, application: permissions }, actions };
}

const named = (name: string) => `microsoft.directory/crossTenantAccessPolicy/${name}`;

/** A configuration says something of both ways of working together, so that changing it takes both. */
const changing = (of: 'default' | 'partners') =>
  access('write', named(`${of}/b2bCollaboration/update`), named(`${of}/b2bDirectConnect/update`));

const partners: DocumentSet<CrossTenantPartner> = {
  name: 'policies/crossTenantAccessPolicy/partners',
  type: crossTenantPartnerType,
  kind: crossTenantPartners,
  nouns: ['what is said of one other tenant', 'what is said of single other tenants'],
  render: ({ id, body }: StoredDocument<CrossTenantPartner>) => ({ id, ...body }),
  draft: (values) => {
    const tenantId = values.tenantId as string;
    const body = {
      isServiceProvider: null,
      isInMultiTenantOrganization: false,
      b2bCollaborationInbound: null,
      b2bCollaborationOutbound: null,
      b2bDirectConnectInbound: null,
      b2bDirectConnectOutbound: null,
      inboundTrust: null,
      automaticUserConsentSettings: { inboundAllowed: null, outboundAllowed: null },
      tenantId,
    };
    return { id: tenantId, body: mergeValues<CrossTenantPartner>(body, values) };
  },
};

/** Access across tenants: what is said of all others, and of some (Microsoft Graph documentation: crossTenantAccessPolicy). */
export const crossTenantAccess: GraphResource = {
  name: 'crossTenantAccessPolicy',
  types: [],
  operations: [
    ...singletonOperations({
      name: 'policies/crossTenantAccessPolicy',
      type: crossTenantAccessPolicyType,
      kind: policyKind,
      noun: 'the cross-tenant access policy',
      access: {
        read: access('read', named('standard/read')),
        update: access('write', named('basic/update'), named('allowedCloudEndpoints/update')),
      },
    }),
    ...singletonOperations({
      name: 'policies/crossTenantAccessPolicy/default',
      type: crossTenantDefaultType,
      kind: crossTenantDefault,
      noun: 'what is said of every other tenant',
      access: { read: access('read', named('default/standard/read')), update: changing('default') },
      merge: (before, values) => ({ ...mergeValues(before, values), isServiceDefault: false }),
    }),
    action({
      path: '/policies/crossTenantAccessPolicy/default/resetToSystemDefault',
      summary: 'Put what is said of every other tenant back as it was at first',
      access: { ...changing('default'), target: { kind: 'tenant' } },
      run: async (_parameters, call) => {
        const outcome = await call.perform(changeSingleton(crossTenantDefault, () => crossTenantDefault.initial));
        return isRefused(outcome) ? refusalError(outcome, titleOf({ type: crossTenantDefaultType })) : { kind: 'none' };
      },
    }),
    ...documentOperations(partners, {
      read: access('read', named('partners/standard/read')),
      create: access('write', named('partners/create')),
      update: changing('partners'),
      remove: access('write', named('partners/delete')),
    }),
  ],
};

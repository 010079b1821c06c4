import { isGuid } from '@gatehouse/model';
import {
  type CrossTenantConfiguration,
  type CrossTenantSetting,
  crossTenantProblems,
  crossTenantReferences,
} from '@gatehouse/policy';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';
import { type PolicyKind, refuseProblems, type SingletonKind } from './policy-kind.js';
import { notOfType } from './references.js';

/** `/policies/crossTenantAccessPolicy`. */
export interface CrossTenantAccessPolicy {
  readonly displayName: string;
  readonly allowedCloudEndpoints: readonly string[];
}

/** Around what is said of all other tenants, and of single ones. */
export const crossTenantAccessPolicy: SingletonKind<CrossTenantAccessPolicy> = {
  name: 'cross-tenant-access-policy',
  id: 'crossTenantAccessPolicy',
  limit: 1,
  nameOf: ({ displayName }) => displayName,
  initial: { displayName: 'CrossTenantAccessPolicy', allowedCloudEndpoints: [] },
};

const everybody = (accessType: 'allowed' | 'blocked'): CrossTenantSetting => ({
  usersAndGroups: { accessType, targets: [{ target: 'AllUsers', targetType: 'user' }] },
  applications: { accessType, targets: [{ target: 'AllApplications', targetType: 'application' }] },
});

/** `/policies/crossTenantAccessPolicy/default`: what is said of every other tenant. */
export const crossTenantDefault: SingletonKind<CrossTenantConfiguration & { readonly isServiceDefault: boolean }> = {
  name: 'cross-tenant-access-default',
  id: 'default',
  limit: 1,
  nameOf: () => undefined,
  initial: {
    isServiceDefault: true,
    b2bCollaborationInbound: everybody('allowed'),
    b2bCollaborationOutbound: everybody('allowed'),
    b2bDirectConnectInbound: everybody('blocked'),
    b2bDirectConnectOutbound: everybody('blocked'),
    inboundTrust: {
      isMfaAccepted: false,
      isCompliantDeviceAccepted: false,
      isHybridAzureADJoinedDeviceAccepted: false,
    },
    automaticUserConsentSettings: { inboundAllowed: false, outboundAllowed: false },
  },
  afterWrite: async (work, { body }) => configurationRefusal(work, body),
};

/** What is said of one other tenant. */
export interface CrossTenantPartner extends CrossTenantConfiguration {
  readonly tenantId: string;
  readonly isServiceProvider: boolean | null;
  readonly isInMultiTenantOrganization: boolean | null;
}

/** `/policies/crossTenantAccessPolicy/partners`, by the id of the other tenant. */
export const crossTenantPartners: PolicyKind<CrossTenantPartner> = {
  name: 'cross-tenant-access-partner',
  limit: 500,
  nameOf: ({ tenantId }) => tenantId,
  afterWrite: async (work, { id, body }) => {
    if (!isGuid(id)) return refused('invalid', { property: 'tenantId', detail: 'must be the id of a tenant' });
    if (id === work.tx.tenant) {
      return refused('invalid', { property: 'tenantId', detail: 'must be another tenant' });
    }
    return configurationRefusal(work, body);
  },
};

async function configurationRefusal(
  work: DirectoryWork,
  configuration: CrossTenantConfiguration,
): Promise<DirectoryRefusal | undefined> {
  const refusal = refuseProblems(crossTenantProblems(configuration));
  if (refusal !== undefined) return refusal;
  const named = crossTenantReferences(configuration);
  for (const type of ['user', 'group'] as const) {
    const ids = named.filter(({ targetType }) => targetType === type).map(({ target }) => target.toLowerCase());
    const [missing] = (await notOfType(work, ids, type, 'not there')).keys();
    if (missing !== undefined) return refused('reference_not_found', { value: missing });
  }
  return undefined;
}

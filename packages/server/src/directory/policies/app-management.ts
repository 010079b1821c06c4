import {
  type AppManagementPolicy,
  appManagementProblems,
  type TenantAppManagementPolicy,
  tenantAppManagementProblems,
} from '@gatehouse/policy';
import { documentsAssignedTo } from '../documents/change-documents.js';
import type { DirectoryOperation } from '../operation.js';
import { type PolicyKind, refuseProblems, type SingletonKind } from './policy-kind.js';
import { readSingleton } from './singletons.js';

/** What every policy has beside what it says. */
interface Named {
  readonly displayName: string;
  readonly description: string | null;
}

/** `/policies/appManagementPolicies`. */
export const appManagementPolicies: PolicyKind<AppManagementPolicy & Named> = {
  name: 'app-management-policy',
  limit: 500,
  nameOf: ({ displayName }) => displayName,
  afterWrite: async (_work, { body }) => refuseProblems(appManagementProblems(body)),
};

/** `/policies/defaultAppManagementPolicy`. */
export const defaultAppManagementPolicy: SingletonKind<TenantAppManagementPolicy & Named> = {
  name: 'default-app-management-policy',
  id: '00000000-0000-0000-0000-000000000000',
  limit: 1,
  nameOf: ({ displayName }) => displayName,
  initial: {
    displayName: 'Default app management tenant policy',
    description:
      'What is demanded of the credentials of applications and service principals without a policy of their own.',
    isEnabled: false,
    applicationRestrictions: {
      passwordCredentials: [],
      keyCredentials: [],
      identifierUris: { nonDefaultUriAddition: null, uriAdditionWithoutUniqueTenantIdentifier: null },
    },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  },
  afterWrite: async (_work, { body }) => refuseProblems(tenantAppManagementProblems(body)),
};

/** What is demanded of the credentials of one application or service principal: what `checkAppManagement` asks for. */
export function appManagementOf(objectId: string): DirectoryOperation<{
  readonly tenantDefault: TenantAppManagementPolicy & { readonly id: string };
  readonly assigned: (AppManagementPolicy & { readonly id: string }) | null;
}> {
  return async (work) => {
    const [assigned] = await documentsAssignedTo(appManagementPolicies, objectId)(work);
    const { id, body } = await readSingleton(defaultAppManagementPolicy)(work);
    return { tenantDefault: { ...body, id }, assigned: assigned ? { ...assigned.body, id: assigned.id } : null };
  };
}

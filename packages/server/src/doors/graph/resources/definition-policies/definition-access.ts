import type { ActionNeed, PermissionAlternative } from '@gatehouse/policy';
import type { OperationAccess, OperationActions } from '../../resource.js';

// Who may do what with policies that have a definition (Microsoft Graph documentation: the permission tables of the operations;
// Microsoft Entra built-in roles).

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/${name}`;

/** Everybody may make a policy as its owner; policies have no owners here, so that takes more: to change any. */
const changing: ActionNeed = [action('applicationPolicies/basic/update'), action('policies/basic/update')];

/** What holds for the whole organization is not an application administrator's to say. */
const ofOrganization: ActionNeed = action('policies/tenantDefault/update');

function changeAccess(actions: readonly [ActionNeed, ...ActionNeed[]]): Access {
  return {
    permissions: {
      delegated: ['Policy.ReadWrite.ApplicationConfiguration'],
      application: ['Policy.ReadWrite.ApplicationConfiguration'],
    },
    actions: (body): OperationActions => ({ actions: isDefault(body) ? [...actions, ofOrganization] : actions }),
  };
}

function isDefault(body: unknown): boolean {
  return (body as { readonly isOrganizationDefault?: unknown } | null | undefined)?.isOrganizationDefault === true;
}

const reading: Access = {
  permissions: {
    delegated: ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'],
    application: ['Policy.Read.All', 'Policy.ReadWrite.ApplicationConfiguration'],
  },
  actions: [[action('policies/standard/read'), action('applicationPolicies/standard/read')]],
};

export const policyAccess = {
  read: reading,
  create: changeAccess([[action('applicationPolicies/create'), action('policies/create')], changing]),
  update: changeAccess([changing]),
  remove: changeAccess([[action('applicationPolicies/delete'), action('policies/delete')], changing]),
};

/** Changing or deleting what is the organization's default now. */
export const defaultAccess: Access = { permissions: policyAccess.update.permissions, actions: [ofOrganization] };

const withObjects = (permission: string): readonly PermissionAlternative[] => [
  ['Policy.Read.All', permission],
  ['Policy.ReadWrite.ApplicationConfiguration', permission],
];

/** The objects that a policy is assigned to: needs to know of both. */
export const appliesToAccess: Access = {
  permissions: {
    delegated: [...withObjects('Application.Read.All'), ...withObjects('Directory.Read.All')],
    application: [...withObjects('Application.Read.All'), ...withObjects('Directory.Read.All')],
  },
  actions: [[action('policies/policyAppliedTo/read'), action('applicationPolicies/policyAppliedTo/read')]],
};

/** The policies of one object, read and written with both permissions (Microsoft Graph documentation: assign tokenLifetimePolicy). */
export function assignmentAccess(holder: 'applications' | 'servicePrincipals') {
  const permissions = {
    delegated: withObjects('Application.ReadWrite.All'),
    application: [...withObjects('Application.ReadWrite.OwnedBy'), ...withObjects('Application.ReadWrite.All')],
  };
  const ownedOnly = ['Application.ReadWrite.OwnedBy'];
  const read: Access = {
    permissions: {
      delegated: [...withObjects('Application.Read.All'), ...permissions.delegated],
      application: [...withObjects('Application.Read.All'), ...permissions.application],
    },
    ownedOnly,
    actions: [action(`${holder}/policies/read`)],
  };
  const write: Access = { permissions, ownedOnly, actions: [action(`${holder}/policies/update`)] };
  return { read, write };
}

import type { ActionNeed } from '@gatehouse/policy';
import { propertiesGiven } from '../../authorize.js';
import type { OperationAccess, OperationActions } from '../../resource.js';

// Who may do what with groups (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra built-in roles).

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/groups/${name}`;

const readers = [
  'GroupMember.ReadBasic.All',
  'Group.ReadBasic.All',
  'GroupMember.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
  'GroupMember.ReadWrite.All',
  'Group.ReadWrite.All',
  'Directory.ReadWrite.All',
];

/** What of a group is not about its members, its rule or its settings (Microsoft Graph documentation: permissions reference). */
const basic = [
  'id',
  'displayName',
  'description',
  'groupTypes',
  'mail',
  'mailEnabled',
  'mailNickname',
  'securityEnabled',
  'visibility',
];

export const readAccess: Access = {
  permissions: {
    delegated: readers.filter((name) => !name.startsWith('GroupMember.ReadBasic')),
    application: readers.filter((name) => !name.startsWith('GroupMember.ReadBasic')),
  },
  partOnly: { 'Group.ReadBasic.All': 'basic' },
  parts: { basic },
  actions: [action('standard/read')],
};

export const createAccess: Access = {
  permissions: {
    delegated: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['Group.Create', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: [action('create')],
};

export const updateAccess: Access = {
  permissions: {
    delegated: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: updateActions,
};

export const deleteAccess: Access = {
  permissions: { delegated: ['Group.ReadWrite.All'], application: ['Group.ReadWrite.All'] },
  actions: [action('delete')],
};

const actionOfProperty: ReadonlyMap<string, ActionNeed> = new Map(
  Object.entries<ActionNeed>({
    classification: action('classification/update'),
    groupTypes: action('groupType/update'),
    membershipRule: action('dynamicMembershipRule/update'),
    membershipRuleProcessingState: action('dynamicMembershipRule/update'),
    visibility: action('visibility/update'),
  }),
);

function updateActions(body: unknown): OperationActions {
  const binds = Object.keys(body ?? {}).filter((name) => name.endsWith('@odata.bind'));
  const needed = [
    ...propertiesGiven(body).map((name) => actionOfProperty.get(name) ?? action('basic/update')),
    ...binds.map((name) => action(name.startsWith('owners') ? 'owners/update' : 'members/update')),
  ];
  const [first = action('basic/update'), ...others] = new Set(needed);
  return { actions: [first, ...others] };
}

/** Reading who is in a group, and what it is in. */
export function relationAccess(name: 'members' | 'owners' | 'memberOf'): Access {
  return {
    permissions: {
      delegated: name === 'owners' ? readers.filter((one) => !one.includes('Basic')) : readers,
      application: name === 'owners' ? readers.filter((one) => !one.includes('Basic')) : readers,
    },
    // Whoever may know only of memberships learns ids and kinds.
    partOnly: { 'GroupMember.ReadBasic.All': 'reference', 'Group.ReadBasic.All': 'reference' },
    parts: { reference: ['id', 'displayName'] },
    actions: [action(`${name}/read`)],
  };
}

export const membersWriteAccess: Access = {
  permissions: {
    delegated: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: [action('members/update')],
};

export const ownersWriteAccess: Access = {
  permissions: {
    delegated: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
    application: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
  },
  actions: [action('owners/update')],
};

import { propertiesGiven } from '../../authorize.js';
import type { OperationAccess, OperationActions } from '../../resource.js';

// Who may do what with devices (Microsoft Graph documentation: the permission tables of the operations; Microsoft Entra built-in roles).

type Access = Omit<OperationAccess, 'target'>;

const action = (name: string) => `microsoft.directory/devices/${name}`;
/** People act on devices through applications that may do whatever they may. */
const asThePerson = ['Directory.AccessAsUser.All'];
const readers = {
  delegated: ['Device.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  application: ['Device.Read.All', 'Directory.Read.All', 'Device.ReadWrite.All', 'Directory.ReadWrite.All'],
};

/** Reading devices, or what leads from them: owners and users. */
export function readAccess(what: 'standard' | 'registeredOwners' | 'registeredUsers' = 'standard'): Access {
  return { permissions: readers, actions: [action(`${what}/read`)] };
}

const memberships = [
  ['Device.Read.All', 'GroupMember.Read.All'],
  'Directory.Read.All',
  'Directory.ReadWrite.All',
] as const;

/** What a device is in is read of the device and of the groups: permissions for both are needed together. */
export const memberOfAccess: Access = {
  permissions: { delegated: memberships, application: memberships },
  actions: [action('memberOf/read')],
};

export const createAccess: Access = {
  permissions: { delegated: asThePerson, application: [] },
  actions: [action('create')],
};

export const deleteAccess: Access = {
  permissions: { delegated: asThePerson, application: ['Device.ReadWrite.All'] },
  actions: [action('delete')],
};

export const updateAccess: Access = {
  permissions: { delegated: asThePerson, application: ['Device.ReadWrite.All', 'Directory.ReadWrite.All'] },
  actions: updateActions,
};

/** Adding and removing registered owners or users. */
export function registrationAccess(what: 'registeredOwners' | 'registeredUsers'): Access {
  return { permissions: { delegated: asThePerson, application: [] }, actions: [action(`${what}/update`)] };
}

function updateActions(body: unknown): OperationActions {
  const { accountEnabled, extensionAttributes } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const needed = propertiesGiven(body).flatMap((name) => {
    if (name === 'accountEnabled') return [action(accountEnabled === true ? 'enable' : 'disable')];
    return name === 'extensionAttributes' ? setsOf(extensionAttributes) : [action('basic/update')];
  });
  const [first = action('basic/update'), ...others] = new Set(needed);
  return { actions: [first, ...others] };
}

/** The extension attributes are three sets of five, each with an action of its own. Without any, all of them go. */
function setsOf(given: unknown): readonly string[] {
  const numbers = propertiesGiven(given).map((name) => Number(/\d+$/.exec(name)?.[0] ?? 1));
  const sets = numbers.length === 0 ? [1, 2, 3] : numbers.map((number) => Math.min(3, Math.ceil(number / 5)));
  return sets.map((set) => action(`extensionAttributeSet${set}/update`));
}

import { type Device, type DeviceId, parseGuid, type UserId } from '@gatehouse/model';
import {
  addRegisteredOwner,
  addRegisteredUser,
  changeDevice,
  createDevice,
  type DeviceDraft,
  type DirectoryRefusal,
  refused,
  removeDevice,
  removeRegisteredOwner,
  removeRegisteredUser,
} from '../../../../directory/index.js';
import { deviceType, withDeviceValues } from '../../entities/device.js';
import { deviceSet } from '../../entities/device-set.js';
import { anyObject } from '../../entities/expand-relations.js';
import { expandVisible, showingVisible } from '../../entities/visible-objects.js';
import { deltaOperation } from '../../operations/delta.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import { relationOperations } from '../../operations/relation-operations.js';
import { createEntity, deleteEntity, type PreparedChange, updateEntity } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResource } from '../../resource.js';
import type { ReadBody } from '../../schema/index.js';
import {
  createAccess,
  deleteAccess,
  memberOfAccess,
  readAccess,
  registrationAccess,
  updateAccess,
} from './device-access.js';
import { refuseOthers, refusePeople, withManager } from './managed-properties.js';

const set: EntitySet<Device> = {
  ...deviceSet,
  expandable: anyObject,
  expand: expandVisible({
    memberOf: 'member of',
    registeredOwners: 'device owners',
    registeredUsers: 'device users',
    transitiveMemberOf: 'transitive member of',
  }),
};

/** `/devices`: devices that are registered with or joined to the tenant (Microsoft Graph documentation: device). */
export const devices: GraphResource = {
  name: 'devices',
  types: [deviceType],
  sets: { devices: 'device' },
  operations: [
    listEntities(set, { summary: 'List devices', access: readAccess() }),
    countEntities(set, { summary: 'Count devices', access: readAccess() }),
    deltaOperation(set, { summary: 'Get devices that changed', access: readAccess(), nouns: ['device'] }),
    getEntity(set, { summary: 'Get a device', access: readAccess() }),
    createEntity(set, { summary: 'Create a device', access: createAccess, prepare: prepareCreate }),
    updateEntity(set, { summary: 'Update a device', access: updateAccess, prepare: prepareUpdate }),
    deleteEntity(set, {
      summary: 'Delete a device',
      access: deleteAccess,
      prepare: (id, check) => removeDevice(id as DeviceId, check),
    }),
    ...showingVisible(deviceSet, relations()),
  ],
};

function prepareCreate({ values }: ReadBody, call: GraphCall): PreparedChange<Device> {
  const deviceId = parseGuid(values.deviceId as string);
  if (deviceId === undefined) return refusalError(refused('invalid', { property: 'deviceId' }), 'Device');
  const refusal = refusePeople(values, call);
  if (refusal !== undefined) return refusal;
  const blank: DeviceDraft = {
    deviceId,
    displayName: '',
    accountEnabled: true,
    owners: [],
    properties: { profileType: 'RegisteredDevice' },
  };
  const draft = withDeviceValues(blank, { ...values, deviceId });
  const fault = valueFault(draft);
  return fault === undefined ? createDevice(draft) : refusalError(fault, 'Device');
}

function prepareUpdate(
  id: string,
  { values }: ReadBody,
  check: (stored: Device) => DirectoryRefusal | undefined,
  call: GraphCall,
): PreparedChange<Device> {
  const refusal = refusePeople(values, call);
  if (refusal !== undefined) return refusal;
  return changeDevice(id as DeviceId, (stored) => {
    const objection = check(stored) ?? refuseOthers(stored, values, call);
    if (objection !== undefined) return objection;
    const after = withManager(withDeviceValues(stored, values), values, call);
    return valueFault(after) ?? after;
  });
}

/** Microsoft Graph documentation: device resource type. */
const words: Readonly<Record<string, readonly string[]>> = {
  deviceOwnership: ['unknown', 'company', 'personal'],
  profileType: ['RegisteredDevice', 'SecureVM', 'Printer', 'Shared', 'IoT'],
};

function valueFault({ properties = {} }: Pick<Device, 'properties'>): DirectoryRefusal | undefined {
  const odd = Object.entries(words).find(([name, known]) => {
    const value = properties[name] as string | undefined;
    return value !== undefined && !known.includes(value);
  });
  return odd && refused('invalid', { property: odd[0], detail: `it is one of ${odd[1].join(', ')}` });
}

function relations(): readonly GraphOperation[] {
  const of = { place: 'device' };
  const memberships = (['memberOf', 'transitiveMemberOf'] as const).flatMap((name) =>
    relationOperations({
      ...of,
      path: `/devices/:device/${name}`,
      relation: name === 'memberOf' ? 'member of' : 'transitive member of',
      noun: 'groups and units that a device is in',
      read: memberOfAccess,
      casts: ['group', 'administrativeUnit'],
    }),
  );
  return [
    ...relationOperations({
      ...of,
      path: '/devices/:device/registeredOwners',
      relation: 'device owners',
      noun: 'registered owners of a device',
      read: readAccess('registeredOwners'),
      casts: ['user'],
      write: {
        access: registrationAccess('registeredOwners'),
        add: (device, id) => addRegisteredOwner(device as DeviceId, id as UserId),
        remove: (device, id) => removeRegisteredOwner(device as DeviceId, id as UserId),
      },
    }),
    ...relationOperations({
      ...of,
      path: '/devices/:device/registeredUsers',
      relation: 'device users',
      noun: 'registered users of a device',
      read: readAccess('registeredUsers'),
      casts: ['user'],
      write: {
        access: registrationAccess('registeredUsers'),
        add: (device, id) => addRegisteredUser(device as DeviceId, id as UserId),
        remove: (device, id) => removeRegisteredUser(device as DeviceId, id as UserId),
      },
    }),
    // References would tell of units whose members are hidden.
    ...memberships.filter(({ path }) => !path.endsWith('/$ref')),
  ];
}

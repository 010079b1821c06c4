import type { Device, DeviceId, OwnerId, UserId } from '@gatehouse/model';
import { violatedConstraint } from '../../platform/store/index.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import { removeAssignmentsInScope } from '../roles/remove-assignments.js';
import {
  deleteDevice,
  deleteDeviceUser,
  insertDevice,
  insertDeviceUser,
  lockDevice,
  updateDevice,
} from './repository.js';

/** A device to be made: what the directory itself gives is left out. */
export type DeviceDraft = Omit<Device, 'id' | 'tenant' | 'createdAt'> & { readonly id?: DeviceId };

/** Makes a device, whose device id must be free. */
export function createDevice(draft: DeviceDraft): DirectoryOperation<Device | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    const device = { ...draft, id: draft.id ?? ids.guid<DeviceId>(), tenant: tx.tenant, createdAt: clock.now() };
    for (const owner of device.owners) {
      const stranger = await userMissing(work, owner);
      if (stranger !== undefined) return stranger;
    }
    try {
      await insertDevice(tx, device);
    } catch (error) {
      const property = takenBy.get(violatedConstraint(error) ?? '');
      if (property === undefined) throw error;
      return refused('taken', { property });
    }
    recordChange(work, 'device.create', targetOf(device), undefined, device);
    return device;
  };
}

/** Changes a device as `change` says of the device as stored, which nobody else changes meanwhile. */
export function changeDevice(
  id: DeviceId,
  change: (before: Device) => Device | DirectoryRefusal,
): DirectoryOperation<Device | DirectoryRefusal> {
  return async (work) => {
    const before = await lockDevice(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const after = change(before);
    if (isRefused(after)) return after;
    if (recordChange(work, 'device.update', targetOf(after), before, after)) await updateDevice(work.tx, after);
    return after;
  };
}

/**
 * Removes a device, for good: devices are not kept to be restored (Microsoft Graph documentation: delete device). Roles that were given
 * for it alone go with it.
 */
export function removeDevice(
  id: DeviceId,
  check: (device: Device) => DirectoryRefusal | undefined = () => undefined,
): DirectoryOperation<Device | DirectoryRefusal> {
  return async (work) => {
    const device = await lockDevice(work.tx, id);
    if (device === undefined) return refused('not_found', { value: id });
    const objection = check(device);
    if (objection !== undefined) return objection;
    await removeAssignmentsInScope(work, `/${id}`);
    await deleteDevice(work.tx, id);
    recordChange(work, 'device.delete', targetOf(device), device, undefined);
    return device;
  };
}

/** Makes a user a registered owner of a device. */
export function addRegisteredOwner(id: DeviceId, owner: OwnerId): DirectoryOperation<Device | DirectoryRefusal> {
  return async (work) => {
    const stranger = await userMissing(work, owner);
    if (stranger !== undefined) return stranger;
    return changeDevice(id, (device) =>
      device.owners.includes(owner)
        ? refused('already_referenced', { property: 'registeredOwners' })
        : { ...device, owners: [...device.owners, owner].sort() },
    )(work);
  };
}

/** Takes a registered owner of a device away; a device may be nobody's. */
export function removeRegisteredOwner(id: DeviceId, owner: OwnerId): DirectoryOperation<Device | DirectoryRefusal> {
  return changeDevice(id, (device) =>
    device.owners.includes(owner)
      ? { ...device, owners: device.owners.filter((one) => one !== owner) }
      : refused('reference_not_found', { value: owner }),
  );
}

/** Makes a user a registered user of a device. */
export function addRegisteredUser(id: DeviceId, user: UserId): DirectoryOperation<Device | DirectoryRefusal> {
  return async (work) => {
    const device = await lockDevice(work.tx, id);
    if (device === undefined) return refused('not_found', { value: id });
    const stranger = await userMissing(work, user);
    if (stranger !== undefined) return stranger;
    const isNew = await insertDeviceUser(work.tx, id, user);
    if (!isNew) return refused('already_referenced', { property: 'registeredUsers' });
    recordChange(work, 'device-user.add', targetOf(device), undefined, { registeredUsers: { id: user, type: 'User' } });
    return device;
  };
}

/** Takes a registered user of a device away. */
export function removeRegisteredUser(id: DeviceId, user: UserId): DirectoryOperation<Device | DirectoryRefusal> {
  return async (work) => {
    const device = await lockDevice(work.tx, id);
    if (device === undefined) return refused('not_found', { value: id });
    const wasRegistered = await deleteDeviceUser(work.tx, id, user);
    if (!wasRegistered) return refused('reference_not_found', { value: user });
    const gone = { registeredUsers: { id: user, type: 'User' } };
    recordChange(work, 'device-user.remove', targetOf(device), gone, undefined);
    return device;
  };
}

const takenBy: ReadonlyMap<string, string> = new Map([
  ['devices_by_device_id', 'deviceId'],
  ['devices_pkey', 'id'],
  ['directory_objects_pkey', 'id'],
]);

async function userMissing({ tx }: DirectoryWork, id: string): Promise<DirectoryRefusal | undefined> {
  const type = (await objectTypes(tx, [id])).get(id);
  return type === 'user' ? undefined : refused('reference_not_found', { value: id });
}

function targetOf({ id, displayName }: Device) {
  return { type: 'device', id, name: displayName };
}

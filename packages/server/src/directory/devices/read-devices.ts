import type { Device, DeviceId } from '@gatehouse/model';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import { deviceShape, readDevicesById } from './repository.js';

/** A page of devices as a query wants them, and how many there are. */
export const { page: pageDevices, count: countDevices } = askObjects(deviceShape);

/** One device as stored now. */
export function findDevice(id: string): DirectoryOperation<Device | undefined> {
  return async ({ tx }) => (await readDevicesById(tx, [id as DeviceId]))[0];
}

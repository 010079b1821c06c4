import type { Device } from '@gatehouse/model';
import { countDevices, findDevice, pageDevices } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import { deviceEntity, deviceType } from './device.js';

/** `/devices`. */
export const deviceSet: EntitySet<Device> = {
  name: 'devices',
  type: deviceType,
  place: 'device',
  render: deviceEntity,
  find: (id) => findDevice(id),
  page: (query, _call, within) => pageDevices(query, within),
  count: (condition, _call, within) => countDevices(condition, within),
};

import type { AdministrativeUnit, Device, Group } from '@gatehouse/model';
import { insertUnit, updateUnit } from '../../administrative-units/repository.js';
import { insertDevice, updateDevice } from '../../devices/repository.js';
import { insertGroups, updateGroup } from '../../groups/repository.js';
import { type DirectoryWork, recordChange } from '../../operation.js';
import type { Change } from '../plan/tenant-plan.js';

/** Writes a group with its owners. @returns whether anything changed */
export function writeGroup(work: DirectoryWork, change: Change<Group>): Promise<boolean> {
  return write(work, 'group', change, {
    insert: (group) => insertGroups(work.tx, [group]),
    update: (group) => updateGroup(work.tx, group),
  });
}

/** Writes a device with its owners. @returns whether anything changed */
export function writeDevice(work: DirectoryWork, change: Change<Device>): Promise<boolean> {
  return write(work, 'device', change, {
    insert: (device) => insertDevice(work.tx, device),
    update: (device) => updateDevice(work.tx, device),
  });
}

/** Writes an administrative unit. @returns whether anything changed */
export function writeUnit(work: DirectoryWork, change: Change<AdministrativeUnit>): Promise<boolean> {
  return write(work, 'administrative-unit', change, {
    insert: (unit) => insertUnit(work.tx, unit),
    update: (unit) => updateUnit(work.tx, unit),
  });
}

async function write<Entity extends { readonly id: string; readonly displayName: string }>(
  work: DirectoryWork,
  noun: string,
  { before, after }: Change<Entity>,
  { insert, update }: { insert(entity: Entity): Promise<void>; update(entity: Entity): Promise<void> },
): Promise<boolean> {
  const target = { type: noun, id: after.id, name: after.displayName };
  if (before === undefined) {
    await insert(after);
    recordChange(work, `${noun}.create`, target, undefined, after);
    return true;
  }
  const isChanged = recordChange(work, `${noun}.update`, target, before, after);
  if (isChanged) await update(after);
  return isChanged;
}

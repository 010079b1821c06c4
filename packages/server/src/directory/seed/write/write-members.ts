import type { AdministrativeUnitId, DeviceId, GroupId, UserId } from '@gatehouse/model';
import { deleteUnitMember, insertUnitMember, type UnitMember } from '../../administrative-units/repository.js';
import { deleteDeviceUser, insertDeviceUser } from '../../devices/repository.js';
import { addMembers, type GroupMember, removeMember } from '../../groups/repository.js';
import type { DirectoryWork } from '../../operation.js';
import type { MemberChange } from '../plan/tenant-plan.js';

/** How members of each kind of thing are journalled: the noun, and the property they stand in. */
const journalled = {
  group: ['group-member', 'members', 'group'],
  administrativeUnit: ['administrative-unit-member', 'members', 'administrative-unit'],
  device: ['device-user', 'registeredUsers', 'device'],
} as const;

/** Puts members into a group or unit, or users to a device, and takes out those who are not to stay. @returns how many changed */
export async function writeMembers(work: DirectoryWork, change: MemberChange): Promise<number> {
  const [noun, property, type] = journalled[change.of];
  const target = { type, id: change.id, name: change.name };
  const added = await add(work, change);
  for (const member of added) {
    work.tx.journal({ operation: `${noun}.add`, actor: work.actor, target, changes: [{ property, new: member }] });
  }
  let removed = 0;
  for (const member of change.surplus) {
    if (!(await remove(work, change, member.id))) continue;
    removed += 1;
    work.tx.journal({ operation: `${noun}.remove`, actor: work.actor, target, changes: [{ property, old: member }] });
  }
  return added.length + removed;
}

async function add({ tx }: DirectoryWork, { of, id, missing }: MemberChange): Promise<MemberChange['missing']> {
  if (missing.length === 0) return [];
  if (of === 'group') return addMembers(tx, id as GroupId, missing as readonly GroupMember[]);
  const added: MemberChange['missing'][number][] = [];
  for (const member of missing) {
    const isNew =
      of === 'device'
        ? await insertDeviceUser(tx, id as DeviceId, member.id as UserId)
        : await insertUnitMember(tx, id as AdministrativeUnitId, member as UnitMember);
    if (isNew) added.push(member);
  }
  return added;
}

async function remove({ tx }: DirectoryWork, { of, id }: MemberChange, member: string): Promise<boolean> {
  switch (of) {
    case 'group':
      return (await removeMember(tx, id as GroupId, member)) !== undefined;
    case 'administrativeUnit':
      return (await deleteUnitMember(tx, id as AdministrativeUnitId, member)) !== undefined;
    case 'device':
      return deleteDeviceUser(tx, id as DeviceId, member as UserId);
  }
}

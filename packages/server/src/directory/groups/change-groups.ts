import type { Group, GroupId, OwnerId } from '@gatehouse/model';
import { violatedConstraint } from '../../platform/store/index.js';
import { extensionValuesObjection } from '../extensions/extension-values.js';
import {
  type DirectoryOperation,
  type DirectoryRefusal,
  type DirectoryWork,
  isRefused,
  recordChange,
  refused,
} from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import { keepingAdministrators } from '../roles/last-administrator.js';
import { addMembers, type GroupMember, insertGroups, lockGroup, removeMember, updateGroup } from './repository.js';

/** A group to be made: what the directory itself gives is left out. */
export type GroupDraft = Omit<Group, 'id' | 'tenant' | 'createdAt'> & { readonly id?: GroupId };

/** The most owners a group may have (Microsoft Entra service limits). */
const mostGroupOwners = 100;

const memberTypes = {
  user: 'User',
  group: 'Group',
  device: 'Device',
  servicePrincipal: 'ServicePrincipal',
} as const;

/** Makes a group with its owners and first members. */
export function createGroup(
  draft: GroupDraft,
  members: readonly string[] = [],
): DirectoryOperation<Group | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    const owners = [...new Set(draft.owners)].sort();
    const group = { ...draft, owners, id: draft.id ?? ids.guid<GroupId>(), tenant: tx.tenant, createdAt: clock.now() };
    const objection = (await ownersKnown(work, owners)) ?? extensionValuesObjection(draft.properties);
    if (objection !== undefined) return objection;
    try {
      await insertGroups(tx, [group]);
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'groups_pkey' || constraint === 'directory_objects_pkey')
        return refused('taken', { property: 'id' });
      throw error;
    }
    recordChange(work, 'group.create', targetOf(group), undefined, group);
    for (const id of new Set(members)) {
      const refusal = await addMember(work, group, id);
      if (refusal !== undefined) return refusal;
    }
    return group;
  };
}

/** Changes a group as `change` says of the group as stored, which nobody else changes meanwhile. Owners stay as they are. */
export function changeGroup(
  id: GroupId,
  change: (before: Group) => Group | DirectoryRefusal,
): DirectoryOperation<Group | DirectoryRefusal> {
  return async (work) => {
    const before = await lockGroup(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const changed = change(before);
    if (isRefused(changed)) return changed;
    const after = { ...changed, owners: before.owners };
    const objection = extensionValuesObjection(after.properties);
    if (objection !== undefined) return objection;
    if (recordChange(work, 'group.update', targetOf(after), before, after)) await updateGroup(work.tx, after);
    return after;
  };
}

/** Puts objects into a group; the group as stored may refuse. */
export function addGroupMembers(
  id: GroupId,
  members: readonly string[],
  check: (group: Group) => DirectoryRefusal | undefined = () => undefined,
): DirectoryOperation<Group | DirectoryRefusal> {
  return async (work) => {
    const group = await lockGroup(work.tx, id);
    if (group === undefined) return refused('not_found', { value: id });
    const objection = check(group) ?? dynamicObjection(group);
    if (objection !== undefined) return objection;
    for (const member of new Set(members)) {
      const refusal = await addMember(work, group, member);
      if (refusal !== undefined) return refusal;
    }
    return group;
  };
}

/** Takes an object out of a group; out of one that roles can be given to, only while somebody still administers the tenant. */
export function removeGroupMember(id: GroupId, member: string): DirectoryOperation<Group | DirectoryRefusal> {
  return async (work) => {
    const group = await lockGroup(work.tx, id);
    if (group === undefined) return refused('not_found', { value: id });
    const objection = dynamicObjection(group);
    if (objection !== undefined) return objection;
    const take = takeOut(group, member);
    return group.isAssignableToRole === true ? keepingAdministrators(take)(work) : take(work);
  };
}

function takeOut(group: Group, member: string): DirectoryOperation<Group | DirectoryRefusal> {
  return async (work) => {
    const removed = await removeMember(work.tx, group.id, member);
    if (removed === undefined) return refused('reference_not_found', { value: member });
    work.tx.journal({
      operation: 'group-member.remove',
      actor: work.actor,
      target: targetOf(group),
      changes: [{ property: 'members', old: removed }],
      ...(work.correlationId === undefined ? {} : { correlationId: work.correlationId }),
    });
    return group;
  };
}

/** Adds an owner to a group. */
export function addGroupOwner(id: GroupId, owner: OwnerId): DirectoryOperation<Group | DirectoryRefusal> {
  return changeOwners(id, async (work, { owners }) => {
    if (owners.includes(owner)) return refused('already_referenced', { property: 'owners' });
    if (owners.length >= mostGroupOwners)
      return refused('too_many', { property: 'owners', detail: `${mostGroupOwners}` });
    return (await ownersKnown(work, [owner])) ?? [...owners, owner].sort();
  });
}

/** Removes an owner of a group; somebody must stay, if there is anybody at all. */
export function removeGroupOwner(id: GroupId, owner: OwnerId): DirectoryOperation<Group | DirectoryRefusal> {
  return changeOwners(id, async (_work, { owners }) => {
    if (!owners.includes(owner)) return refused('reference_not_found', { value: owner });
    // Microsoft Graph documentation: remove group owner.
    if (owners.length === 1) return refused('last_owner');
    return owners.filter((one) => one !== owner);
  });
}

function changeOwners(
  id: GroupId,
  change: (work: DirectoryWork, group: Group) => Promise<readonly OwnerId[] | DirectoryRefusal>,
): DirectoryOperation<Group | DirectoryRefusal> {
  return async (work) => {
    const before = await lockGroup(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const owners = await change(work, before);
    if (isRefused(owners)) return owners;
    const after = { ...before, owners };
    await updateGroup(work.tx, after);
    recordChange(work, 'group.update', targetOf(after), before, after);
    return after;
  };
}

async function addMember(work: DirectoryWork, group: Group, id: string): Promise<DirectoryRefusal | undefined> {
  const type = (await objectTypes(work.tx, [id])).get(id);
  const memberType = memberTypes[type as keyof typeof memberTypes];
  if (memberType === undefined) return refused('reference_not_found', { value: id });
  if (group.isAssignableToRole === true && memberType === 'Group') {
    // Microsoft Entra documentation: role-assignable groups cannot have groups as members.
    return refused('not_possible', { detail: 'a group cannot be a member of a role-assignable group' });
  }
  const member = { id, type: memberType } as GroupMember;
  const added = await addMembers(work.tx, group.id, [member]);
  if (added.length === 0) return refused('already_referenced', { property: 'members' });
  work.tx.journal({
    operation: 'group-member.add',
    actor: work.actor,
    target: targetOf(group),
    changes: [{ property: 'members', new: member }],
    ...(work.correlationId === undefined ? {} : { correlationId: work.correlationId }),
  });
  return undefined;
}

async function ownersKnown({ tx }: DirectoryWork, owners: readonly OwnerId[]): Promise<DirectoryRefusal | undefined> {
  if (owners.length > mostGroupOwners) {
    return refused('too_many', { property: 'owners', detail: `${mostGroupOwners}` });
  }
  const types = await objectTypes(tx, owners);
  const stranger = owners.find((owner) => !['user', 'servicePrincipal'].includes(types.get(owner) ?? ''));
  return stranger && refused('reference_not_found', { value: stranger });
}

function dynamicObjection(group: Group): DirectoryRefusal | undefined {
  return group.groupTypes.includes('DynamicMembership')
    ? refused('not_possible', { detail: 'the members of a dynamic group follow from its rule' })
    : undefined;
}

function targetOf({ id, displayName }: Group) {
  return { type: 'group', id, name: displayName };
}

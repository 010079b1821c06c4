import type { AdministrativeUnit, AdministrativeUnitId } from '@gatehouse/model';
import { violatedConstraint } from '../../platform/store/index.js';
import { type DirectoryOperation, type DirectoryRefusal, isRefused, recordChange, refused } from '../operation.js';
import { objectTypes } from '../relations/repository.js';
import {
  deleteUnitMember,
  insertUnit,
  insertUnitMember,
  lockUnit,
  readIsUnitMember,
  type UnitMember,
  updateUnit,
} from './repository.js';

/** An administrative unit to be made: what the directory itself gives is left out. */
export type UnitDraft = Omit<AdministrativeUnit, 'id' | 'tenant' | 'createdAt'> & {
  readonly id?: AdministrativeUnitId;
};

const memberTypes: ReadonlyMap<string, UnitMember['type']> = new Map([
  ['user', 'User'],
  ['group', 'Group'],
  ['device', 'Device'],
]);

/** Makes an administrative unit. */
export function createUnit(draft: UnitDraft): DirectoryOperation<AdministrativeUnit | DirectoryRefusal> {
  return async (work) => {
    const { tx, clock, ids } = work;
    const id = draft.id ?? ids.guid<AdministrativeUnitId>();
    const unit = { ...draft, id, tenant: tx.tenant, createdAt: clock.now() };
    try {
      await insertUnit(tx, unit);
    } catch (error) {
      if (!['administrative_units_pkey', 'directory_objects_pkey'].includes(violatedConstraint(error) ?? ''))
        throw error;
      return refused('taken', { property: 'id' });
    }
    recordChange(work, 'administrative-unit.create', targetOf(unit), undefined, unit);
    return unit;
  };
}

/** Changes an administrative unit as `change` says of the unit as stored, which nobody else changes meanwhile. */
export function changeUnit(
  id: AdministrativeUnitId,
  change: (before: AdministrativeUnit) => AdministrativeUnit | DirectoryRefusal,
): DirectoryOperation<AdministrativeUnit | DirectoryRefusal> {
  return async (work) => {
    const before = await lockUnit(work.tx, id);
    if (before === undefined) return refused('not_found', { value: id });
    const after = change(before);
    if (isRefused(after)) return after;
    if (recordChange(work, 'administrative-unit.update', targetOf(after), before, after)) {
      await updateUnit(work.tx, after);
    }
    return after;
  };
}

/** Puts a user, a group or a device into an administrative unit: a group comes without its members. */
export function addUnitMember(
  id: AdministrativeUnitId,
  member: string,
): DirectoryOperation<AdministrativeUnit | DirectoryRefusal> {
  return async (work) => {
    const unit = await lockUnit(work.tx, id);
    if (unit === undefined) return refused('not_found', { value: id });
    const type = memberTypes.get((await objectTypes(work.tx, [member])).get(member) ?? '');
    if (type === undefined) return refused('reference_not_found', { value: member });
    const isNew = await insertUnitMember(work.tx, id, { id: member, type });
    if (!isNew) return refused('already_referenced', { property: 'members' });
    const added = { members: { id: member, type } };
    recordChange(work, 'administrative-unit-member.add', targetOf(unit), undefined, added);
    return unit;
  };
}

/** Takes an object out of an administrative unit: with the next call, roles given for the unit reach it no more. */
export function removeUnitMember(
  id: AdministrativeUnitId,
  member: string,
): DirectoryOperation<AdministrativeUnit | DirectoryRefusal> {
  return async (work) => {
    const unit = await lockUnit(work.tx, id);
    if (unit === undefined) return refused('not_found', { value: id });
    const removed = await deleteUnitMember(work.tx, id, member);
    if (removed === undefined) return refused('reference_not_found', { value: member });
    recordChange(work, 'administrative-unit-member.remove', targetOf(unit), { members: removed }, undefined);
    return unit;
  };
}

/** Whether an object is a direct member of an administrative unit. */
export function isUnitMember(id: AdministrativeUnitId, member: string): DirectoryOperation<boolean> {
  return ({ tx }) => readIsUnitMember(tx, id, member);
}

function targetOf({ id, displayName }: AdministrativeUnit) {
  return { type: 'administrative-unit', id, name: displayName };
}

import type { AdministrativeUnit, AdministrativeUnitId } from '@gatehouse/model';
import {
  addUnitMember,
  changeUnit,
  createUnit,
  deleteObject,
  type DirectoryRefusal,
  refused,
  removeUnitMember,
  type UnitDraft,
} from '../../../../directory/index.js';
import { administrativeUnitType, withUnitValues } from '../../entities/administrative-unit.js';
import { administrativeUnitSet } from '../../entities/administrative-unit-set.js';
import { anyObject } from '../../entities/expand-relations.js';
import { scopedRoleMembershipType } from '../../entities/scoped-role-membership.js';
import { showingVisible, unlessHidden } from '../../entities/visible-objects.js';
import { deltaOperation } from '../../operations/delta.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import { relationOperations } from '../../operations/relation-operations.js';
import { createEntity, deleteEntity, type PreparedChange, updateEntity } from '../../operations/write-entities.js';
import { refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphOperation, GraphResource } from '../../resource.js';
import type { ReadBody } from '../../schema/index.js';
import { expandMembers, getMember } from './unit-members.js';
import { scopedRoleMembers } from './scoped-role-members.js';
import { membersReadAccess, readAccess, writeAccess } from './unit-access.js';

const set: EntitySet<AdministrativeUnit> = {
  ...administrativeUnitSet,
  expandable: anyObject,
  expand: expandMembers,
};

/** Parts of the tenant that roles can be given for (Microsoft Graph documentation: administrativeUnit). */
export const administrativeUnits: GraphResource = {
  name: 'administrative units',
  types: [administrativeUnitType, scopedRoleMembershipType],
  // Below /directory they are in both versions; beta knows the shorter path, too.
  operations: [
    ...operationsOf(set),
    ...operationsOf({ ...set, name: 'administrativeUnits' }).map((operation) => ({
      ...operation,
      beta: true as const,
    })),
  ],
};

function operationsOf(units: EntitySet<AdministrativeUnit>): readonly GraphOperation[] {
  const path = `/${units.name}/:administrativeUnit`;
  const members = relationOperations({
    path: `${path}/members`,
    place: 'administrativeUnit',
    relation: 'unit members',
    noun: 'members of an administrative unit',
    read: membersReadAccess,
    casts: ['user', 'group', 'device'],
    write: {
      access: writeAccess('members/update'),
      add: (unit, id) => addUnitMember(unit as AdministrativeUnitId, id),
      remove: (unit, id) => removeUnitMember(unit as AdministrativeUnitId, id),
    },
  });
  return [
    listEntities(units, { summary: 'List administrative units', access: readAccess }),
    countEntities(units, { summary: 'Count administrative units', access: readAccess }),
    deltaOperation(units, {
      summary: 'Get administrative units that changed',
      access: readAccess,
      nouns: ['administrative-unit'],
    }),
    getEntity(units, { summary: 'Get an administrative unit', access: readAccess }),
    createEntity(units, {
      summary: 'Create an administrative unit',
      access: writeAccess('create'),
      prepare: prepareCreate,
    }),
    updateEntity(units, {
      summary: 'Update an administrative unit',
      access: writeAccess('basic/update'),
      prepare: prepareUpdate,
    }),
    deleteEntity(units, {
      summary: 'Delete an administrative unit',
      access: writeAccess('delete'),
      prepare: (id, check) => deleteObject('administrativeUnit', id, (stored) => check(stored as AdministrativeUnit)),
    }),
    ...unlessHidden([...showingVisible(units, members), getMember(path, membersReadAccess)]),
    ...scopedRoleMembers(path),
  ];
}

function prepareCreate({ values }: ReadBody): PreparedChange<AdministrativeUnit> {
  const fault = valueFault(values);
  if (fault !== undefined) return refusalError(fault, 'AdministrativeUnit');
  return createUnit(withUnitValues<UnitDraft>({ displayName: '' }, values));
}

function prepareUpdate(
  id: string,
  { values }: ReadBody,
  check: (stored: AdministrativeUnit) => DirectoryRefusal | undefined,
  _call: GraphCall,
): PreparedChange<AdministrativeUnit> {
  const fault = valueFault(values);
  if (fault !== undefined) return refusalError(fault, 'AdministrativeUnit');
  return changeUnit(id as AdministrativeUnitId, (before) => check(before) ?? withUnitValues(before, values));
}

/** What units can be elsewhere and are not here is refused in plain words. */
function valueFault(values: GraphEntity): DirectoryRefusal | undefined {
  const { visibility, membershipType, membershipRule, membershipRuleProcessingState } = values;
  if (typeof visibility === 'string' && !['Public', 'HiddenMembership'].includes(visibility)) {
    return refused('invalid', { property: 'visibility', detail: 'it is Public or HiddenMembership' });
  }
  if (values.isMemberManagementRestricted === true) {
    return refused('not_possible', { detail: 'restricted management administrative units are not supported' });
  }
  const isDynamic = typeof membershipType === 'string' && membershipType !== 'Assigned';
  const isRuled = typeof membershipRule === 'string' || typeof membershipRuleProcessingState === 'string';
  return isDynamic || isRuled
    ? refused('not_possible', { detail: 'administrative units with dynamic membership are not supported' })
    : undefined;
}

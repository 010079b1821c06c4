import type { Group, GroupId, OwnerId } from '@gatehouse/model';
import { groupChangeFault, groupFault } from '@gatehouse/policy';
import {
  addGroupMembers,
  addGroupOwner,
  changeGroup,
  createGroup,
  deleteObject,
  type DirectoryRefusal,
  followedBy,
  type GroupDraft,
  refused,
  removeGroupMember,
  removeGroupOwner,
} from '../../../../directory/index.js';
import { expandAssignmentsOr, withAssignments } from '../../entities/expand-assignments.js';
import { groupType, withGroupValues } from '../../entities/group.js';
import { groupSet } from '../../entities/group-set.js';
import { showingVisible } from '../../entities/visible-objects.js';
import { graphError, type GraphError } from '../../graph-error.js';
import { deltaOperation } from '../../operations/delta.js';
import type { EntitySet } from '../../operations/entity-set.js';
import { countEntities, getEntity, listEntities } from '../../operations/read-entities.js';
import { idOfReference, relationOperations } from '../../operations/relation-operations.js';
import { createEntity, deleteEntity, type PreparedChange, updateEntity } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphOperation, GraphResource } from '../../resource.js';
import type { ReadBody } from '../../schema/index.js';
import {
  createAccess,
  deleteAccess,
  membersWriteAccess,
  ownersWriteAccess,
  readAccess,
  relationAccess,
  updateAccess,
} from './group-access.js';

const set: EntitySet<Group> = {
  ...groupSet,
  expandable: withAssignments,
  expand: expandAssignmentsOr('groups', {
    memberOf: 'member of',
    members: 'group members',
    owners: 'group owners',
    transitiveMemberOf: 'transitive member of',
    transitiveMembers: 'transitive members',
  }),
};

/** `/groups`: security and Microsoft 365 groups (Microsoft Graph documentation: group). */
export const groups: GraphResource = {
  name: 'groups',
  types: [groupType],
  sets: { groups: 'group' },
  operations: [
    listEntities(set, { summary: 'List groups', access: readAccess }),
    countEntities(set, { summary: 'Count groups', access: readAccess }),
    deltaOperation(set, {
      summary: 'Get groups that changed',
      access: readAccess,
      nouns: ['group'],
      members: {
        property: 'members',
        relation: 'group members',
        journaled: ['group-member.add', 'group-member.remove'],
      },
    }),
    getEntity(set, { summary: 'Get a group', access: readAccess }),
    createEntity(set, {
      summary: 'Create a group',
      access: createAccess,
      extras: () => ({ binds: ['members', 'owners'] }),
      prepare: prepareCreate,
    }),
    updateEntity(set, {
      summary: 'Update a group',
      access: updateAccess,
      extras: () => ({ binds: ['members'] }),
      prepare: prepareUpdate,
    }),
    deleteEntity(set, {
      summary: 'Delete a group',
      access: deleteAccess,
      prepare: (id, check) => deleteObject('group', id, (stored) => check(stored as Group)),
    }),
    ...showingVisible(groupSet, relations()),
    noMembershipInPlace(),
  ],
};

function prepareCreate({ values, binds }: ReadBody, call: GraphCall): PreparedChange<Group> {
  const blank: GroupDraft = {
    displayName: '',
    groupTypes: [],
    mailEnabled: false,
    securityEnabled: false,
    owners: [],
  };
  const draft = withGroupValues(blank, values);
  const fault = groupFault(draft);
  if (fault !== undefined) return refusalError(refused('invalid', fault), 'Group');
  const owners = ids(binds.owners);
  const members = ids(binds.members);
  if ('kind' in owners) return owners;
  if ('kind' in members) return members;
  // Who makes what others may not becomes its owner (Microsoft Graph documentation: create group, owners).
  const { person } = call.caller;
  const first = person !== null && (call.createsAsOwner || owners.length === 0) ? [person.user.id as string] : [];
  const all = [...new Set([...owners, ...first])] as OwnerId[];
  return createGroup({ ...draft, ...mailOf(draft, call), owners: all }, members);
}

/** Microsoft 365 groups have an address of the tenant's default domain. */
function mailOf({ groupTypes, mailNickname = '' }: GroupDraft, { configuration }: GraphCall): Pick<Group, 'mail'> {
  const domain = configuration.tenant.domains.find(({ isDefault }) => isDefault)?.name;
  return groupTypes.includes('Unified') && domain !== undefined ? { mail: `${mailNickname}@${domain}` } : {};
}

function prepareUpdate(
  id: string,
  { values, binds }: ReadBody,
  check: (stored: Group) => DirectoryRefusal | undefined,
): PreparedChange<Group> {
  const members = ids(binds.members);
  if ('kind' in members) return members;
  const change = changeGroup(id as GroupId, (before) => {
    const stale = check(before);
    if (stale !== undefined) return stale;
    const after = withGroupValues(before, values);
    const fault = groupChangeFault(before, after);
    return fault === undefined ? after : refused('invalid', fault);
  });
  return members.length === 0 ? change : followedBy(change, () => addGroupMembers(id as GroupId, members));
}

function ids(references: readonly string[] = []): readonly string[] | GraphError {
  const read = references.map((reference) => idOfReference(reference));
  const odd = read.findIndex((id) => id === undefined);
  if (odd >= 0) return notFound(references[odd] ?? '');
  return read as readonly string[];
}

function relations(): readonly GraphOperation[] {
  const of = { path: '/groups/:group', place: 'group' };
  const anybody = ['user', 'group', 'device', 'servicePrincipal'] as const;
  return [
    ...relationOperations({
      ...of,
      path: `${of.path}/members`,
      relation: 'group members',
      noun: 'members of a group',
      read: relationAccess('members'),
      casts: anybody,
      write: {
        access: membersWriteAccess,
        add: (group, id) => addGroupMembers(group as GroupId, [id]),
        remove: (group, id) => removeGroupMember(group as GroupId, id),
      },
    }),
    ...relationOperations({
      ...of,
      path: `${of.path}/owners`,
      relation: 'group owners',
      noun: 'owners of a group',
      read: relationAccess('owners'),
      casts: ['user', 'servicePrincipal'],
      write: {
        access: ownersWriteAccess,
        add: (group, id) => addGroupOwner(group as GroupId, id as OwnerId),
        remove: (group, id) => removeGroupOwner(group as GroupId, id as OwnerId),
      },
    }),
    ...relationOperations({
      ...of,
      path: `${of.path}/transitiveMembers`,
      relation: 'transitive members',
      noun: 'members of a group and of the groups in it',
      read: relationAccess('members'),
      casts: anybody,
    }),
    ...(['memberOf', 'transitiveMemberOf'] as const).flatMap((name) =>
      relationOperations({
        ...of,
        path: `${of.path}/${name}`,
        relation: name === 'memberOf' ? 'member of' : 'transitive member of',
        noun: 'groups and units that a group is in',
        read: relationAccess('memberOf'),
        casts: ['group', 'administrativeUnit'],
      }),
    ),
  ];
}

/** Clients that mean `/members/$ref` are told so, since a POST here would make an object. */
function noMembershipInPlace(): GraphOperation {
  return {
    method: 'POST',
    path: '/groups/:group/members',
    summary: 'Refused: members are added by reference',
    access: { ...membersWriteAccess, target: { kind: 'object', place: 'group' } },
    run: async () => graphError(400, 'Request_BadRequest', 'Members are added by reference: POST to members/$ref.'),
  };
}

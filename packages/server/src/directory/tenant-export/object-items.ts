import type { AdministrativeUnit, Device, FurtherProperties, Group, User } from '@gatehouse/model';
import { groupMemberKinds, unitMemberKinds } from '../seed/plan/plan-members.js';
import { ownerKinds } from '../seed/plan/owners.js';
import type { ReferenceKind } from '../seed/references.js';
import {
  furtherDeviceProperties,
  furtherGroupProperties,
  furtherUserProperties,
} from '../seed/schema/further-properties.data.js';
import { isExtensionName } from '../seed/schema/further-properties.js';
import { innerItems } from './document-items.js';
import { type ExportContext, inOrder, instantText, type Item, present } from './export-context.js';

/** The users of a tenant, by name. Passwords and other proofs stay where they are. */
export function userItems(context: ExportContext): readonly Item[] {
  const users = inOrder(
    context.facts.users,
    ({ userPrincipalName }) => userPrincipalName.toLowerCase(),
    ({ id }) => id,
  );
  if (users.length > 0) context.note('what people prove themselves with', 'passwords and other proofs leave no store');
  return users.map((user) => userItem(user, context));
}

function userItem(user: User, context: ExportContext): Item {
  const { id, userPrincipalName, displayName, accountEnabled, userType, createdAt, managerId } = user;
  const home = context.facts.externalIdentities.get(id);
  return present({
    id,
    userPrincipalName,
    displayName,
    accountEnabled,
    ...(userType !== 'Member' && { userType }),
    ...some(user, ['givenName', 'surname', 'mail', 'jobTitle', 'department', 'officeLocation', 'mobilePhone']),
    ...some(user, ['businessPhones', 'preferredLanguage', 'usageLocation']),
    createdDateTime: instantText(createdAt),
    ...(managerId !== undefined && { manager: context.references.nameOf(managerId, ['user']) }),
    ...further(user.properties, furtherUserProperties, context),
    ...some(user, ['customSecurityAttributes']),
    ...innerItems('users', id, context),
    ...(home !== undefined && { externalIdentity: { tenant: home.issuer, id: home.issuerAssignedId } }),
  });
}

/** The groups of a tenant, by name. Who is in a dynamic group follows from its rule. */
export function groupItems(context: ExportContext): readonly Item[] {
  const groups = inOrder(
    context.facts.groups,
    ({ displayName }) => displayName,
    ({ id }) => id,
  );
  return groups.map((group) => groupItem(group, context));
}

function groupItem(group: Group, context: ExportContext): Item {
  const { id, displayName, groupTypes, securityEnabled, mailEnabled, isAssignableToRole } = group;
  const isUnified = groupTypes.includes('Unified');
  const isDynamic = groupTypes.includes('DynamicMembership');
  const state = group.membershipRuleProcessingState;
  if (isDynamic && state === 'Paused' && (context.facts.members.get(id) ?? []).length > 0) {
    context.note(
      `the members of \`${displayName}\``,
      'who is in a dynamic group follows from its rule, which is paused',
    );
  }
  return present({
    id,
    displayName,
    ...some(group, ['description', 'mail', 'mailNickname', 'groupTypes']),
    ...(securityEnabled === isUnified && { securityEnabled }),
    ...(mailEnabled !== isUnified && { mailEnabled }),
    ...some(group, ['visibility']),
    ...(isAssignableToRole === true && { isAssignableToRole }),
    ...some(group, ['membershipRule']),
    ...(state !== undefined && !(isDynamic && state === 'On') && { membershipRuleProcessingState: state }),
    ...further(group.properties, furtherGroupProperties, context),
    ...innerItems('groups', id, context),
    members: isDynamic ? [] : membersOf(id, groupMemberKinds, context),
    owners: namesOf(group.owners, ownerKinds, context),
  });
}

/** The devices of a tenant, by name. */
export function deviceItems(context: ExportContext): readonly Item[] {
  const devices = inOrder(
    context.facts.devices,
    ({ displayName }) => displayName,
    ({ id }) => id,
  );
  return devices.map((device: Device) =>
    present({
      ...some(device, ['id', 'deviceId', 'displayName', 'accountEnabled', 'isCompliant', 'isManaged', 'trustType']),
      ...further(device.properties, furtherDeviceProperties, context),
      ...innerItems('devices', device.id, context),
      registeredOwners: namesOf(device.owners, ['user'], context),
      registeredUsers: membersOf(device.id, ['user'], context),
    }),
  );
}

/** The administrative units of a tenant, by name. */
export function unitItems(context: ExportContext): readonly Item[] {
  const units = inOrder(
    context.facts.units,
    ({ displayName }) => displayName,
    ({ id }) => id,
  );
  return units.map((unit: AdministrativeUnit) =>
    present({
      ...some(unit, ['id', 'displayName', 'description', 'visibility']),
      ...further(unit.properties, {}, context),
      ...innerItems('administrativeUnits', unit.id, context),
      members: membersOf(unit.id, unitMemberKinds, context),
    }),
  );
}

function membersOf(id: string, kinds: readonly ReferenceKind[], context: ExportContext): readonly string[] {
  const members = context.facts.members.get(id) ?? [];
  return namesOf(
    members.map((member) => member.id),
    kinds,
    context,
  );
}

/** What a seed calls several objects, in one order. */
export function namesOf(
  ids: readonly string[],
  kinds: readonly ReferenceKind[],
  { references }: ExportContext,
): readonly string[] {
  return inOrder(
    ids.map((id) => references.nameOf(id, kinds)),
    (name) => name,
  );
}

/** Those of an entity's properties that are there. */
export function some<Entity extends object>(entity: Entity, properties: readonly (keyof Entity)[]): Item {
  return Object.fromEntries(
    properties.filter((name) => entity[name] !== undefined).map((name) => [name, entity[name]]),
  );
}

/** The further properties that a seed can tell, in the order of their names. */
export function further(
  properties: FurtherProperties | undefined,
  table: Readonly<Record<string, unknown>>,
  { extensionNames, note }: ExportContext,
): Item {
  const held = Object.entries(properties ?? {}).filter(([, value]) => value !== null);
  const isTold = ([name]: readonly [string, unknown]) => Object.hasOwn(table, name) || extensionNames.has(name);
  for (const [name] of held.filter((one) => !isTold(one) && isExtensionName(one[0]))) {
    note(`values of \`${name}\``, 'no extension of that name is defined any more');
  }
  const told = held.filter(isTold);
  return Object.fromEntries(inOrder(told, ([name]) => name));
}

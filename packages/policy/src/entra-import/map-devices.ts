import { textOf } from './entra-export.js';
import { tellUntold } from './map-groups.js';
import { guardOf, idOf, keptOf, listed, loseProperty, lostWhole, type Mapping, relatedNames } from './mapping.js';
import type { SeedItem } from './mapping.js';

/** Devices, with owners and users. */
export function mapDevices(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('device').flatMap((object): SeedItem[] => {
    const { value } = object;
    const displayName = textOf(value['displayName']);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    const read = ['displayName', 'accountEnabled', 'registeredOwners', 'registeredUsers'];
    return [
      {
        ...idOf(value),
        displayName,
        ...keptOf(object, read, mapping),
        ...guardOf(object, 'accountEnabled', true, mapping),
        ...listed('registeredOwners', relatedNames(object, 'registeredOwners', ['user'], mapping)),
        ...listed('registeredUsers', relatedNames(object, 'registeredUsers', ['user'], mapping)),
      },
    ];
  });
}

const unsupported = [
  ['membershipRule', 'units that fill themselves are not supported; the unit keeps the members it had'],
  ['membershipRuleProcessingState', 'units that fill themselves are not supported'],
  ['membershipType', 'units that fill themselves are not supported; the unit keeps the members it had'],
  ['isMemberManagementRestricted', 'restricted management is not supported'],
] as const;

/** Administrative units with their members; units that fill themselves keep the members they have. */
export function mapUnits(mapping: Mapping): readonly SeedItem[] {
  return mapping.names.ofKind('administrativeUnit').flatMap((object): SeedItem[] => {
    const { value } = object;
    const displayName = textOf(value['displayName']);
    if (displayName === undefined) return lostWhole(object, 'it has no displayName', mapping);
    for (const [property, reason] of unsupported) {
      const says = value[property];
      if (says != null && says !== false && says !== 'Assigned') loseProperty(object, property, reason, mapping);
    }
    tellUntold(object, 'directory/administrativeUnits', mapping);
    const read = ['displayName', 'members', 'scopedRoleMembers'];
    return [
      {
        ...idOf(value),
        displayName,
        ...keptOf(object, [...read, ...unsupported.map(([property]) => property)], mapping),
        ...listed('members', relatedNames(object, 'members', ['user', 'group', 'device'], mapping)),
      },
    ];
  });
}

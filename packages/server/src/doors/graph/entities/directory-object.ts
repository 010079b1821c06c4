import type { DirectoryObject, ObjectType } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import type { GraphCall, TypedEntity } from '../resource.js';
import { type EntityType, propertiesOf } from '../schema/index.js';
import { administrativeUnitSet } from './administrative-unit-set.js';
import { applicationSet } from './application-set.js';
import { deviceSet } from './device-set.js';
import { groupSet } from './group-set.js';
import { servicePrincipalSet } from './service-principal-set.js';
import { userSet } from './user-set.js';

/** The set of each kind of directory object. */
const objectSets = {
  user: userSet,
  group: groupSet,
  application: applicationSet,
  servicePrincipal: servicePrincipalSet,
  device: deviceSet,
  administrativeUnit: administrativeUnitSet,
} as const;

/** The entity types of all kinds of directory object. */
export const objectTypes: readonly EntityType[] = Object.values(objectSets).map(({ type }) => type);

/** The set of one kind, whatever it holds. */
export function objectSet(type: ObjectType): EntitySet<{ readonly id: string }> {
  return objectSets[type] as unknown as EntitySet<{ readonly id: string }>;
}

/**
 * Stands for objects of any kind where several are listed: `$select` may name properties of each, and nothing can be filtered or sorted
 * by, since no index goes across kinds.
 */
export const anyObjectType: EntityType = {
  name: 'directoryObject',
  base: 'directoryObject',
  properties: [
    ...new Map(
      objectTypes.flatMap(propertiesOf).map(({ query: _query, ...property }) => [property.name, property] as const),
    ).values(),
  ],
  navigations: [],
};

/** An object of whatever kind, with all its properties. */
export function renderObject({ type, entity }: DirectoryObject, call: GraphCall): TypedEntity {
  const set = objectSet(type);
  return { type: set.type, values: set.render(entity, call) };
}

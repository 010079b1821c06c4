import type { Condition, ObjectPage, ObjectQuery } from '@gatehouse/model';
import type { ObjectCount, Shape } from '../../platform/store/index.js';
import { groupShape } from '../groups/repository.js';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import type { RelatedTo } from '../relations/repository.js';
import { servicePrincipalShape } from '../service-principals/repository.js';
import { userShape } from '../users/repository.js';
import { type ValueField, valueFields } from './repository.js';

/** The ways of asking for objects of one kind, by values that the tenant defined as well. */
export interface AskedExtended<Entity> {
  readonly page: (
    query: ObjectQuery,
    within: RelatedTo | null,
    values: readonly ValueField[],
  ) => DirectoryOperation<ObjectPage<Entity>>;
  readonly count: (
    condition: Condition | null,
    within: RelatedTo | null,
    values: readonly ValueField[],
  ) => DirectoryOperation<ObjectCount>;
}

function askExtended<Entity>(shape: Shape<Entity>, alias: string): AskedExtended<Entity> {
  const extended = (values: readonly ValueField[]): Shape<Entity> =>
    values.length === 0 ? shape : { ...shape, fields: { ...shape.fields, ...valueFields(alias, values) } };
  return {
    page: (query, within, values) => askObjects(extended(values)).page(query, within),
    count: (condition, within, values) => askObjects(extended(values)).count(condition, within),
  };
}

export const { page: pageExtendedUsers, count: countExtendedUsers } = askExtended(userShape, 'u');
export const { page: pageExtendedGroups, count: countExtendedGroups } = askExtended(groupShape, 'g');
export const { page: pageExtendedServicePrincipals, count: countExtendedServicePrincipals } = askExtended(
  servicePrincipalShape,
  's',
);

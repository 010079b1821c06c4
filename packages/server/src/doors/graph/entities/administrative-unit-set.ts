import type { AdministrativeUnit } from '@gatehouse/model';
import { countUnits, findUnit, pageUnits } from '../../../directory/index.js';
import type { EntitySet } from '../operations/entity-set.js';
import { administrativeUnitEntity, administrativeUnitType } from './administrative-unit.js';

/** `/directory/administrativeUnits`. */
export const administrativeUnitSet: EntitySet<AdministrativeUnit> = {
  name: 'directory/administrativeUnits',
  type: administrativeUnitType,
  place: 'administrativeUnit',
  render: administrativeUnitEntity,
  find: (id) => findUnit(id),
  page: (query, _call, within) => pageUnits(query, within),
  count: (condition, _call, within) => countUnits(condition, within),
};

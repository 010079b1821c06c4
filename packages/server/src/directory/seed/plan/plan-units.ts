import type { AdministrativeUnit, AdministrativeUnitId } from '@gatehouse/model';
import type { SeedAdministrativeUnit } from '../schema/administrative-unit.js';
import { furtherUnitProperties } from '../schema/further-properties.data.js';
import { furtherOf } from '../schema/further-properties.js';
import { baseOf, type Exactness, namedOf, withFurther } from './exactness.js';
import { identify } from './identify.js';
import { itemsOf, type SeededTenant } from './seeded-tenants.js';
import type { Change, Refuse } from './tenant-plan.js';

/** The administrative units of one tenant, without their members. */
export function planUnits(
  seeded: SeededTenant,
  facts: { readonly stored: readonly AdministrativeUnit[]; readonly exact: Exactness; readonly now: number },
  refuse: Refuse,
): readonly Change<AdministrativeUnit>[] {
  const items = itemsOf(seeded, 'administrativeUnits');
  const at = { tenant: seeded.id, stored: facts.stored, what: 'administrative unit' };
  const identified = identify<AdministrativeUnitId, AdministrativeUnit>(items, at, refuse);
  return items.flatMap(({ value }, index) => {
    const { id, before } = identified[index] ?? {};
    if (id === undefined) return [];
    const blank = { id, tenant: seeded.id, displayName: value.displayName, createdAt: facts.now };
    return [{ before, after: unitOf(value, before, blank, facts.exact) }];
  });
}

function unitOf(
  item: SeedAdministrativeUnit,
  before: AdministrativeUnit | undefined,
  blank: AdministrativeUnit,
  exact: Exactness,
): AdministrativeUnit {
  const { properties: _properties, ...base } = baseOf(before, blank, exact, ['createdAt']);
  return {
    ...base,
    ...namedOf(item, ['displayName', 'description', 'visibility']),
    ...withFurther(before?.properties, furtherOf(item, furtherUnitProperties), furtherUnitProperties, exact),
  };
}
